"""In which waters an event may have happened: of which state, and how far from which coast.

The coast is Natural Earth 1:10m. It is not the legal baseline: straight baselines, low-tide elevations and historic
bays are not in it, nor are some islets. Where the waters of two states meet, a place is given to the nearest
coast: equidistance is our construction, not a boundary.

A ``Lens`` names every water that is possible: none within a disc is left out, and one may be named that the disc
misses by metres near by, and by less than 1 % of the distance from the coast far out, which is within ``ACCURACY_KM``.
All distances are geodesic (WGS 84).
"""

import heapq
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import numpy as np
import shapely
from babel import Locale
from babel.core import get_global
from pyproj import Geod
from shapely import Geometry, STRtree

from geo import coast, language, schema
from geo.coast import Plane
from geo.errors import FilterError
from geo.language import N_, _

NM_KM = 1.852
LIMITS: Mapping[str, float] = MappingProxyType(
    {
        "territorial_sea": 12.0,  # UNCLOS art. 3
        "contiguous_zone": 24.0,  # UNCLOS art. 33
        "within_200nm": 200.0,  # UNCLOS art. 57: the exclusive economic zone's greatest breadth
    }
)
"""Outer limit of each water in nautical miles from the coast; the limit belongs to it."""

WATERS: Mapping[str, str] = MappingProxyType(
    {
        "land": N_("Land or inland water"),
        "territorial_sea": N_("Territorial sea"),
        "contiguous_zone": N_("Contiguous zone"),
        "within_200nm": N_("24–200 nm"),
        "beyond_200nm": N_("Beyond 200 nm"),
    }
)
"""Every water, from the land outwards, and what it is called: a message. Each ends where the next begins."""

ACCURACY_KM = 5.0
"""How far a distance may be off that to the true coast, apart from islets that the coast leaves out.

A line half a millimetre wide is 5 km wide at 1:10,000,000; the package's rounding adds 0.2 km at most. Most published
distances agree to 2 km (see the tests), the Serpent's Mouth, whose shores are mangrove, to 4 km.
"""

SEA = tuple(WATERS)[1:]
INNER_M = np.array([0.0, *LIMITS.values()]) * NM_KM * 1000
OUTER_M = np.append(INNER_M[1:], np.inf)
MARGIN_M = 5.0
"""More than all that is neglected: how the coast runs between its vertices, and rounding."""
FINEST_M = 50.0
"""What cannot be told apart in a square of this size counts as possible."""
WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Possible:
    """A water in which the event may have happened."""

    waters: str
    state: str | None
    """Code of the state whose land, or whose nearest coast, it is; None beyond 200 nm."""
    share: float
    """Share of the *area*, over 0 up to 1. It is no probability."""


@dataclass(frozen=True)
class Bounds:
    """Least and greatest distance that is possible, in nautical miles."""

    nearest_nm: float
    farthest_nm: float


@dataclass(frozen=True)
class Lens:
    """What is known of the waters of a place."""

    possible: tuple[Possible, ...]
    """From the land outwards, then by share, greatest first."""
    coast: Bounds
    """Distance to any coast; 0 on land."""
    nearest_states: tuple[str, ...]
    """Codes of the states whose coast may be the nearest, by share of the area, greatest first."""


def states() -> Mapping[str, str]:
    """Full name of each state and territory that has a coast, by its code (ISO 3166-1 alpha-3); in order of names,
    which are those of the language spoken now.

    A territory with a code of its own stands for itself ("Curaçao (Netherlands)"); codes that begin with X are
    places that several states claim. The Caspian counts as sea. Antarctica is left out.
    """
    return _states(language.current())


@cache
def _states(spoken: str) -> Mapping[str, str]:
    if spoken == language.ENGLISH:
        named = sorted((name, code) for code, name in _names().items())
    else:
        translated = ((name, code) for code, name in _translated(_names(), spoken).items())
        named = sorted(translated, key=lambda entry: schema.fold(entry[0]))
    return MappingProxyType({code: name for name, code in named})


@cache
def _names() -> Mapping[str, str]:
    """English names of the states and territories that have a coast, by their code."""
    world = coast.world()
    return {world.codes[state]: world.names[state] for state in set(world.piece_state[world.is_coast])}


