"""A disk is encrypted, isn't, or can't be told, as Linux shows what it is made of."""

from pathlib import Path

import pytest

from dpo_console.casework.settings.checking import Encrypted, of_device

CRYPT = "CRYPT-LUKS2-0123-home"


def disk(folder: Path, number: str, uuid: str = "", *below: Path) -> Path:
    """Make a disk as Linux shows it, over the disks that it is made of."""
    made = folder / number
    (made / "slaves").mkdir(parents=True)
    if uuid:
        (made / "dm").mkdir()
        (made / "dm" / "uuid").write_text(f"{uuid}\n")
    for part in below:
        (made / "slaves" / part.name).symlink_to(part)
    return made


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ([CRYPT], Encrypted.YES),
        ([CRYPT, CRYPT], Encrypted.YES),
        ([CRYPT, ""], Encrypted.NO),
        ([""], Encrypted.NO),
        ([], Encrypted.NO),
    ],
)
def test_a_volume_is_encrypted_if_each_disk_below_is(
    tmp_path: Path, below: list[str], told: Encrypted
) -> None:
    parts = [disk(tmp_path, f"8:{n}", uuid) for n, uuid in enumerate(below)]
    disk(tmp_path, "253:1", "LVM-abc", *parts)
    assert of_device(253, 1, tmp_path) is told


def test_an_encrypted_volume_itself_is_told_and_an_unknown_disk_is_not(tmp_path: Path) -> None:
    disk(tmp_path, "253:0", CRYPT, disk(tmp_path, "8:1"))
    assert of_device(253, 0, tmp_path) is Encrypted.YES
    assert of_device(0, 57, tmp_path) is Encrypted.UNKNOWN
