"""What a file is, by its content, and what a zip holds, unpacked in memory within the limits."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from geo.errors import IngestError
from geo.ingest.limits import Limits
from geo.language import N_, _, number

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "CSV",
        "xlsx": "XLSX",
        "geojson": "GeoJSON",
        "gpkg": "GeoPackage",
        "parquet": "GeoParquet",
        "flatgeobuf": "FlatGeobuf",
        "kml": "KML",
        "gpx": "GPX",
        "shapefile": "Shapefile",
    }
)
"""What can be read, and what it is called; "csv" is any text in columns, "geojson" its sequences too."""

ENDINGS = (
    *("csv", "tsv", "txt", "tab", "psv", "xlsx", "geojson", "json", "geojsonl", "geojsons", "ndjson", "gpkg"),
    *("parquet", "geoparquet", "fgb", "kml", "kmz", "gpx", "zip"),
)
"""Endings that a file dialogue offers. What is read is told by the content."""

SHAPEFILE_PARTS = ("shp", "dbf", "shx", "prj", "cpg")
SHAPE = b"\0\0\x27\x0a"
"""How the shapes of a shapefile begin."""
LISTED = ", ".join(dict.fromkeys(FORMATS.values()))

PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
}
"""How files begin that are no data, and what they are."""

EMPTY = N_("{name}: is empty; choose a file with rows")
TOO_BIG = N_("{name}: has {bytes} bytes, and {limit} are read at most; cut it into several files")
NOT_DATA = N_("{name}: is a {kind} file, whatever its name says; use {formats}")
NOT_TEXT = N_("{name}: is neither text nor any format read here; use {formats}")
OLD_EXCEL = N_("{name}: is a spreadsheet of the old kind (.xls); save it as .xlsx or CSV")
POINTER = N_("{name}: is an OGR {kind} document, which points to other files instead of holding rows; export the rows")
WEB_PAGE = N_("{name}: is XML or a web page without rows; use {formats}")
LONE_PART = N_("{name}: is one file of a shapefile; zip it together with its .shp, .shx, .dbf and .prj")
NO_SHAPE = N_("{name}: its {path} is no shapefile; export it anew")
BAD_ZIP = N_("{name}: is a broken zip ({why}); pack it anew")
ZIP_TOO_BIG = N_("{name}: unpacks to {bytes} bytes, and {limit} are read at most; leave out what is not needed")
ZIP_PATH = N_("{name}: holds the path “{path}”, which leads out of the zip; pack it anew")
ZIP_LOCKED = N_("{name}: is locked with a password; pack it without one")
ZIP_NOTHING = N_("{name}: is a zip without a file read here; pack a shapefile or one of {formats}")
ZIP_CHOICE = N_("{name}: holds no “{layer}”; choose one of {layers}")
NO_FILE = N_("{name}: cannot be read ({why}); name a file")


@dataclass(frozen=True, eq=False)
class File:
    """A file known for what it is."""

    name: str
    format: str
    parts: Mapping[str, bytes]
    """Content by ending: one entry, or several for a shapefile, ``shp`` first."""
    members: tuple[str, ...] = ()
    """What could be read of a zip that holds several files."""
    member: str | None = None
    """Which of them this is."""

    @property
    def content(self) -> bytes:
        """The one content, or the main one."""
        return next(iter(self.parts.values()))


def opened(content: Path | bytes, name: str, limits: Limits, member: str | None = None) -> File:
    """The file in memory, its format found by its content, unpacked where it is a zip.

    ``member`` names which file of a zip is wanted where it holds several. IngestError for whatever is not read here.
    """
    data = content_of(content, name, limits)
    if zipfile.is_zipfile(io.BytesIO(data)) and data.startswith(b"PK"):
        return _unzipped(data, name, limits, member)
    return File(name, *_known(data, name))


def content_of(content: Path | bytes, name: str, limits: Limits) -> bytes:
    """The bytes of a file; IngestError where they are too many, or it cannot be read."""
    try:
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        if size > limits.bytes:
            raise IngestError(_(TOO_BIG).format(name=name, bytes=number(size), limit=number(limits.bytes)))
        return content if isinstance(content, bytes) else content.read_bytes()
    except OSError as error:
        raise IngestError(_(NO_FILE).format(name=name, why=error.strerror)) from error


def _known(data: bytes, name: str) -> tuple[str, dict[str, bytes]]:
    """Format and parts of a file that is no zip."""
    if not data[:4096].strip() and not data.strip():
        raise IngestError(_(EMPTY).format(name=name))
    binary = _binary(data, name)
    return (binary, {_ENDING.get(binary, binary): data}) if binary else (_of_text(data, name), {"txt": data})


_ENDING = {"flatgeobuf": "fgb"}


def _binary(data: bytes, name: str) -> str | None:
    """The format of a file that is no text; None for text; IngestError for what is neither."""
    for start, kind in {b"SQLite format 3\0": "gpkg", b"PAR1": "parquet", b"fgb\x03fgb": "flatgeobuf"}.items():
        if data.startswith(start):
            return kind
    for start, kind in PICTURES.items():
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:64] or start == b"\x1f\x8b"):
            raise IngestError(_(NOT_DATA).format(name=name, kind=kind, formats=LISTED))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise IngestError(_(OLD_EXCEL).format(name=name))
    if data.startswith(SHAPE) or name.lower().endswith((".dbf", ".shx", ".shp")):
        raise IngestError(_(LONE_PART).format(name=name))
    if data.startswith(b"PK"):
        raise IngestError(_(BAD_ZIP).format(name=name, why=_("it is cut off")))
    if not _is_text(data):
        raise IngestError(_(NOT_TEXT).format(name=name, formats=LISTED))
    return None


CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1e\x1a\x0b\x1b"))


def _is_text(data: bytes) -> bool:
    """Whether the beginning has next to no control characters; those of UTF-16 count as none."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(head):
        return True
    return len(head) - len(head.translate(None, CONTROLS)) <= len(head) // 200


