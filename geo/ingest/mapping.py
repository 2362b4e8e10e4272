"""Which columns hold place, time and label: recognised by their names in several languages, and by what they hold."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pyarrow as pa

from geo import schema
from geo.errors import IngestError
from geo.ingest import moments, positions
from geo.language import N_, _


@dataclass(frozen=True)
class Mapping:
    """The columns that hold place, time and label, by name; None where there is none."""

    lat: str | None = None
    lon: str | None = None
    position: str | None = None
    """One column with both: "10°30'N 066°55'W", ISO 6709."""
    geometry: str | None = None
    """Well-known text, GeoJSON or hexadecimal WKB."""
    start: str | None = None
    end: str | None = None
    label: str | None = None
    day_first: bool = True
    """How "03/04/2025" reads where no other date of its column tells."""
    decimal_comma: bool | None = None
    """Whether "1,234" in a latitude, a longitude or a position is 1.234, else 1234; as the columns show where None."""
    crs: str | None = None
    """System of the coordinates where the file doesn't name one, or the one to take instead."""


COLUMNS = ("lat", "lon", "position", "geometry", "start", "end", "label")
"""The fields of a mapping that name a column."""
PLACE = frozenset({"lat", "lon", "position", "geometry"})
"""Those of them that say where."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(schema.fold(text).split())


LAT = _words(
    """latitude latitud lat breite breitengrad breddegrad breedtegraad latitudine enlem lintang широта πλάτος العرض 纬度
    緯度 y ycoord northing norte nordwert utmy"""
)
LON = _words(
    """longitude longitud lon long lng lange langengrad længdegrad lengtegraad longitudine boylam bujur долгота μήκος
    الطول 经度 經度 経度 x xcoord easting este ostwert utmx"""
)
POSITION = _words(
    """position posicion posicao coordinates coordinate coords coord coordenadas coordonnees koordinaten latlon latlong
    latlng lonlat geopoint point punto location ubicacion localizacion localizacao lieu ort lugar local pos
    posn loc"""
)
GEOMETRY = _words("geometry geom thegeom wkt wkbgeometry geojson shape geometria geometrie wkb")
START = _words(
    """start begin started starts beginning from first since inicio inicial desde comienzo debut depuis beginn anfang
    von inizio timestart startdate starttime"""
)
END = _words(
    """end ended ends finish to until till last fin final hasta termino fim ate fine ende bis jusqu timeend enddate
    endtime"""
)
WHEN = _words(
    """date datetime eventdate sqldate obsdate dateofoccurrence timestamp time when day occurred dateoccurred utc
    isotime fecha dia hora momento data dato jour heure quand datum tag zeit zeitpunkt datahora fechahora tarih tanggal
    дата ημερομηνία التاريخ 日期 日付 year ano anno jahr annee jaar yr yyyy iyear epoch unixtime t ts"""
)
LABEL = _words(
    """name title label vessel vesselname ship shipname nombre titulo buque barco embarcacion nave nom titre navire
    bateau nome navio embarcacao titolo schiff schiffsname schip skib fartyg gemi kapal судно πλοίο 船名 bezeichnung id
    reference ref"""
)
"""Words of columns' names, folded, most telling first."""

YEAR = _words("year ano anno jahr annee jaar yr yyyy iyear")
DAY = _words("day dia jour tag giorno dag dd dy iday")
CLOCK = frozenset(
    _words("time utc gmt hora heure hour hours hr hrs zeit uhrzeit ora tijd uur saat hhmm local lt z of day")
    + _words("timestart starttime timeend endtime")
)
"""Words of columns' names that tell of a time of day, where they hold nothing else but of a beginning or an end."""

WRITTEN = frozenset(_words("added created updated update modified uploaded retrieved actualizacion"))
"""Words of columns' names that tell when a row was written, and not when it happened."""
ENTERED = frozenset(_words("entry entered"))
OF_ENTRY = ENTERED | frozenset(_words("date datetime time timestamp data record row on"))
"""Words of names that tell the same where they hold nothing else, and nothing is told of an end."""
LEFT = frozenset(_words("exit exited left departure departed expiry expires expired end ended ends enddate endtime"))
KINDS = frozenset(_words("type class tipo clase typ klasse categoria category flag bandera length tonnage"))
"""Words of columns' names that tell of what sort a ship is, and not which."""

UNITS = _words("n s e w o d deg degree degrees dd decimal grados graus grad north south east west wgs wgs84 84 num")
"""Words that tell of latitude and longitude how they are written, and not of what."""

ENOUGH = 0.5
"""Share of the values that must read as what a name promises."""
SURE = 0.8
"""Share that is enough without any name."""
LOOKED_AT = 200


