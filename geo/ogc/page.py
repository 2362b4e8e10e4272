"""The pages of the standard's address for who comes with a browser: what there is, and what can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from geo import html, language
from geo.language import _

PLACEHOLDER = "http://maritime-operations-map.invalid/ogc"
"""Stands for the address under which we are asked, which is known from each question only."""

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""Longitude and latitude in degrees on WGS 84, in this order: the one in which everything is told."""

Json = Mapping[str, Any]

STYLE = """
:root { color-scheme: light dark; --ink: #1b2a30; --paper: #ffffff; --line: #d5dee2; --faint: #50646d; --link: #1f5f7a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #dbe5e9; --paper: #10191e; --line: #2b3b44; --faint: #9db0b8; --link: #8fcfe6 }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 "Source Sans 3", "Source Sans Pro",
  system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem }
h3 { font-size: 1rem; margin: 0 }
p { margin: 0 0 .75rem }
a { color: var(--link) }
code { font: .86em ui-monospace, monospace; overflow-wrap: anywhere }
ul { list-style: none; margin: 0; padding: 0 }
li { border-top: 1px solid var(--line); padding: .8rem 0 }
li p, p.of, summary { color: var(--faint); margin: .15rem 0 0; font-size: .94rem }
p.of { margin: 1.75rem 0 .75rem }
h2 + p.of { margin-top: 0 }
nav { display: flex; flex-wrap: wrap; gap: 0 1rem }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .25rem 1rem; margin: .6rem 0 0;
  font-size: .9rem }
dd { margin: 0; color: var(--faint) }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem } }
"""


PAGES: tuple[list[str], ...] = ([], ["collections"], ["openapi"])
"""The paths below ``/ogc``, by their parts, that have a page."""


def page(parts: list[str], openapi: Json, base: str) -> bytes:
    """The page at one of ``PAGES``: what collections there are, or what each can be asked."""
    app, title = html.text(_("Maritime Operations Map")), "OGC API – Features"
    body = _operations(openapi) if parts == ["openapi"] else _collections(openapi, base)
    return (
        f'<!doctype html><html lang="{language.current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · {app}</title><style>{STYLE}</style></head><body><main>"
        f'<p><a href="{html.text(base.removesuffix("ogc"))}">{app}</a></p>'
        f"<h1>{title}</h1>{body}</main></body></html>"
    ).encode()


def _collections(openapi: Json, base: str) -> str:
    told = _(
        "The layers of the map for QGIS, GDAL and other programs. In QGIS: Layer, Add Layer, WFS / OGC API – Features, "
        "with this address:"
    )
    links = [
        ("/openapi?f=html", _("What can be asked")),
        ("/openapi?f=json", "OpenAPI"),
        ("/conformance", _("Conformance")),
    ]
    found = [(path.split("/")[2], made["get"]) for path, made in openapi["paths"].items() if path.endswith("/items")]
    groups = groupby(found, key=lambda pair: pair[1]["description"])
    listed = f"<h2>{html.text(_('Collections'))}</h2>" + "".join(
        f'<p class="of">{html.text(described)}</p><ul>{"".join(_collection(*pair) for pair in group)}</ul>'
        for described, group in groups
    )
    return f"<p>{html.text(told)} <code>{html.text(base)}</code></p><nav>{_links(links)}</nav>{listed}"


def _collection(name: str, operation: Json) -> str:
    links = _links(
        [
            (f"/collections/{name}/items", "GeoJSON"),
            (f"/collections/{name}/queryables", _("Properties")),
            (f"/collections/{name}", _("Description")),
        ]
    )
    title = operation["summary"].rpartition(": ")[0]
    return f"<li><h3>{html.text(title)}</h3><code>{html.text(name)}</code><nav>{links}</nav></li>"


def _operations(openapi: Json) -> str:
    told = _("Each address below takes what is named under it, after a question mark.")
    paths = openapi["paths"].items()
    listed = "".join(_operation(path, operations["get"], openapi) for path, operations in paths)
    links = _links([("?f=html", _("Collections")), ("/openapi?f=json", _("This document as JSON"))])
    return f"<p>{html.text(told)}</p><nav>{links}</nav><ul>{listed}</ul>"


def _operation(path: str, operation: Json, openapi: Json) -> str:
    named = [_resolved(parameter, openapi) for parameter in operation["parameters"]]
    listed = "".join(
        f"<dt><code>{html.text(parameter['name'])}</code></dt><dd>{html.text(_said(parameter))}</dd>"
        for parameter in named
    )
    return (
        f"<li><h3><code>GET {html.text(path)}</code></h3><p>{html.text(operation['summary'])}</p>"
        f"<details><summary>{html.text(_('Parameters'))}</summary><dl>{listed}</dl></details></li>"
    )


def _resolved(parameter: Json, openapi: Json) -> Json:
    if "$ref" not in parameter:
        return parameter
    found: Json = openapi["components"]["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
    return found


MOST_VALUES = 12
"""Allowed values of a parameter that are listed."""


def _said(parameter: Json) -> str:
    schema = parameter["schema"]
    values = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    few = [f"({', '.join(values)})"] if 0 < len(values) <= MOST_VALUES else []
    return " ".join([parameter.get("description", ""), *few]).strip()


def _links(links: list[tuple[str, str]]) -> str:
    """Links to addresses below ``/ogc``, in the language of the page."""
    return "".join(f'<a href="{html.text(PLACEHOLDER + _told(path))}">{html.text(label)}</a>' for path, label in links)


def _told(path: str) -> str:
    if language.current() == language.ENGLISH:
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={language.current()}"
