"""Days as people write them: ISO, day or month first, months by name, epochs, military groups, parts of a date."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo import schema
from geo.ingest.report import Findings
from geo.language import N_, _

NO_DAY = int(np.iinfo(np.int32).min)
"""Stands for a day that is not known."""
EPOCH = date(1970, 1, 1).toordinal()

NO_DATE = N_("is no date")
NO_SUCH_DAY = N_("is no day of the calendar")
AMBIGUOUS = N_("day and month cannot be told apart anywhere in the column; the day was taken to stand first")
AMBIGUOUS_MONTH = N_(
    "day and month cannot be told apart anywhere in the column; the month was taken to stand first, as chosen"
)
MIXED = N_("the column has dates with the day first and with the month first; this one could be either")
TWO_DIGITS = N_("its year has two digits, and was read as one from 1970 to 2069")
NAMED_ZONE = N_("its zone is a name, which was read as a fixed distance from UTC")
EPOCH_SECONDS = N_("numbers were read as seconds since 1970 (UTC)")
EPOCH_MILLIS = N_("numbers were read as milliseconds since 1970 (UTC)")
SERIALS = N_("numbers were read as days of a spreadsheet, counted from 1900")
YEARS = N_("numbers were read as years")
COMPACT = N_("numbers were read as year, month and day in one")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january enero ene janvier janv janeiro januar januari gennaio gen",
            "feb february febrero fevrier fevr fev fevereiro februar februari febbraio",
            "mar march marzo mars marco marz maerz maart mrz mrt",
            "apr april abril abr avril avr aprile",
            "may mayo mai maio mei maggio mag",
            "jun june junio juin junho juni giugno giu",
            "jul july julio juillet juil julho juli luglio lug",
            "aug august agosto ago aout augustus",
            "sep sept september septiembre setiembre septembre setembro set settembre",
            "oct october octubre octobre outubro out oktober okt ottobre ott",
            "nov november noviembre novembre novembro",
            "dec december diciembre dic decembre dezembro dez dezember dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
"""Names of months in several languages, folded."""
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "cet": 1, "cest": 2, "bst": 1, "ast": -4, "vet": -4, "cot": -5,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours from UTC of zones that have names."""

_TIME = re.compile(
    r"[t,/:\s]*(?:(\d{1,2})[:h.](\d{2})(?:[:.m](\d{2})(?:[.,]\d+)?)?s?\s*(am|pm|a\.m\.|p\.m\.)?|(\d{4})(?:\s*(?:hours|hrs?|h))?)\s*"
    r"(?:(z|[a-z]{2,4})|(?:utc|gmt)?\s*([-+]\d{1,2})(?::?(\d{2}))?)?",
)
_TOGETHER = re.compile(r"(\d{8})(\d{4})(?:\d{2})?")
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\- ]?(\d{2})(?:[/.\- ]?(\d{2}))?(?!\d)(.*)", re.DOTALL)
_YEAR_LOOSE = re.compile(r"(\d{4})[/.\- ](\d{1,2})[/.\- ](\d{1,2})(?!\d)(.*)", re.DOTALL)
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-/]*(?:de |of |d')?([a-z]{3,10})\.?,?[\s\-/]*"
    r"(?:de |del |of )?'?(\d{4}|\d{2})(?!\d)(.*)",
    re.DOTALL,
)
_MONTH_NAMED = re.compile(r"([a-z]{3,10})\.?[\s\-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(\d{4})(?!\d)(.*)", re.DOTALL)
_MONTH_YEAR = re.compile(r"([a-z]{3,10})\.?[\s\-/]*(?:de |of )?(\d{4})")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_GROUP = re.compile(r"(\d{2})(\d{4})\s*([a-z])\s*([a-z]{3})\s*(\d{4}|\d{2})")  # NATO: 021430Z SEP 25
_SHARED = re.compile(
    r"(\d{1,2})\s?(?:-|–|/|to|al?|y|and|bis|au)\s?(\d{1,2})[\s.]+((?:de\s|of\s)?[a-z]{3,10}\.?\s.*\d{4})"
)
"""Two days of one month: "2-4 September 2025"."""
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom|mer|jeu|ven|sam|dim)[a-z]*[.,]+\s*")


LONGEST = 120
"""Signs of a text that is tried as a date, white space in a row counting as one: patterns look ahead and back."""


class Unread(ValueError):  # noqa: N818 (told as a line of the report)
    """Text that is no date; its message is the rule, in English."""


@dataclass(frozen=True)
class Days:
    """First and last day of one date, in days since 1970 (UTC)."""

    first: int
    last: int
    rule: str = ""
    """What was assumed of it: a message."""


