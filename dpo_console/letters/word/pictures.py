"""The pictures of a Word file, told apart without looking into them."""

import hashlib
import io
import zipfile

_XML = (".xml", ".rels")
_MEDIA = "/media/"


def pictures_of(data: bytes) -> frozenset[str]:
    """Return a digest of each picture, and of anything else that is no XML, or nothing.

    What is no Word file has none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if _is_picture(name)]
            return frozenset(hashlib.sha256(archive.read(name)).hexdigest() for name in names)
    except (zipfile.BadZipFile, EOFError):
        return frozenset()


def _is_picture(name: str) -> bool:
    return not name.endswith("/") and (_MEDIA in f"/{name}" or not name.endswith(_XML))