def _translated(names: Mapping[str, str], spoken: str) -> dict[str, str]:
    """Names in another language, by code; of a territory also of the state that it belongs to, as in English."""
    codes = {name: code for code, name in names.items()}
    translated = {}
    for code, name in names.items():
        _own, _bracket, owner = name.removesuffix(")").partition(" (")
        told = _name(code, name, spoken)
        translated[code] = f"{told} ({_name(codes[owner], owner, spoken)})" if owner in codes else told
    return translated


ARTICLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "es": {
            r"Islas |Maldivas|Seychelles": "las",
            r"Isla |India$|República ": "la",
            r"Emiratos |Países Bajos|Territorios ": "los",
            r"Reino Unido|Territorio |Bajo ": "el",
        }
    }
)
"""Articles that names take in a sentence, by how a name begins."""


def in_sentence(code: str) -> str:
    """The name of a state as it stands in a sentence: "el Reino Unido"; the code where it has no coast."""
    name = states().get(code, code)
    for beginning, article in ARTICLES.get(language.current(), {}).items():
        if re.match(beginning, name):
            return f"{article} {name}"
    return name


CALLED: Mapping[str, str] = MappingProxyType(
    {
        "COD": N_("Democratic Republic of the Congo"),
        "COG": N_("Republic of the Congo"),
        "CIV": N_("Côte d'Ivoire"),
        "FLK": N_("Falkland Islands"),
        "HKG": N_("Hong Kong"),
        "MAC": N_("Macao"),
        "MMR": N_("Myanmar"),
        "PSE": N_("Palestine"),
        "SHN": N_("Saint Helena, Ascension and Tristan da Cunha"),
        "XSP": N_("Spratly Islands (disputed)"),
        "XSR": N_("Scarborough Reef (disputed)"),
    }
)
"""Messages for states that the Unicode repository of names has none for, or calls otherwise than we do."""


def _name(code: str, name: str, spoken: str) -> str:
    if code in CALLED:
        return _(CALLED[code])
    (short, *_more) = get_global("territory_aliases").get(code, [code])
    return str(Locale(spoken).territories.get(short, name))


@lru_cache(maxsize=4096)
def lens(lon: float, lat: float, radius_km: float) -> Lens:
    """The waters that are possible for a point (radius 0) or anywhere in a geodesic disc round it.

    Parameters
    ----------
    lon, lat : degrees, EPSG:4326; radius_km : kilometres, under 5,000. FilterError for others.
    """
    _check(lon, lat, radius_km)
    return _disc_lens(lon, lat, radius_km) if radius_km else _point_lens(lon, lat)


@lru_cache(maxsize=4096)
def coast_bounds(lon: float, lat: float, radius_km: float, state: str | None = None) -> Bounds:
    """Distance from anywhere in a disc to the land of a state, or to any coast without one; 0 on that land.

    The nearest is exact, the farthest an upper bound that is reached to 1 %. Parameters as for ``lens``; FilterError
    for a state without a coast.
    """
    _check(lon, lat, radius_km)
    radius_m, centre_m = radius_km * 1000, _distance_m(lon, lat, state)
    farthest_m = _farthest_m(lon, lat, radius_m, state) if radius_m else centre_m
    return _bounds(centre_m - radius_m, min(farthest_m, max(centre_m, 0.0) + radius_m))


@lru_cache(maxsize=1024)
def region_bounds(region: Geometry, state: str | None = None) -> Bounds:
    """As ``coast_bounds``, from anywhere in polygons in EPSG:4326; too wide by 1 % or 1 km at most."""
    return _bounds(-_greatest(region, state, -1), _greatest(region, state, 1))


def place_bounds(lon: float, lat: float, radius_km: float, to_lon: float, to_lat: float) -> Bounds:
    """Distance from anywhere in a disc, or from a point (radius 0), to a place. Parameters as for ``lens``."""
    _check(lon, lat, radius_km)
    centre_m = WGS84.inv(lon, lat, to_lon, to_lat)[2]
    return _bounds(centre_m - radius_km * 1000, centre_m + radius_km * 1000)


STATED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "territorial_sea": frozenset({"territorial_sea"}),
        "international_waters": frozenset({"contiguous_zone", "within_200nm", "beyond_200nm"}),
    }
)
"""The waters that fit each statement. International waters are those beyond any territorial sea, as the schema says."""


