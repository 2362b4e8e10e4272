"""Files as one zip that is the same wherever it is made."""

import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""
PERMISSIONS = 0o100644 << 16
UNIX = 3


def packed(found: Mapping[str, bytes]) -> bytes:
    """Files as a zip that depends on nothing but their names, their order and their bytes. Nothing is compressed, for
    compressors differ between machines.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as pack:
        for name, content in found.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = UNIX, PERMISSIONS
            pack.writestr(entry, content)
    return archive.getvalue()
