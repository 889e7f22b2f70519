"""One dialect for the records of all homes: SQLAlchemy then compiles a statement only once.

Each test has a home of its own, and the program makes an engine for each file of records.
"""

import sys
from typing import Any

from sqlalchemy import Engine

WRITE_DOOR = "dpo_console.store.sqlite.write_door"


def share_dialect() -> None:
    """Have all engines share the first one's dialect and compiled statements, if any are made."""
    if WRITE_DOOR not in sys.modules:
        return
    door: Any = sys.modules[WRITE_DOOR]
    make = door.create_engine
    compiled: dict[object, object] = {}
    engines: list[Engine] = []

    def shared(url: str, **settings: Any) -> Engine:  # noqa: ANN401 - as create_engine has them
        engine: Engine = make(url, **settings, execution_options={"compiled_cache": compiled})
        engines.append(engine)
        engine.dialect = engines[0].dialect
        return engine

    door.create_engine = shared