def consistent(stated: str, found: Lens) -> str:
    """Whether a statement about the waters fits "all", "part" or "none" of what is known of the place.

    ``stated`` is a key of ``STATED``, FilterError for others. Land fits neither.
    """
    if stated not in STATED:
        raise FilterError(f"waters {stated!r}: is none of {', '.join(STATED)}")
    fits = [entry.waters in STATED[stated] for entry in found.possible]
    return "all" if all(fits) else "part" if any(fits) else "none"


def _check(lon: float, lat: float, radius_km: float) -> None:
    if not (abs(lon) <= 360 and abs(lat) <= 90 and 0 <= radius_km < 5000):
        raise FilterError(f"disc at {lon}, {lat} of {radius_km} km: use degrees, and a radius from 0 to 5,000 km")


def _bounds(nearest_m: float, farthest_m: float) -> Bounds:
    nearest_nm, farthest_nm = (max(0.0, metres) / 1000 / NM_KM for metres in (nearest_m, farthest_m))
    return Bounds(nearest_nm, farthest_nm)


@cache
def _coastal() -> np.ndarray:
    """Pieces of every coast."""
    return np.flatnonzero(coast.world().is_coast)


@cache
def _outline(state: str | None) -> np.ndarray:
    """Pieces to measure to: a state's coast and borders, or every coast."""
    if state is None:
        return _coastal()
    if state not in states():
        raise FilterError(f"state {state!r}: has no coast; use a code of geo.waters.states()")
    return np.flatnonzero(coast.world().piece_state == coast.world().codes.index(state))


def _on_land(degrees: np.ndarray, state: str | None) -> np.ndarray:
    """Whether each point (longitude, latitude) lies on a state's land, or on any."""
    found = coast.world().state_at(degrees)
    return np.asarray(found >= 0 if state is None else found == coast.world().codes.index(state))


def _distance_m(lon: float, lat: float, state: str | None) -> float:
    outline = _outline(state)
    return 0.0 if _on_land(np.array([[lon, lat]]), state)[0] else coast.world().nearest(lon, lat, outline)


class _Picture:
    """Outlines around a place, flat, as far as they matter to a disc round it."""

    def __init__(self, lon: float, lat: float, radius_m: float, outline: np.ndarray) -> None:
        world = coast.world()
        reach_m = world.nearest(lon, lat, outline) + 2 * radius_m + MARGIN_M
        near = world.within(lon, lat, reach_m, outline)
        self.plane = Plane(lon, lat)
        self.lines = self.plane.flat(world.pieces[near])
        self.states = world.piece_state[near]
        self.tree = STRtree(self.lines)

    def nearest(self, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Number of the line nearest to each point, and the distance in metres."""
        found, metres = self.tree.query_nearest(shapely.points(xy), all_matches=False, return_distance=True)
        return found[1], metres

    def inland(self, xy: np.ndarray) -> np.ndarray:
        """State on whose land each point lies, -1 at sea."""
        return coast.world().state_at(self.plane.degrees(xy))

    def sampled(self, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The one water of each point, and the state of the nearest coast."""
        line, metres = self.nearest(xy)
        inland, owner = self.inland(xy), self.states[line]
        water = np.searchsorted(OUTER_M, metres) + 1
        return np.where(inland >= 0, _coded(inland, 0), _coded(owner, water)), owner

    def possible(self, xy: np.ndarray, slack_m: float) -> tuple[np.ndarray, np.ndarray]:
        """Every water of the sea that is possible within so many metres of each point: pairs of point and water.

        Whatever line lies nearest to any place there lies within ``limit_m`` of the point.
        """
        points = shapely.points(xy)
        _, nearest_m = self.nearest(xy)
        factor = coast.stretch(np.hypot(*xy.T) + nearest_m + 3 * slack_m)
        limit_m = factor * (nearest_m + slack_m) + slack_m + MARGIN_M
        point, line = self.tree.query(points, predicate="dwithin", distance=limit_m)
        apart_m = shapely.distance(points[point], self.lines[line])
        least_m = (apart_m - slack_m) / factor[point] - MARGIN_M
        most_m = np.minimum(apart_m, nearest_m[point]) + slack_m + MARGIN_M
        dry = (self.inland(xy) >= 0) & (nearest_m > slack_m + MARGIN_M)
        reached = (least_m[:, None] <= OUTER_M) & (most_m[:, None] > INNER_M) & ~dry[point, None]
        pair, water = np.nonzero(reached)
        return point[pair], _coded(self.states[line[pair]], water + 1)


def _coded(state: np.ndarray, water: np.ndarray | int) -> np.ndarray:
    """State and water (its place in ``WATERS``) as one number."""
    return np.asarray(state * len(WATERS) + water)


class _Disc:
    """A disc round the centre of a plane."""

    def __init__(self, radius_m: float) -> None:
        self.radius_m = radius_m

    def apart(self, xy: np.ndarray) -> np.ndarray:
        """Distance from each point, 0 inside."""
        return np.asarray(np.maximum(np.hypot(*xy.T) - self.radius_m, 0))

    def moved_in(self, xy: np.ndarray) -> np.ndarray:
        """The place of the disc that is nearest to each point."""
        far = np.maximum(np.hypot(*xy.T), 1e-9)
        return np.asarray(xy * np.minimum(self.radius_m / far, 1)[:, None])


def _squares(half_m: float, radius_m: float) -> np.ndarray:
    """Centres of squares that cover a disc round the origin; one of them lies on it."""
    steps = np.ceil(max(radius_m / half_m - 1, 0) / 2)
    line = np.arange(-steps, steps + 1) * 2 * half_m
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)


