"""In which encoding a text is."""

import codecs

import charset_normalizer

from geo.ingest.files import looks_like_utf16
from geo.language import N_, _

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""How a text may begin to say its encoding."""
SAMPLE = 200_000


GUESSED = N_("its encoding is not named, and {encoding} was guessed; where letters look wrong, save the file as UTF-8")


def doubts(encoding: str, guessed: bool) -> list[tuple[int, str, str, str, str]]:
    """What the report says of an encoding: nothing, unless it was guessed."""
    return [(0, "", "", "suspicious", _(GUESSED).format(encoding=encoding))] if guessed else []


def utf8(content: bytes) -> tuple[bytes, str, bool]:
    """The text in UTF-8 without a mark, the encoding that it was in, and whether that was guessed."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark) and not (encoding == "utf-16-le" and content.startswith(codecs.BOM_UTF32_LE)):
            return _recoded(content[len(mark) :], encoding), encoding, False
    if content.isascii() and b"\0" not in content[:4096]:
        return content, "utf-8", False
    if wide := looks_like_utf16(content):
        return _recoded(content, wide), wide, True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _guess(content[max(0, error.start - SAMPLE // 2) :][:SAMPLE])
        return _recoded(content, encoding), encoding, True
    return content, "utf-8", False


def _recoded(content: bytes, encoding: str) -> bytes:
    return content if encoding == "utf-8" else content.decode(encoding, "replace").encode()


def _guess(sample: bytes) -> str:
    """Windows' western code page for text with a few letters beyond ASCII; where they are many, what fits them best."""
    letters = sum(byte > 127 or chr(byte).isalpha() for byte in sample)
    if sum(byte > 127 for byte in sample) > 0.3 * max(1, letters):
        best = charset_normalizer.from_bytes(sample).best()
        return best.encoding if best else "cp1252"
    return "cp1252"