def day(text: str, day_first: bool = True) -> Days:
    """The days that one text allows; Unread where it is no date.

    A date with a time and a zone is the day that it was in UTC; without a zone it is UTC. "2025-05" is a month and
    "2025" a year. ``day_first`` decides only what "03/04/2025" leaves open.
    """
    if _WEEK.fullmatch(text):
        return _of_week(text)
    try:
        return _of_moment(datetime.fromisoformat(text))
    except ValueError:
        pass
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise Unread(NO_DATE)
    plain = _WEEKDAY.sub("", schema.fold(text).replace("−", "-"))
    for read in (_group, _interval, _year_first, _numeric, _named, _partial):
        found = read(plain, day_first)
        if found is not None:
            return found
    raise Unread(NO_DATE)


_WEEK = re.compile(r"\d{4}-?W\d{2}")


def _of_week(text: str) -> Days:
    try:
        monday = date.fromisoformat(text).toordinal() - EPOCH
    except ValueError as error:
        raise Unread(NO_SUCH_DAY) from error
    return Days(monday, monday + 6)


def _of_moment(moment: datetime) -> Days:
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    number = moment.toordinal() - EPOCH
    return Days(number, number)


def _group(text: str, _day_first: bool) -> Days | None:
    found = _GROUP.fullmatch(text)
    if found is None or found.group(4) not in MONTHS:
        return None
    letter = found.group(3)
    hours = 0 if letter == "z" else _letter_hours(letter)
    return _dated(found.group(5), MONTHS[found.group(4)], found.group(1), f" {found.group(2)}", hours)


def _letter_hours(letter: str) -> int:
    """Hours of a military zone: A to M east without J, N to Y west."""
    east, west = "abcdefghiklm", "nopqrstuvwxy"
    return east.index(letter) + 1 if letter in east else -west.index(letter) - 1 if letter in west else 0


def _interval(text: str, day_first: bool) -> Days | None:
    """From one date to another: "2024-05-01/2024-05-03", "1 May 2024 to 3 May 2024", "1-3 May 2024"."""
    if shared := _SHARED.fullmatch(text):
        if int(shared.group(1)) > int(shared.group(2)):  # "30-2 September": the first is of the month before, or a slip
            raise Unread(NO_DATE)
        parts = [f"{number} {shared.group(3)}" for number in shared.group(1, 2)]
    else:
        parts = re.split(r"/(?=\d{4}-)|\s+(?:to|al?|bis|au|until|hasta|–|-)\s+", text)
    if len(parts) != 2 or not all(re.search(r"\d{4}", part) for part in parts):
        return None
    bare = [part for part in parts if re.fullmatch(r"\d{4}", part)]
    if len(bare) == 1:  # beside a day it is a time, "2 Sep 2025 - 2030", and no year
        (whole,) = (part for part in parts if part not in bare)
        return day(f"{whole} {bare[0]}", day_first)
    one, other = (day(part, day_first) for part in parts)
    return Days(min(one.first, other.first), max(one.last, other.last), one.rule or other.rule)


def _year_first(text: str, _day_first: bool) -> Days | None:
    if found := _TOGETHER.fullmatch(text):
        text = " ".join(found.groups())
    found = _YEAR_LOOSE.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    year, month, number, rest = found.groups()
    if number is None:
        return None if rest.strip() or not re.match(r"\d{4}[/.\- ]\d{2}", text) else _month(int(year), int(month))
    return _dated(year, int(month), number, rest)


def _numeric(text: str, day_first: bool) -> Days | None:
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    one, other, year, rest = found.groups()
    if int(one) > 12 or (day_first and int(other) <= 12):
        return _dated(year, int(other), one, rest)
    return _dated(year, int(one), other, rest)


def order(text: str) -> str:
    """What a numeric date says of its order: "day", "month", "either"; empty where it is none, or both are the same."""
    found = _NUMERIC.match(_WEEKDAY.sub("", schema.fold(text[:LONGEST])))
    if found is None:
        return ""
    one, other = int(found.group(1)), int(found.group(2))
    if one > 12 or other > 12:
        return "day" if one > 12 and other <= 12 else "month" if other > 12 and one <= 12 else ""
    return "either" if one != other else ""


def _named(text: str, _day_first: bool) -> Days | None:
    if (found := _DAY_NAMED.fullmatch(text)) and found.group(2) in MONTHS:
        number, month, year, rest = found.groups()
    elif (found := _MONTH_NAMED.fullmatch(text)) and found.group(1) in MONTHS:
        month, number, year, rest = found.groups()
    else:
        return None
    return _dated(year, MONTHS[month], number, rest)


