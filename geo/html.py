"""Making text safe where it meets a page: the one function for markup, that for scripts, and that for XML."""

import html
import re
from collections.abc import Mapping
from typing import Any

import orjson

from geo import language

_TEMPLATE_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "`$\\{}"}
_HAZARDS = re.compile("[<>&_`${}'\u2028\u2029]")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = {ord(sign): " " for sign in "\r\n\u2028\u2029"}


def text(value: object) -> str:
    """Any value as text for markup or an attribute: it is shown, never run, also inside a template literal."""
    return html.escape(str(value), quote=True).translate({**_TEMPLATE_SIGNS, **_LINE_ENDS})


def own(value: object) -> str:
    """A record's own words, which no translation touches: marked as English where another language is spoken."""
    if language.current() == language.ENGLISH or not str(value):
        return text(value)
    return f'<span lang="{language.ENGLISH}">{text(value)}</span>'


def filled(message: str, **markup: str) -> str:
    """A message as markup, its {blanks} filled with what is markup already."""
    literal, *rest = re.split(r"\{(\w+)\}", message)
    return text(literal) + "".join(markup[name] + text(part) for name, part in zip(rest[::2], rest[1::2], strict=True))


def link(url: str, label: str) -> str:
    """A link for http and https addresses; anything else is shown as text."""
    return _linked(url, text(label))


def own_link(url: str, label: str) -> str:
    """As ``link``, for a label that is of a record's or a source's own words."""
    return _linked(url, own(label))


def _linked(url: str, label: str) -> str:
    if not re.match(r"https?://", url):
        return label
    return f'<a href="{text(url)}" target="_blank" rel="noopener noreferrer">{label}</a>'


def xml(words: str) -> str:
    """Text for whatever writes XML, each sign that XML cannot hold, however it is written, as U+FFFD."""
    return _NO_XML.sub("\ufffd", words)


def script(value: Mapping[str, Any]) -> str:
    """A JavaScript expression that evaluates to this JSON value.

    streamlit-folium rewrites names in the scripts that it sends (``_`` and a hash, ``{{'...'}}``), so the value
    travels as one string in which every sign that could be taken for such a name or for markup is escaped.
    """
    literal = orjson.dumps(orjson.dumps(value).decode()).decode()
    return f"JSON.parse({_HAZARDS.sub(_escaped, literal)})"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
