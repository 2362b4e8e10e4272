"""The three-valued answer to a question of period and place: surely, possibly, or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo import dates, known, language, places
from geo.dataset import Dataset
from geo.filters import PLACES, Filters
from geo.known import Known
from geo.language import _
from geo.places import LEVELS, NOT, POSSIBLY, SURELY, Locus, Place, Verdict

BY_LEVEL = {level: answer for answer, level in LEVELS.items()}
SURE = LEVELS[SURELY]


@dataclass(frozen=True)
class Answers:
    """For each record that was known whether it surely (2), possibly (1) or surely not (0) answers."""

    by_place: tuple[Verdict, ...]
    """The answer to the places alone, in words."""
    of_place: NDArray[np.int64]
    of_period: NDArray[np.int64]

    @property
    def level(self) -> NDArray[np.int64]:
        """The answer to place and period: of the two the weaker one."""
        return np.minimum(self.of_place, self.of_period)


def asked(dataset: Dataset, chosen: Filters) -> list[list[Place]]:
    """The places asked for: each list holds alternatives of one field; all lists must hold."""
    given = ((name, getattr(chosen, name)) for name in PLACES)
    listed = ((name, (value,) if isinstance(value, str) else value) for name, value in given)
    return [[places.read(name, text, dataset) for text in texts if text] for name, texts in listed if any(texts)]


def answers(of: Known, chosen: Filters) -> Answers:
    """Whether each record surely, possibly or surely not happened in the period and the places asked for."""
    by_place = _place_verdicts(of, chosen)
    of_place = np.array([LEVELS[verdict.answer] for verdict in by_place], dtype=np.int64)
    return Answers(by_place, of_place, period_levels(of, chosen))


def _place_verdicts(of: Known, chosen: Filters) -> tuple[Verdict, ...]:
    questions = tuple(tuple(choices) for choices in asked(of.dataset, chosen))
    if not questions:
        return (Verdict(SURELY, ""),) * len(of.records)
    return tuple(_place_verdict(questions, locus, of.dataset, language.current()) for locus in of.loci)


@lru_cache(maxsize=8192)
def _place_verdict(questions: tuple[tuple[Place, ...], ...], locus: Locus, dataset: Dataset, _language: str) -> Verdict:
    return _all(places.verdict(choices, locus, dataset) for choices in questions)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """Of several conditions the weakest decides; its reasons are given, or all where it is sure."""
    listed = list(verdicts)
    level = min((LEVELS[verdict.answer] for verdict in listed), default=SURE)
    reasons = [verdict.reason for verdict in listed if LEVELS[verdict.answer] == level and verdict.reason]
    return Verdict(BY_LEVEL[level], "; ".join(dict.fromkeys(reasons)))


def period_levels(of: Known, chosen: Filters) -> NDArray[np.int64]:
    """For every record whether it happened in the period. One that lasted surely did when it was under way in it."""
    start, end = known.number(chosen.start, known.EARLIEST), known.number(chosen.end, known.LATEST)
    if not (chosen.start or chosen.end):
        return np.full(len(of.records), SURE, dtype=np.int64)
    lasts = of.under_way.touch(start, end)
    possibly = of.days.touch(start, end) | lasts
    surely = of.sure_days.lie_within(start, end) | lasts
    return possibly.astype(np.int64) + (possibly & surely)


def reasons(of: Known, found: Answers, rows: NDArray[np.int64]) -> list[str]:
    """What the answer of some records, by their positions, rests on in words; empty where nothing was asked."""
    dated = zip(*(of.records[name].iloc[rows] for name in ("occurred", "occurred_precision")), strict=True)
    return [
        _all([found.by_place[row], _period_verdict(BY_LEVEL[int(found.of_period[row])], *when)]).reason
        for row, when in zip(rows, dated, strict=True)
    ]


def _period_verdict(answer: str, occurred: str | None, precision: str) -> Verdict:
    if answer == SURELY:
        return Verdict(SURELY, "")
    if not occurred:
        return Verdict(answer, _("its date is not known"))
    when = dates.words(occurred, precision)
    if answer == POSSIBLY:
        return Verdict(POSSIBLY, _("its date, {when}, may be outside the period").format(when=when))
    return Verdict(NOT, _("its date, {when}, is outside the period").format(when=when))
