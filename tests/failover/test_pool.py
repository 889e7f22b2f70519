"""A pool between the console and its server that lends connections for a transaction."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from dpo_console.cases.records.verify import verify
from dpo_console.casework.restricted import restrict
from dpo_console.errors import Refused
from tests.conftest import desks
from tests.failover.test_failover import WRITERS, each_acked, office, saved
from tests.store import server
from tests.store.postgres_office import logged

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from tests.failover import clusters, writers  # after the test for the driver
from tests.failover.clusters import Cluster

POOL = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(clusters.WHY_NONE), reason=clusters.WHY_NONE or "-"),
    pytest.mark.skipif(not Path(POOL).exists(), reason="pgbouncer isn't installed"),
]
SETTINGS = """
[databases]
dpo = host={server} dbname=dpo pool_size=4
[pgbouncer]
unix_socket_dir = {folder}
listen_addr =
listen_port = 5432
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
logfile = {folder}/log
"""


@contextmanager
def pooling(pool: Cluster, behind: Cluster) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a pool before a server, and kill it with the block."""
    pool.own()
    for left in pool.folder.glob(".s.PGSQL.*"):
        left.unlink()
    settings = pool.folder / "pool.ini"
    settings.write_text(SETTINGS.format(server=behind.folder, folder=pool.folder))
    (pool.folder / "users").write_text('"postgres" ""\n')
    process = subprocess.Popen([POOL, str(settings)], **pool.as_nobody())
    try:
        while not (pool.folder / ".s.PGSQL.5432").exists():
            assert process.poll() is None
        yield process
    finally:
        process.kill()
        process.wait()


def test_work_goes_through_a_pool_that_lends_by_the_transaction(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with clusters.clusters("one", "pool") as (one, pool), ExitStack() as running:
        one.make()
        running.enter_context(pooling(pool, one))
        desk = office(home, pool)
        cases = [logged(desk, f"Writer {n}") for n in range(WRITERS)]
        restrict(desk, cases[0], ["w0"])
        assert desk.database.server().limits.pooled
        with pytest.raises(Refused, match="through a pool"):
            desk.database.engine.wipe()
        with writers.writing(home, cases) as told:
            for _ in range(3):
                told.wait_for(partial(each_acked, told, monotonic(), 2))
                running.close()
                running.enter_context(pooling(pool, one))
            told.wait_for(partial(each_acked, told, monotonic(), 1))
        kept, known = saved(one), told.words("acked", "found")
        assert {words for words in known if kept[words] != 1} == set()
        assert {words for words, times in kept.items() if times > 1} == set()
        assert verify(desks(home)()).sound