def looks_like_utf16(head: bytes) -> str | None:
    """Which UTF-16 it is, where every second byte is mostly NUL, as for western text; else None."""
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    half = max(1, len(head[:2000]) // 2)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _of_text(data: bytes, name: str) -> str:
    head = _head(data)
    if head.startswith("<"):
        return _of_xml(head, name)
    if head.startswith(("{", "\x1e")) or (head.startswith("[") and re.match(r"\[\s*[{\[\d]", head)):
        if re.search(r'"type"\s*:\s*"gdal_(streamed|vector|raster)', data[:1_000_000].decode("latin-1")):
            raise IngestError(_(POINTER).format(name=name, kind="GDALG"))
        return "geojson"
    return "csv"


def _head(data: bytes) -> str:
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff \t\r\n")
    return head.decode(looks_like_utf16(head) or "utf-8-sig", "replace").lstrip("\ufeff \t\r\n")


def _of_xml(head: str, name: str) -> str:
    root = re.search(r"<(?![?!])(?:\w+:)?(\w+)", re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL))
    tag = root.group(1).lower() if root else ""
    if tag.startswith("ogrvrt"):
        raise IngestError(_(POINTER).format(name=name, kind="VRT"))
    if tag in ("kml", "gpx"):
        return tag
    if tag in ("document", "placemark", "folder"):  # KML whose root was left out
        return "kml"
    raise IngestError(_(WEB_PAGE).format(name=name, formats=LISTED))


def _unzipped(data: bytes, name: str, limits: Limits, member: str | None) -> File:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:  # ValueError: names or places that are none
        raise IngestError(_(BAD_ZIP).format(name=name, why=error)) from error
    with archive:
        entries = _checked(archive, name, limits)
        names = set(entries)
        if any(entry.startswith("xl/") for entry in names) and "[Content_Types].xml" in names:
            return File(name, "xlsx", {"xlsx": data})
        if kml := _main_kml(list(entries)):
            return File(name, *_known(_member(archive, entries[kml], name), f"{name} ({kml})"))
        return _picked(archive, entries, name, limits, member)


LOCKED = 1
"""The bit of a member's flags that says it is encrypted."""


DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error, lzma.LZMAError)
"""What reading a member raises; ValueError where it lies before the file's beginning, or its name is no text."""


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """One file of a zip; IngestError where it is locked or broken."""
    if entry.flag_bits & LOCKED:
        raise IngestError(_(ZIP_LOCKED).format(name=name))
    try:
        return archive.read(entry)
    except DAMAGED as error:
        raise IngestError(_(BAD_ZIP).format(name=name, why=error)) from error


def _checked(archive: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by name. Their stated sizes are within the limit; reading one never gives more than that."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    size = sum(entry.file_size for entry in entries)
    if size > limits.unpacked_bytes:
        raise IngestError(_(ZIP_TOO_BIG).format(name=name, bytes=number(size), limit=number(limits.unpacked_bytes)))
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", entry.filename):
            raise IngestError(_(ZIP_PATH).format(name=name, path=entry.filename[:80]))
    return {entry.filename: entry for entry in entries if not re.search(r"(^|/)(__MACOSX/|\.)", entry.filename)}


def _main_kml(names: list[str]) -> str | None:
    """The document of a KMZ: doc.kml, or the first KML where nothing but KML and its pictures is there."""
    kml = [name for name in names if name.lower().endswith(".kml")]
    others = [name for name in names if _ending(name) in (*ENDINGS, "shp") and _ending(name) != "kml"]
    return next((name for name in kml if name.lower() == "doc.kml"), kml[0]) if kml and not others else None


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def _picked(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], name: str, limits: Limits, member: str | None
) -> File:
    members = [
        entry for entry in entries if _ending(entry) in ("shp", *ENDINGS) and _ending(entry) not in ("zip", "kmz")
    ]
    members = [entry for entry in members if _ending(entry) != "txt"] or members  # a readme.txt beside data is no layer
    if not members:
        raise IngestError(_(ZIP_NOTHING).format(name=name, formats=LISTED))
    if len(members) > 1 and member is not None and member not in members:
        raise IngestError(_(ZIP_CHOICE).format(name=name, layer=member, layers=", ".join(members)))
    chosen = member if member in members else members[0]
    several = (tuple(members), chosen) if len(members) > 1 else ((), None)
    if _ending(chosen) == "shp":
        stem = chosen[:-4].lower()
        found = {
            _ending(entry): entry
            for entry in entries
            if entry.lower().startswith(stem + ".") and entry[len(stem) :].count(".") == 1
        }
        parts = {part: _member(archive, entries[found[part]], name) for part in SHAPEFILE_PARTS if part in found}
        if not parts["shp"].startswith(SHAPE):
            raise IngestError(_(NO_SHAPE).format(name=name, path=chosen))
        return File(name, "shapefile", parts, *several)
    content = _member(archive, entries[chosen], name)
    if _ending(chosen) == "xlsx":
        inner = _unzipped(content, name, limits, None)
        return File(name, inner.format, inner.parts, *several)
    return File(name, *_known(content, f"{name} ({chosen})"), *several)