def guess(table: pa.Table, has_shapes: bool) -> Mapping:
    """What the columns of a table seem to hold, by their first rows. A file with shapes of its own needs no place."""
    head = {name: _texts(table[name]) for name in table.column_names}
    found = Mapping() if has_shapes else _place(table, head)
    taken = {getattr(found, field) for field in PLACE}
    start, end = _times(table, {name: texts for name, texts in head.items() if name not in taken})
    label = _named({name: texts for name, texts in head.items() if KINDS.isdisjoint(words_of(name))}, LABEL, bool)
    return replace(found, start=start, end=end, label=label if label not in (start, end) else None)


def _place(table: pa.Table, head: dict[str, list[str]]) -> Mapping:
    """The columns that say where."""
    if geometry := _named(head, GEOMETRY, lambda texts: _share(texts, _is_shape) >= ENOUGH):
        return Mapping(geometry=geometry)
    lat, lon = _axes(head)
    if not (lat and lon):
        lat, lon = _by_letter(head, "lat"), _by_letter(head, "lon")
    if lat and lon:
        return Mapping(lat=lat, lon=lon, decimal_comma=positions.comma([table[lat], table[lon]])[0])
    undated = {name: texts for name, texts in head.items() if moments.readable(texts) < SURE}
    position = _named(undated, POSITION, lambda texts: _share(texts, _is_pair) >= ENOUGH) or _by_content(head)
    geometry = next((name for name, texts in head.items() if texts and _share(texts, _is_shape) >= SURE), None)
    comma = positions.pair_comma(head.get(position or "", [])) or None
    return Mapping(position=position, geometry=None if position else geometry, decimal_comma=comma)


def checked(given: Mapping, table: pa.Table, name: str) -> Mapping:
    """The mapping as it was chosen; IngestError where it names a column that is not there, or half a place."""
    for field in COLUMNS:
        column = getattr(given, field)
        if column is not None and column not in table.column_names:
            told = _("{name}: has no column “{column}” for {field}; choose one of {columns}")
            raise IngestError(told.format(name=name, column=column, field=field, columns=", ".join(table.column_names)))
    if (given.lat is None) != (given.lon is None):
        told = _("{name}: a place needs both latitude and longitude; choose the other column too")
        raise IngestError(told.format(name=name))
    return given


NOTHING = N_(
    "{name}: neither a place nor a date was recognised among its columns ({columns}); say which hold latitude "
    "and longitude, or a date"
)


def _texts(column: pa.ChunkedArray) -> list[str]:
    """The first values of a column as text, missing ones left out."""
    values = column.slice(0, LOOKED_AT).to_pylist()
    return [str(value) for value in values if value is not None and str(value).strip()]


