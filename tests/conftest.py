"""Data to test on: the bundled records, a copy that a test may break, and small datasets with one peculiarity each."""

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from geo import ROOT, dataset, filters, schema, view
from geo.dataset import Dataset, Source
from geo.filters import Filters
from geo.schema import Rejected
from geo.view import View

settings.register_profile("tests", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("tests")

INCIDENT = {
    "id": "bs-1",
    "revision": "1",
    "known_from": "2025-10-02",
    "known_from_basis": "announcement",
    "change": "First entry.",
    "kind": "boat_strike",
    "event": "boat_strike",
    "counted_as": "strike",
    "occurred": "2025-10-02",
    "occurred_precision": "day",
    "announced": "2025-10-02",
    "theatre": "caribbean",
    "theatre_basis": "stated",
    "location_text": "International waters",
    "location_given_by": "A spokesman",
    "vessels": "1",
    "killed_min": "2",
    "killed_max": "2",
    "attribution": "confirmed",
}
"""A record with nothing peculiar but that no position was published, as for most of them."""

ZONE = {
    "id": "zone-1",
    "kind": "navigational_warning",
    "role": "warning",
    "name": "Warning 1",
    "occurred": "2025-10-10",
    "occurred_precision": "day",
    "location_text": "A box",
    "location_given_by": "An agency",
    "actor": "An agency",
    "official_geometry": "yes",
    "geometry_basis": "As printed",
    "attribution": "confirmed",
}

CLAIM = {
    "id": "bs-1-c1",
    "record": "bs-1",
    "field": "vessel",
    "value": "fishing boat",
    "stance": "states",
    "by": "The family",
    "side": "party",
    "claim": "It was a fishing boat",
    "published": "2025-12-24",
    "source": "source-1",
}

SOURCE = {"id": "source-1", "publisher": "A paper", "title": "A title", "url": "https://example.org/1"}


@pytest.fixture(scope="session")
def data() -> Dataset:
    """The bundled records."""
    return dataset.bundled()


@pytest.fixture(scope="session")
def everything(data) -> View:
    """The bundled records with every filter open."""
    return view.build(data, Filters())


@dataclass(frozen=True)
class PackageFolder:
    """A copy of the bundled tables that a test may change."""

    path: Path

    def rows(self, table: str) -> list[list[str]]:
        """The rows of a table as text, its header first."""
        with (self.path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: Sequence[Sequence[str]]) -> None:
        """Replace a table, its header included."""
        with (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    def edit(self, table: str, key: str, field: str, value: str, nth: int = 0) -> int:
        """Change one cell of the nth row whose first cell is ``key``; the row's number, the header being 1."""
        rows = self.rows(table)
        index = [index for index, row in enumerate(rows) if row[0] == key][nth]
        rows[index][rows[0].index(field)] = value
        self.write(table, rows)
        return index + 1

    def read(self) -> Dataset:
        """What the library makes of it."""
        return dataset.read(Source(self.path))

    def rejected(self) -> tuple[Rejected, ...]:
        """The faults that the library finds."""
        return self.read().rejected


@pytest.fixture(scope="session")
def copied(tmp_path_factory) -> Callable[[], PackageFolder]:
    """Makes a copy of ``data/`` without the base map."""

    def make() -> PackageFolder:
        folder = tmp_path_factory.mktemp("copy") / "data"
        ignored = shutil.ignore_patterns("basemap", "*.py", "__pycache__")
        return PackageFolder(shutil.copytree(ROOT / "data", folder, ignore=ignored))

    return make


@pytest.fixture
def package_folder(copied) -> PackageFolder:
    """A copy of the bundled tables, for one test to change."""
    return copied()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Callable[..., Dataset]:
    """Makes a dataset of a few incidents, each given by how it differs from ``INCIDENT``.

    Other tables are given by their names as lists of full rows; ``outlines`` are features of ``zones.geojson``.
    """
    package = schema.load(ROOT / "data" / "datapackage.json")

    def make(*incidents, outlines=(), **others) -> Dataset:
        folder = PackageFolder(tmp_path_factory.mktemp("tiny"))
        rows = {**others, "incidents": [INCIDENT | changes for changes in incidents]}
        for name, table in package.tables.items():
            header = list(table.by_name)
            cells = [[row.get(field, "") for field in header] for row in rows.get(name, [])]
            folder.write(name, [header, *cells])
        shutil.copy(ROOT / "data" / "datapackage.json", folder.path)
        collection = {"type": "FeatureCollection", "features": list(outlines)}
        (folder.path / "zones.geojson").write_text(json.dumps(collection), encoding="utf-8")
        shutil.copy(ROOT / "data" / "theatres.geojson", folder.path)
        made = folder.read()
        assert made.rejected == ()
        return made

    return make


@pytest.fixture(scope="session")
def unplaced(tiny) -> Dataset:
    """One strike in the Caribbean, of which no position was published."""
    return tiny({})


@pytest.fixture(scope="session")
def month_only(tiny) -> Dataset:
    """One strike of which only the month is known."""
    return tiny({"occurred": "2025-11", "occurred_precision": "month"})


@pytest.fixture(scope="session")
def undated(tiny) -> Dataset:
    """One report of which no date is known, and that no dated source carries."""
    return tiny({"occurred": "", "occurred_precision": "unknown", "known_from": "", "known_from_basis": "unknown"})


@pytest.fixture(scope="session")
def revised(tiny) -> Dataset:
    """One strike whose survivor was given up a month later."""
    return tiny(
        {"survivors": "1", "missing": "0"},
        {
            "revision": "2",
            "known_from": "2025-11-05",
            "known_from_basis": "correction",
            "change": "Search ended.",
            "killed_max": "3",
            "survivors": "0",
            "missing": "1",
        },
    )


@pytest.fixture(scope="session")
def across_180(tiny) -> Dataset:
    """One strike in an area that crosses the 180th meridian."""
    return tiny({"lat": "5", "lon": "-179.9", "uncertainty_km": "100"})


@pytest.fixture(scope="session")
def named_place(tiny) -> Dataset:
    """One target of an operation, known to 2 km, and the operation."""
    land = {"kind": "land_strike", "theatre": "land", "vessels": ""}
    return tiny(
        land | {"id": "land-1-operation", "event": "military_operation", "name": "An operation"},
        land
        | {
            "id": "land-1-port",
            "event": "air_strike_target",
            "counted_as": "part_of_operation",
            "parent": "land-1-operation",
            "name": "A port",
            "lat": "10.6",
            "lon": "-66.93",
            "uncertainty_km": "2",
            "killed_min": "",
            "killed_max": "",
        },
    )


@pytest.fixture(scope="session")
def zoned(tiny) -> Dataset:
    """One strike, a zone in force for a day, and one declared for ever without an outline."""
    box = {"type": "Polygon", "coordinates": [[[-68, 13], [-67, 13], [-67, 14], [-68, 14], [-68, 13]]]}
    return tiny(
        {},
        zones=[
            ZONE | {"valid_from": "2025-10-10T06:00Z", "valid_to": "2025-10-10T18:00Z"},
            ZONE | {"id": "zone-2", "role": "declaration", "name": "Declaration", "official_geometry": "no"},
        ],
        outlines=[{"type": "Feature", "id": "zone-1", "properties": {"basis": "computed"}, "geometry": box}],
    )


@pytest.fixture(scope="session")
def sourced(tiny) -> Dataset:
    """One strike with a source of its day, a later one, one without a date, and a claim that the later one reports."""
    return tiny(
        {},
        sources=[
            SOURCE | {"published": "2025-10-02"},
            SOURCE | {"id": "source-2", "publisher": "Late News", "published": "2025-12-24"},
            SOURCE | {"id": "source-3", "publisher": "Undated News"},
        ],
        citations=[
            {"record": "bs-1", "position": str(position), "source": f"source-{position}"} for position in (1, 2, 3)
        ],
        claims=[CLAIM | {"source": "source-2"}],
    )


@pytest.fixture(scope="session")
def disputed(tiny) -> Dataset:
    """A record with a denial, one whose attribution is contested, and one of which one thing is said."""
    return tiny(
        {},
        {"id": "bs-2", "attribution": "contested"},
        {"id": "bs-3"},
        sources=[SOURCE],
        claims=[CLAIM | {"stance": "denies"}, CLAIM | {"id": "bs-3-c1", "record": "bs-3"}],
    )


@pytest.fixture(scope="session")
def gallery(tiny) -> Dataset:
    """One record for each way of being placed, dated, counted and revised."""
    correction = {"revision": "2", "known_from_basis": "correction", "change": "Corrected."}
    return tiny(
        {"id": "bs-1"},
        {"id": "bs-1", **correction, "known_from": "2025-11-05", "killed_max": "3"},
        {"id": "bs-2", "theatre": "undisclosed", "occurred": "2025-11", "occurred_precision": "month"},
        {"id": "bs-3", "theatre": "eastern_pacific", "lat": "9.3", "lon": "-96.6", "uncertainty_km": "150"},
        {"id": "bs-4", "lat": "5", "lon": "-179.9", "uncertainty_km": "100", "known_from": "2025-12-01"},
        {
            "id": "int-1",
            "kind": "interdiction",
            "event": "seizure",
            "counted_as": "interdiction",
            "theatre": "indian_ocean",
            "name": "Skipper",
            "attribution": "contested",
            "killed_min": "",
            "killed_max": "",
        },
        {
            "id": "land-1",
            "kind": "land_strike",
            "event": "explosion_reported",
            "counted_as": "report",
            "theatre": "land",
            "name": "Güiria",
            "attribution": "claimed",
            "lat": "10.57",
            "lon": "-62.3",
            "uncertainty_km": "3",
            "occurred": "",
            "occurred_precision": "unknown",
            "known_from": "",
            "known_from_basis": "unknown",
        },
    )


@pytest.fixture(scope="session")
def october() -> Filters:
    """The filters of the issue's example: boat strikes of October 2025."""
    return Filters(start=date(2025, 10, 1), end=date(2025, 10, 31), kind=("boat_strike",))


@pytest.fixture(scope="session")
def any_filters(data) -> st.SearchStrategy[Filters]:
    """Filters of every kind, about the time and the words of the records as often as not."""
    day = st.none() | st.dates(date(2025, 8, 1), date(2026, 11, 30)) | st.dates(filters.FIRST_DAY, filters.LAST_DAY)
    choices = {
        name: st.just(()) | st.lists(st.sampled_from(list(values)), max_size=3).map(tuple)
        for name, values in filters.options(data.package).items()
    }
    asked = {
        "waters": ["territorial_sea:VEN", "beyond_200nm", "land", "within_200nm"],
        "near": ["VEN:24nm", "COL:200nm"],
    }
    choices |= {
        name: st.just(()) | st.lists(st.sampled_from(texts), max_size=2).map(tuple) for name, texts in asked.items()
    }
    area = st.sampled_from(["", "", "-72,10,-70,12", "-110,-5,-80,20", "-72,10,-70,10,-71,12.5", "170,-10,-170,10"])
    words = st.sampled_from(["", "skipper", "Trinidad", "güiria", "corrected", "strike boat"]) | st.text(max_size=20)
    return st.builds(Filters, start=day, end=day, known_on=day, area=area, q=words, **choices)


@pytest.fixture(scope="session")
def any_bundled_filters(any_filters) -> st.SearchStrategy[Filters]:
    """Filters of every kind, those that name a zone or a place of the bundled data included."""
    zone = st.sampled_from([(), (), ("zone-navarea-iv-1419-25",), ("zone-ve-territorial-sea-12nm",)])
    near = st.sampled_from([None, None, ("pl-amuay:50km",), ("pl-amuay:500km", "VEN:12nm")])
    return st.builds(
        lambda chosen, zone, near: replace(chosen, zone=zone, near=near or chosen.near), any_filters, zone, near
    )


HOSTILE = {
    "markup": '<img src=x onerror="alert(1)"><script>alert(2)</script><!-- -->',
    "end of script": "</script></style></textarea>]]><svg/onload=alert(1)>",
    "attributes": '" onmouseover="alert(1)" x=\'y\' `z`',
    "template literal": "`${alert(1)}` \\`\\${x} #{7*7} <%= 7*7 %>",
    "template of the map": "{{'map_div'}} {{ this.x }} {% raw %} _div map_div _0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "entities": "&amp;lt; &#60;b&#62; &lt; \\u003cb\\u003e %3Cb%3E",
    "right to left": "\u202egnissim\u202c \u200f\u2066x\u2069 שלום",
    "formula": '=HYPERLINK("http://x.example","y")',
    "negative formula": "-2+3+cmd|' /C calc'!A0",
    "control characters": "a\x01b\x08c\x0b\x1b[31md\x7fe\x85f",
    "line ends": "first\nsecond\r\nthird\u2028fourth\u2029fifth",
    "address": "javascript:alert(1)",
    "comma and quotes": 'a,"b";c\t|d',
}
"""The worst strings that we know, by what is bad about them."""


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE)
def hostile(request) -> str:
    """A string that attacks whatever shows it as anything but text."""
    return request.param


@pytest.fixture(scope="session")
def hostile_data(tiny, data) -> Callable[[str], Dataset]:
    """Makes a record that holds a string in every field of free text, its source and its claim included."""
    keys = {"id", "parent", "vessel", "occurred", "country"}
    free = [
        field.name
        for field in data.package["incidents"].fields
        if field.is_text and not field.labels and field.name not in keys
    ]

    @cache
    def make(words: str) -> Dataset:
        source = SOURCE | {"publisher": words, "title": words}
        return tiny(
            dict.fromkeys(free, words) | {"reference_km": "500"},
            dict.fromkeys(free, words) | {"revision": "2", "known_from": "2025-11-05", "reference_km": "500"},
            sources=[source, source | {"id": "source-2", "url": f"https://example.org/{''.join(words.split())}"}],
            citations=[{"record": "bs-1", "position": str(n), "source": f"source-{n}"} for n in (1, 2)],
            claims=[CLAIM | {"claim": words, "by": words, "value": words}],
            zones=[ZONE | dict.fromkeys(("name", "actor", "location_text", "geometry_basis", "notes"), words)],
        )

    return make
