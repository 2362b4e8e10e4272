"""Whether an evidence pack is what its recipe makes: every file is made anew and compared.

A pack comes from strangers: it is read, never unpacked, and no more of it than a pack can hold.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo import __version__, filters, language, view
from geo.dataset import Dataset
from geo.errors import DataError, GeoError
from geo.export import archive, difference, pack

MOST_FILES = 64
MOST_BYTES = 256 * 2**20
"""Of a pack, and of all its files together."""
CHUNK = 2**20
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
COMPRESSED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the files of a pack are packed, by us or by whoever packed them again."""
SEALED = 0x1 | 0x20 | 0x40
"""Flags of an entry that is encrypted or a patch of another."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError)
"""What reading a file of a zip raises where its bytes, or its name before them, are not what was packed."""
UNREADABLE = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError)
"""What a zip's list of files raises: it is none, asks for a later version of the format, or names what is no text."""


@dataclass(frozen=True)
class Finding:
    """One thing about a pack that is not as it should be."""

    file: str
    """Name of the file in the pack; "pack" for the pack as a whole."""
    told: str

    def __str__(self) -> str:
        return f"{_printable(self.file, 200)}: {_printable(self.told, 600)}"


@dataclass(frozen=True)
class Verdict:
    """What came of checking a pack."""

    findings: tuple[Finding, ...]
    files: int
    """How many files the pack holds."""
    version: str
    """Version of the data that it names."""
    made_anew: bool
    """Whether its files were made anew; not where other data are at hand than those that it names."""


def verify(path: Path, data: Dataset) -> Verdict:
    """Check a pack against the data at hand. DataError where the file is no pack, or one that nobody should open."""
    content = _read(path)
    held, findings = _opened(path, content)
    recipe = _recipe(path, held)
    findings += _sums(held)
    version, sha256 = (str(recipe["data"][name]) for name in ("version", "sha256"))
    if sha256 != data.sha256:
        findings.append(Finding("pack", _other_data(version, sha256, data)))
        return Verdict(tuple(findings), len(held), version, made_anew=False)
    wanted = _made(path, recipe, data)
    findings += _compared(held, wanted)
    if not findings and content != (whole := archive.packed(wanted)):
        findings.append(_around(content, whole))
    if findings:
        findings += _other_software(recipe)
    return Verdict(tuple(findings), len(held), version, made_anew=True)


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DataError(f"{path}: has {size:,} bytes, a pack {MOST_BYTES:,} at most; this is none")
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); name the zip of an evidence pack") from error


def _opened(path: Path, content: bytes) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of a zip by name, and what is wrong with the zip itself."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE as error:
        raise DataError(f"{path}: is no zip that can be read ({error}); ask for the pack again") from error
    with opened:
        entries = opened.infolist()
        _check_size(path, entries)
        findings = _names(entries)
        held = {}
        for entry in entries:
            held[entry.filename], told = _content(opened, entry, content)
            findings += [Finding(entry.filename, told)] if told else []
        return held, findings


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or total > MOST_BYTES:
        rule = f"a pack holds {MOST_FILES} files and {MOST_BYTES:,} bytes at most"
        raise DataError(f"{path}: says that it holds {len(entries):,} files and {total:,} bytes; {rule}; not opened")


def _names(entries: list[zipfile.ZipInfo]) -> list[Finding]:
    """Names that lead out of the pack or stand twice. Nothing is written under any of them."""
    found, seen = [], set()
    for entry in entries:
        name = entry.orig_filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            found.append(Finding(name, "its name leads out of the pack; unpack nothing of this"))
        if name in seen:
            found.append(Finding(name, "stands in the pack twice; programs differ in which one they show"))
        seen.add(name)
    return found


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> tuple[bytes, str]:
    """A file's bytes, no more than the pack says, and what is wrong with them; of a damaged one what stands there."""
    if entry.flag_bits & SEALED:
        return b"", "is encrypted; a pack never is"
    if entry.compress_type not in COMPRESSED:
        return b"", "is compressed in a way that a pack never is"
    if not 0 <= entry.header_offset < len(content):
        return b"", "is damaged or was changed inside the zip (it lies outside of it)"
    try:
        with opened.open(entry) as file:
            parts = list(_chunks(file, entry.file_size))
        return b"".join(parts), ""
    except DAMAGED as error:
        return _stored(entry, content), f"is damaged or was changed inside the zip ({error})"


def _chunks(file: Any, most: int) -> Iterable[bytes]:
    """A file in pieces; BadZipFile once it grows larger than its entry says."""
    total = 0
    while chunk := file.read(CHUNK):
        total += len(chunk)
        if total > most:
            raise zipfile.BadZipFile("it is larger than it says")
        yield chunk