def words_of(name: str) -> list[str]:
    """A column's name as folded words: "LatitudInicial (°)" is latitud, inicial."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [word for word in re.split(r"[\W_]+", schema.fold(parted)) if word]


def _named(head: dict[str, list[str]], words: Sequence[str], fits: Callable[[list[str]], bool]) -> str | None:
    """The column whose name is, begins with, or holds one of the words, and whose values fit; the best of them."""
    ranked = sorted((rank, place, name) for place, name in enumerate(head) if (rank := _rank(name, words)) is not None)
    return next((name for _rank_, _place, name in ranked if head[name] and fits(head[name])), None)


def _rank(name: str, words: Sequence[str]) -> tuple[int, int] | None:
    """How well a name fits: wholly, by its first or last word, or by one within it; then by the word itself."""
    own = words_of(name)
    if "".join(own) in words:
        return 0, words.index("".join(own))
    for rank, part in ((1, own[-1:] + own[:1]), (2, own)):
        found = [words.index(word) for word in part if word in words]
        if found:
            return rank, min(found)
    return None


def _axes(head: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """The pair of columns named for latitude and longitude alone, or else for the same thing: of several the one that
    misses least, and then the first.
    """
    sides = [
        {name: _rest(name, words) for name in head if _rank(name, words) is not None and _rest(name, words) is not None}
        for words in (LAT, LON)
    ]
    most = max(map(len, head.values()), default=0)
    pairs = [
        (bool(rest), -round(len(head[lat]) / most, 1), len(rest or ()), _rank(lat, LAT), lat, lon)
        for lat, rest in sides[0].items()
        for lon, other in sides[1].items()
        if rest == other and lat != lon and _share(head[lat] + head[lon], _is_number_or_degrees) >= ENOUGH
    ]
    return min(pairs, key=lambda pair: pair[:4])[4:] if pairs else (None, None)


def _rest(name: str, words: Sequence[str]) -> tuple[str, ...] | None:
    own = words_of(name)
    if "".join(own) in words:
        return ()
    held = [word for word in own if word in words]
    return tuple(word for word in own if word not in words and word not in UNITS) if held else None


def _times(table: pa.Table, head: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """The columns of beginning and end; of a date without either the first. When a row was written is taken only where
    nothing else is dated, and a mere year only where there is no date.
    """
    dated = {name: texts for name, texts in head.items() if texts and _is_dated(table[name], name, texts)}
    ends = any(not LEFT.isdisjoint(words_of(name)) for name in dated)
    dated = {name: texts for name, texts in dated.items() if not _is_written(name, ends)} or dated
    dated = {name: texts for name, texts in dated.items() if not _are_mere_years(name, texts)} or dated
    end = _named(dated, END, bool)
    others = {name: texts for name, texts in dated.items() if name != end}
    start = _named(others, START, bool) if end else None
    start = start or _named(others, WHEN, bool) or _named(others, START, bool) or next(iter(_sure(others)), None)
    return (start, end) if start else (end, None)


def _is_written(name: str, ends: bool) -> bool:
    """Whether a name tells when a row was written; an entry that something ``ends`` is one into a place."""
    own = set(words_of(name))
    return not WRITTEN.isdisjoint(own) or (not ends and not ENTERED.isdisjoint(own) and own <= OF_ENTRY)


def _are_mere_years(name: str, texts: list[str]) -> bool:
    """Whether a column holds years that are no beginning or end by its name."""
    named = any(_rank(name, words) is not None for words in (START, END))
    return not named and all(re.fullmatch(r"\d{4}(\.\d+)?", text) for text in texts)


def _is_dated(column: pa.ChunkedArray, name: str, texts: list[str]) -> bool:
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        return True
    if _is_clock(name, texts):
        return False
    named = any(_rank(name, words) is not None for words in (START, END, WHEN))
    if pa.types.is_string(column.type) and not all(map(_is_number, texts)):
        return moments.readable(texts) >= (ENOUGH if named else SURE)
    return named and moments.are_scaled([float(text) for text in texts if _is_number(text)])


def _is_clock(name: str, texts: list[str]) -> bool:
    """Whether a column holds times of day, "1830", by its name and by its values: never years, which look the same."""
    own = {word for word in words_of(name) if word not in (*START, *END) or word in CLOCK}
    times = [text for text in texts if re.fullmatch(r"([01]?\d|2[0-4])?[0-5]?\d(\.0)?", text)]
    others = list(set(texts) - set(times))
    return (
        bool(own) and own <= CLOCK and bool(times) and not any(map(_is_number, others)) and not moments.readable(others)
    )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(\.\d+)?", text) is not None


def _sure(head: dict[str, list[str]]) -> list[str]:
    return [name for name, texts in head.items() if moments.readable(texts) >= SURE]


def _by_content(head: dict[str, list[str]]) -> str | None:
    """A column whose values are pairs that nothing else could be: with letters, degrees or as ISO 6709."""
    for name, texts in head.items():
        telling = [text for text in texts if re.search(r"[°º]|\d\s*['NSEWO]\b|^[-+]\d", text)]
        if texts and len(telling) >= SURE * len(texts) and _share(telling, _is_pair) >= SURE:
            return name
    return None


def _by_letter(head: dict[str, list[str]], axis: str) -> str | None:
    """A column of degrees each of which has a letter of that axis."""
    return next((name for name, texts in head.items() if _share(texts, partial(_is_of, axis)) >= SURE), None)


def _is_of(axis: str, text: str) -> bool:
    try:
        return positions.degrees(text, "").axis == axis
    except positions.Unread:
        return False


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


def _is_pair(text: str) -> bool:
    try:
        lat, lon, *_how = positions.within(text)
    except positions.Unread:
        return False
    return abs(lat) <= 180 and abs(lon) <= 360


def _is_number_or_degrees(text: str) -> bool:
    if re.fullmatch(r"[-+]?\d+(\.\d*)?", text) or positions.is_grouped(text):
        return True
    try:
        positions.degrees(text, "")
    except positions.Unread as unread:
        return str(unread) != positions.NO_DEGREES
    return True


LONGEST = 1000
"""Signs of a text by which it is told whether it is a shape."""
_SHAPE = re.compile(
    r"(?is)(?:SRID=\d+;)?\s*(?:POINT|LINESTRING|POLYGON|MULTI\w+|GEOMETRYCOLLECTION)\s*Z?M?\s*[(E].*|"
    r"\{\s*\"(?:type|coordinates|crs)\".*|0[01]0[0-9A-F]{16,}"
)


def _is_shape(text: str) -> bool:
    return bool(_SHAPE.fullmatch(" ".join(text[:LONGEST].split())))