def _partial(text: str, _day_first: bool) -> Days | None:
    if (found := _MONTH_YEAR.fullmatch(text)) and found.group(1) in MONTHS:
        return _month(int(found.group(2)), MONTHS[found.group(1)])
    if found := _MONTH_NUMBER.fullmatch(text):
        return _month(int(found.group(2)), int(found.group(1)))
    if re.fullmatch(r"(1[6-9]|20|21)\d\d", text):
        return Days(_number(int(text), 1, 1), _number(int(text), 12, 31))
    return None


def _month(year: int, month: int) -> Days:
    first = _number(year, month, 1)
    return Days(first, _number(year + month // 12, month % 12 + 1, 1) - 1)


def _number(year: int, month: int, number: int) -> int:
    try:
        return date(year, month, number).toordinal() - EPOCH
    except ValueError as error:
        raise Unread(NO_SUCH_DAY) from error


def _dated(year: str, month: int, number: str, rest: str, hours: float = 0) -> Days:
    """A day with what follows it: nothing, or a time, perhaps with its zone."""
    whole = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    first = _number(whole, month, int(number))
    short = TWO_DIGITS if len(year) == 2 else ""
    if not rest.strip(" t,"):
        return Days(first, first, short)
    found = _TIME.fullmatch(rest.rstrip())
    if found is None:
        raise Unread(NO_DATE)
    hour, minute, _second, half, together, zone, east, east_minutes = found.groups()
    if together:
        hour, minute = together[:2], together[2:]
    if zone and zone not in (*ZONES, "lt", "h", "hrs", "uhr"):
        raise Unread(NO_DATE)
    clock = int(hour) % 12 + 12 * half.startswith("p") if half else int(hour)
    if clock > 24 or int(minute) > 59:
        raise Unread(NO_DATE)
    away = float(east) + float(f"{east[0]}{east_minutes or 0}") / 60 if east else ZONES.get(zone or "", 0) + hours
    shifted = first + int((clock + int(minute) / 60 - away) // 24)
    return Days(shifted, shifted, short or (NAMED_ZONE if zone and ZONES.get(zone, 0) else ""))


@dataclass(frozen=True, eq=False)
class Column:
    """The days of each row; ``NO_DAY`` where there is none."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]


def column(
    values: pa.ChunkedArray,
    name: str,
    day_first: bool,
    row: NDArray[np.int64],
    findings: Findings,
    beside: Sequence[pa.ChunkedArray] = (),
) -> Column:
    """A column of dates of whatever kind as days in UTC. What cannot be read, and what was assumed, is noted.

    ``beside`` are other columns of dates of the file, whose order of day and month is this one's where it shows none.
    """
    if pa.types.is_date(values.type) or pa.types.is_timestamp(values.type):
        days = _days(values)
        return Column(days, days)
    if pa.types.is_integer(values.type) or pa.types.is_floating(values.type):
        return _numbers(values, name, row, findings)
    if not pa.types.is_string(values.type):
        nothing = np.full(len(values), NO_DAY, dtype=np.int32)
        return Column(nothing, nothing)
    return _texts(values, name, day_first, row, findings, beside)


def _days(values: pa.ChunkedArray) -> NDArray[np.int32]:
    if pa.types.is_timestamp(values.type):  # whole days down, also before 1970
        seconds = pc.floor(
            pc.divide(values.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).cast(pa.float64()), 86_400e6)
        )
        return np.asarray(seconds.fill_null(NO_DAY).to_numpy(), dtype=np.int32)
    return np.asarray(values.cast(pa.date32()).cast(pa.int32()).fill_null(NO_DAY).to_numpy())


SERIAL_1970 = 25_569
"""What a spreadsheet counts 1 January 1970 as."""
_SCALES = (
    (YEARS, 1600, 2200),
    (SERIALS, 10_000, 100_000),
    (COMPACT, 16_000_101, 22_001_231),
    (EPOCH_SECONDS, 100_000_000, 5_000_000_000),
    (EPOCH_MILLIS, 100_000_000_000, 5_000_000_000_000),
)
"""What numbers of a size are taken for."""


def _numbers(values: pa.ChunkedArray, name: str, row: NDArray[np.int64], findings: Findings) -> Column:
    """Numbers as days, by the size that most of them have."""
    number = np.asarray(values.cast(pa.float64()).to_numpy(), dtype=np.float64)
    there = np.isfinite(number)
    middle = float(np.median(number[there])) if there.any() else 0.0
    scale = next((entry for entry in _SCALES if entry[1] <= middle <= entry[2]), None)
    first, last = (np.full(len(number), NO_DAY, dtype=np.int32) for _side in range(2))
    if scale is not None:
        rule, least, most = scale
        fits = there & (number >= least) & (number <= most)
        first[fits], last[fits] = _scaled(number[fits], rule)
        if fits.any():
            findings.add("coerced", _(rule), name, 1, "")
    bad = np.asarray(values.is_valid().to_numpy()) & (first == NO_DAY)
    findings.add("refused", _(NO_DATE), name, row[bad], [f"{value:.15g}" for value in number[bad]])
    return Column(first, last)


def _scaled(number: NDArray[np.float64], rule: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    if rule == YEARS:
        years = number.astype(np.int64) - 1970
        ends = [(years + more).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) for more in (0, 1)]
        return ends[0].astype(np.int32), (ends[1] - 1).astype(np.int32)
    if rule == COMPACT:
        days = np.array([_compact(int(value)) for value in number], dtype=np.int32)
        return days, days
    per_day = {SERIALS: 1.0, EPOCH_SECONDS: 86_400.0, EPOCH_MILLIS: 86_400_000.0}[rule]
    days = np.floor(number / per_day) - (SERIAL_1970 if rule == SERIALS else 0)
    return days.astype(np.int32), days.astype(np.int32)


def _compact(value: int) -> int:
    try:
        return _number(value // 10_000, value // 100 % 100, value % 100)
    except Unread:
        return NO_DAY


def _votes(texts: Sequence[str]) -> dict[str, int]:
    """How many different dates show that the day, or the month, stands first."""
    orders = [order(text) for text in texts]
    return {way: orders.count(way) for way in ("day", "month")}


def _texts(
    values: pa.ChunkedArray,
    name: str,
    day_first: bool,
    row: NDArray[np.int64],
    findings: Findings,
    beside: Sequence[pa.ChunkedArray],
) -> Column:
    encoded = values.combine_chunks().dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    place = encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    votes = _votes(texts)
    if not any(votes.values()):
        votes = _votes(
            [text for c in beside if pa.types.is_string(c.type) for text in c.unique().drop_null().to_pylist()]
        )
    chosen = votes["day"] >= votes["month"] if any(votes.values()) else day_first
    days = np.full((len(texts) + 1, 2), NO_DAY, dtype=np.int32)
    rules: Rules = {}
    for number, text in enumerate(texts):
        if not text.strip():
            continue
        try:
            found = _serial(text) or day(text, chosen)
            days[number] = found.first, found.last
            if found.rule == SERIALS:
                rules.setdefault(("coerced", SERIALS), []).append(number)
                continue
            if found.rule:
                rules.setdefault(("suspicious", found.rule), []).append(number)
        except (Unread, OverflowError) as error:
            rules.setdefault(("refused", str(error) if isinstance(error, Unread) else NO_SUCH_DAY), []).append(number)
    _doubt([order(text) for text in texts], votes, chosen, rules, findings, name)
    for (verdict, rule), numbers in rules.items():
        there = np.isin(place, numbers)
        findings.add(verdict, _(rule), name, row[there], [texts[n] for n in place[there]])
    return Column(days[place, 0], days[place, 1])


def _serial(text: str) -> Days | None:
    """The day that a number among other dates stands for, as a spreadsheet counts it: from 1954 to 2064."""
    if re.fullmatch(r"[2-5]\d{4}(\.\d+)?", text) is None:
        return None
    number = int(float(text)) - SERIAL_1970
    return Days(number, number, SERIALS)


Rules = dict[tuple[str, str], list[int]]
"""By verdict and rule, the numbers of the texts that it is about."""


def _doubt(orders: list[str], votes: dict[str, int], chosen: bool, rules: Rules, findings: Findings, name: str) -> None:
    """Say where day and month could be either."""
    either = [number for number, way in enumerate(orders) if way == "either"]
    if either and not any(votes.values()):
        findings.add("suspicious", _(AMBIGUOUS if chosen else AMBIGUOUS_MONTH), name, 1, "")
    elif all(votes.values()):
        rules.setdefault(("suspicious", MIXED), []).extend(either)


def readable(texts: Iterable[str]) -> float:
    """Share of the texts that are dates."""
    found = [_reads(text) for text in texts]
    return sum(found) / len(found) if found else 0.0


def _reads(text: str) -> bool:
    try:
        day(text)
    except (Unread, OverflowError):
        return False
    return True


def are_scaled(numbers: list[float]) -> bool:
    """Whether numbers are of a size that some way of counting time has."""
    if not numbers:
        return False
    middle = float(np.median(numbers))
    return any(least <= middle <= most for _rule, least, most in _SCALES)
