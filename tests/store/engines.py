"""One dialect for the records of all homes: SQLAlchemy then compiles a statement only once.

Each test has a home of its own, and the program makes an engine for each file of records.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Engine

WRITES = "dpo_console.casework.change"


def share_dialect() -> None:
    """Have all engines share the first one's dialect and compiled statements.

    Where no test changes a case, nothing is loaded for that.
    """
    if WRITES not in sys.modules:
        return
    from dpo_console.store.sqlite import write_door

    door: Any = write_door
    make = door.create_engine
    compiled: dict[object, object] = {}
    engines: list[Engine] = []

    def shared(url: str, **settings: Any) -> "Engine":  # noqa: ANN401 - as create_engine has them
        engine: Engine = make(url, **settings, execution_options={"compiled_cache": compiled})
        engines.append(engine)
        engine.dialect = engines[0].dialect
        return engine

    door.create_engine = shared