_QUARTERS = np.array([[-0.5, -0.5], [-0.5, 0.5], [0.5, -0.5], [0.5, 0.5]])


def _quartered(xy: np.ndarray, half_m: float) -> np.ndarray:
    """Centres of the quarters of squares."""
    return np.asarray((xy[:, None] + _QUARTERS * half_m).reshape(-1, 2))


def _search(picture: _Picture, disc: _Disc, half_m: float, found: np.ndarray) -> np.ndarray:
    """Every water of the sea that is possible in a disc, and those ``found`` already.

    A square is quartered as long as it may hold a water that was found nowhere yet.
    """
    xy = _squares(half_m, disc.radius_m)
    while True:
        corner_m = half_m * np.sqrt(2)
        xy = xy[disc.apart(xy) <= corner_m]
        within = disc.moved_in(xy)
        found = np.union1d(found, picture.possible(within, 0)[1])
        square, water = picture.possible(within, corner_m)
        new = ~np.isin(water, found)
        if not new.any():
            return found
        if half_m < FINEST_M:
            return np.union1d(found, water)
        xy, half_m = _quartered(xy[np.unique(square[new])], half_m), half_m / 2


ACROSS = 32
"""Samples across a disc."""
COARSE = 4
"""Squares across a disc when the search begins: what they hold beyond the samples is sought in ever smaller ones."""


def _disc_lens(lon: float, lat: float, radius_km: float) -> Lens:
    disc = _Disc(radius_km * 1000)
    picture = _Picture(lon, lat, disc.radius_m, _coastal())
    squares = _squares(disc.radius_m / ACROSS, disc.radius_m)
    sampled, nearest = picture.sampled(squares[disc.apart(squares) == 0])
    land = _coded(_states_of_land(lon, lat, disc.radius_m), 0)
    found = _search(picture, disc, disc.radius_m / COARSE, np.union1d(land, sampled))
    return _lens(sampled, nearest, found, coast_bounds(lon, lat, radius_km))


def _states_of_land(lon: float, lat: float, radius_m: float) -> np.ndarray:
    """States whose land a disc holds or touches."""
    world = coast.world()
    near = world.within(lon, lat, radius_m + MARGIN_M, np.arange(len(world.pieces)))
    lines = Plane(lon, lat).flat(world.pieces[near])
    touched = near[shapely.distance(lines, shapely.Point(0, 0)) <= radius_m + MARGIN_M]
    centre = world.state_at(np.array([[lon, lat]]))
    return np.union1d(world.piece_state[touched], centre[centre >= 0])


