"""Connections over the network: TLS with a certificate that names the server, and nothing less."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.errors import Refused, TryAgain
from tests.conftest import desks, make_home
from tests.store import server
from tests.store.postgres_office import logged

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from tests.failover import clusters  # after the test for the driver
from tests.failover.clusters import DATABASE, Cluster

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(clusters.WHY_NONE), reason=clusters.WHY_NONE or "-"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="certificates are made by OpenSSL"),
]
DIES = """
CREATE FUNCTION records.dies() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON records.audit_detail DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION records.dies()
"""
"""A connection that the server ends in the middle of a commit."""


@dataclass(frozen=True)
class Secured:
    """A server on the network whose certificate names localhost."""

    cluster: Cluster
    port: int
    authority: Path

    def address(self, host: str = "localhost", authority: Path | None = None) -> str:
        """Return the address of the database by a name of the server."""
        root = authority or self.authority
        return f"postgresql://postgres@{host}:{self.port}/{DATABASE}?sslrootcert={root}"


def certified(folder: Path, *, by: str, name: str) -> Path:
    """Make an authority, and let it vouch for a name. Return its own certificate."""
    root = folder / f"{by}.crt"
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
           "-nodes", "-days", "36500"]  # fmt: skip
    for command in (
        [*new, "-subj", f"/CN={by}", "-keyout", folder / f"{by}.key", "-out", root],
        [*new, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
         "-CA", root, "-CAkey", folder / f"{by}.key",
         "-keyout", folder / "server.key", "-out", folder / "server.crt"],
    ):  # fmt: skip
        subprocess.run([*map(str, command)], check=True, capture_output=True)
    return root


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[Secured]:
    """Run a server that speaks TLS."""
    root = certified(tmp_path, by="authority", name="localhost")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with clusters.clusters("one") as (one,):
        one.make()
        one.stop()
        for name in ("server.key", "server.crt"):
            shutil.copy(tmp_path / name, one.data)
            (one.data / name).chmod(0o600)
            shutil.chown(one.data / name, one.data.owner())
        with (one.data / "postgresql.conf").open("a") as conf:
            conf.write(f"listen_addresses = '127.0.0.1'\nssl = on\nport = {port}\n")
        one.start()
        yield Secured(replace(one, port=port), port, root)


def office(folder: Path, address: str) -> Desk:
    home = make_home(folder)
    settings = home / "data" / "dpo.toml"
    settings.write_text(f'{settings.read_text()}\n[records]\ndatabase = "{address}"\n')
    return desks(home)()


def test_only_a_server_that_proves_its_name_is_worked_with(
    secured: Secured, tmp_path: Path
) -> None:
    desk = office(tmp_path / "home", secured.address())
    case = logged(desk)
    assert desk.database.server().encrypted
    (tmp_path / "others").mkdir()
    other = certified(tmp_path / "others", by="another", name="localhost")
    for number, address in enumerate(
        (secured.address("127.0.0.1"), secured.address(authority=other),
         secured.address(authority=tmp_path / "nowhere"))
    ):  # fmt: skip
        with pytest.raises(Refused, match="can't be trusted"):
            office(tmp_path / f"home{number}", address)
    secured.cluster.run(DIES)
    with pytest.raises(TryAgain, match="Nothing was changed"):
        add_note(desk, case, "once")
    secured.cluster.run("DROP TRIGGER dies ON records.audit_detail")
    add_note(desk, case, "once")
    assert len(case_view(desk, case).timeline) == 2
    secured.cluster.kill()
    with pytest.raises(TryAgain, match="can't be reached"):
        case_view(desk, case)
    with (secured.cluster.data / "postgresql.conf").open("a") as conf:
        conf.write("ssl = off\n")
    secured.cluster.start()
    with pytest.raises(Refused, match="can't be trusted"):
        desks(tmp_path / "home")()