def _stored(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """The bytes of an entry that is not compressed, whatever its checksum says; nothing of others."""
    header = content[entry.header_offset : entry.header_offset + LOCAL_HEADER.size]
    if entry.compress_type != zipfile.ZIP_STORED or len(header) < LOCAL_HEADER.size:
        return b""
    *_fields, name, extra = LOCAL_HEADER.unpack(header)
    begin = entry.header_offset + LOCAL_HEADER.size + name + extra
    return content[begin : begin + entry.file_size]


def _recipe(path: Path, held: Mapping[str, bytes]) -> Mapping[str, Any]:
    if pack.RECIPE not in held:
        raise DataError(f"{path}: holds no {pack.RECIPE}, so it is no evidence pack; name one")
    try:
        recipe = json.loads(held[pack.RECIPE].decode("utf-8"))
        if recipe["kind"] != pack.KIND or recipe["form"] != pack.FORM:
            raise DataError(
                f"{path}: {pack.RECIPE} is of {str(recipe['kind'])[:60]!r}, form {str(recipe['form'])[:20]!r}, not "
                f"of {pack.KIND!r}, form {pack.FORM}; check it with the version of the software that it names"
            )
        texts = recipe["query"], recipe["language"], recipe["data"]["version"], recipe["data"]["sha256"]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("data, query or language is no text")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        told = _printable(f"{type(error).__name__}: {error}", 200)
        raise DataError(f"{path}: {pack.RECIPE} cannot be read ({told}), so nothing can be made anew") from error
    return dict(recipe)


def _sums(held: Mapping[str, bytes]) -> list[Finding]:
    """Files whose digest is not the one that the pack's own list gives."""
    if pack.SUMS not in held:
        return [Finding(pack.SUMS, "is missing")]
    others = {name: content for name, content in held.items() if name != pack.SUMS}
    listed, digests = _listed(held[pack.SUMS]), _listed(pack.sums(others))
    found = [Finding(name, f"is in {pack.SUMS}, but not in the pack") for name in listed if name not in digests]
    for name, digest in digests.items():
        if name not in listed:
            found.append(Finding(name, f"has no line in {pack.SUMS}"))
        elif listed[name] != digest:
            found.append(Finding(name, f"its sha256 is {digest[:12]}…, in {pack.SUMS} it is {listed[name][:12]}…"))
    return found


def _listed(sums: bytes) -> dict[str, str]:
    """Digests by the names of their files."""
    lines = (line.partition("  ") for line in sums.decode("utf-8", "replace").split("\n"))
    return {name: digest for digest, between, name in lines if between}


def _made(path: Path, recipe: Mapping[str, Any], data: Dataset) -> dict[str, bytes]:
    """The files as the recipe makes them of the data at hand."""
    if recipe["language"] not in language.LANGUAGES:
        raise DataError(f"{path}: {pack.RECIPE} names the language {recipe['language'][:20]!r}, which is none of ours")
    try:
        with language.spoken(recipe["language"]):
            return pack.files(view.build(data, filters.from_query(recipe["query"], data)))
    except GeoError as error:
        told = _printable(str(error), 200)
        raise DataError(f"{path}: {pack.RECIPE} asks for what cannot be made ({told})") from error


def _compared(held: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> list[Finding]:
    found = [Finding(name, "is missing") for name in wanted if name not in held]
    found += [Finding(name, "does not belong in the pack") for name in held if name not in wanted]
    for name, content in wanted.items():
        if name in held and (told := difference.told(name, held[name], content)):
            found.append(Finding(name, told))
    return found


def _around(content: bytes, wanted: bytes) -> Finding:
    """Where a zip differs whose files are right: in what it says of them."""
    at = next((at for at, (one, other) in enumerate(zip(content, wanted, strict=False)) if one != other), len(content))
    with zipfile.ZipFile(io.BytesIO(wanted)) as archive:
        before = [entry.filename for entry in archive.infolist() if entry.header_offset <= at < archive.start_dir]
    told = difference.told("pack.zip", content, wanted)
    return Finding(
        before[-1] if before else "pack", f"is right, but what the zip says of it was written otherwise: {told}"
    )


def _other_data(version: str, sha256: str, data: Dataset) -> str:
    named = f"was made from data version {version} (sha256 {sha256[:12]}…)"
    if version == data.version:
        same = "the data at hand have the same version but other content"
    else:
        same = f"the data at hand are version {data.version}"
    return (
        f"{named}; {same} (sha256 {data.sha256[:12]}…). Its files cannot be made anew from these, so only its own sums "
        "were checked. To check the rest, name a folder with the data that it was made from: --data FOLDER"
    )


def _other_software(recipe: Mapping[str, Any]) -> list[Finding]:
    """Where other software made the pack, which can explain what differs."""
    made, here = recipe.get("libraries"), pack.libraries()
    made = made if isinstance(made, dict) else {}
    named = recipe.get("software")
    version = named.get("version") if isinstance(named, dict) else None
    other = [f"{name} {made[name]} ({here[name]} here)" for name in here if name in made and made[name] != here[name]]
    other += [f"Maritime Operations Map {version} ({__version__} here)"] if version and version != __version__ else []
    if not other:
        return []
    told = f"was made with {', '.join(other)}: another version can draw or write the same otherwise"
    return [Finding("pack", told)]


def _printable(words: str, most: int) -> str:
    """A stranger's words as a terminal may show them."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words[:most])