def _point_lens(lon: float, lat: float) -> Lens:
    xy = np.zeros((1, 2))
    sampled, nearest = _Picture(lon, lat, 0.0, _coastal()).sampled(xy)
    return _lens(sampled, nearest, sampled, coast_bounds(lon, lat, 0.0))


def _lens(sampled: np.ndarray, nearest: np.ndarray, found: np.ndarray, bounds: Bounds) -> Lens:
    """What was sampled, evenly over the area, and what was found besides: that counts as one sample each."""
    slivers = np.setdiff1d(found, sampled)
    state, water = np.divmod(np.concatenate([sampled, slivers]), len(WATERS))
    seaward = slivers[slivers % len(WATERS) > 0] // len(WATERS)
    nearest = np.concatenate([nearest, np.setdiff1d(seaward, nearest)])
    return Lens(_shares(state, water), bounds, tuple(code for code, _ in _counted(nearest)))


def _shares(state: np.ndarray, water: np.ndarray) -> tuple[Possible, ...]:
    return tuple(
        Possible(name, code if name != SEA[-1] else None, count / len(water))
        for place, name in enumerate(WATERS)
        for code, count in _counted(np.where(name == SEA[-1], -1, state)[water == place])
    )


def _counted(state: np.ndarray) -> list[tuple[str, int]]:
    """Code of each state and how often it occurs, most often first."""
    codes = coast.world().codes
    numbers, counts = np.unique(state, return_counts=True)
    return sorted(((codes[n], int(c)) for n, c in zip(numbers, counts, strict=True)), key=lambda e: (-e[1], e[0]))


def _farthest_m(lon: float, lat: float, radius_m: float, state: str | None) -> float:
    """Upper bound of the distance to land from anywhere in a disc, in metres; flat, hence not too short."""
    picture = _Picture(lon, lat, radius_m, _outline(state))
    disc, half_m, best_m = _Disc(radius_m), radius_m / 4, -MARGIN_M
    xy = _squares(half_m, radius_m)
    while len(xy) and half_m > MARGIN_M / 2:
        xy = xy[disc.apart(xy) <= half_m * np.sqrt(2)]
        within = disc.moved_in(xy)
        sign = np.where(_on_land(picture.plane.degrees(within), state), -1, 1)
        far_m = picture.nearest(within)[1] * sign
        best_m = max(best_m, float(far_m.max()))
        xy, half_m = _quartered(xy[far_m + half_m * np.sqrt(2) > best_m + MARGIN_M], half_m), half_m / 2
    return best_m + MARGIN_M


def _greatest(region: Geometry, state: str | None, sign: int) -> float:
    """Upper bound of the distance to land in metres, times a sign, anywhere in a region.

    The piece that may hold the greatest is halved until one of its places comes near its bound.
    """
    first = _bounded(region, state, sign)
    heap, best_m, count = [(-first[0], 0, region)], first[1], 0
    while True:
        bound_m, _, piece = heapq.heappop(heap)
        if -bound_m <= best_m + max(1000.0, abs(best_m) / 100):
            return -bound_m
        for half in _halves(piece):
            count += 1
            upper_m, value_m = _bounded(half, state, sign)
            best_m = max(best_m, value_m)
            heapq.heappush(heap, (-upper_m, count, half))


def _bounded(piece: Geometry, state: str | None, sign: int) -> tuple[float, float]:
    """For ``_greatest``: a bound that holds everywhere in a piece, and the value at one of its places."""
    lon, lat = piece.representative_point().coords[0]
    corners = shapely.get_coordinates(shapely.segmentize(piece, 1.0))
    radius_m = WGS84.inv(*np.broadcast_to([[lon], [lat]], corners.T.shape), *corners.T)[2].max()
    value_m = sign * _distance_m(lon, lat, state)
    bound_m = value_m + float(radius_m)
    return (bound_m if sign > 0 else min(bound_m, 0.0)), value_m


def _halves(piece: Geometry) -> list[Geometry]:
    """A piece cut across its longer side."""
    west, south, east, north = piece.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    if east - west > north - south:
        boxes = [shapely.box(west, south, lon, north), shapely.box(lon, south, east, north)]
    else:
        boxes = [shapely.box(west, south, east, lat), shapely.box(west, lat, east, north)]
    return [half for half in shapely.intersection(piece, boxes) if half.area > 0]
