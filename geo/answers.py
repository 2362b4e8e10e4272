"""The three-valued answer to a question of period and place: surely, possibly, or not."""

from collections.abc import Iterable

import pandas as pd

from geo import dates, places
from geo.dataset import Dataset
from geo.filters import PLACES, Filters
from geo.places import LEVELS, NOT, POSSIBLY, SURELY, Locus, Place, Verdict

BY_LEVEL = {level: answer for answer, level in LEVELS.items()}


def asked(dataset: Dataset, chosen: Filters) -> list[list[Place]]:
    """The places asked for: each list holds alternatives of one field; all lists must hold."""
    given = ((name, getattr(chosen, name)) for name in PLACES)
    listed = ((name, (value,) if isinstance(value, str) else value) for name, value in given)
    return [[places.read(name, text, dataset) for text in texts if text] for name, texts in listed if any(texts)]


def answers(dataset: Dataset, revisions: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    """Whether each record surely, possibly or surely not happened in the period and the places asked for.

    Parameters
    ----------
    revisions : one row a record, with its derived columns.

    Returns
    -------
    Columns ``answer`` (surely, possibly, not) and ``answer_reason`` (words, empty where nothing was asked), on the
    index of ``revisions``. Of the conditions the weakest decides; its reasons are given, or all where it is sure.
    """
    questions = asked(dataset, chosen)
    found = {locus: _place_verdict(questions, locus, dataset) for locus in set(places.loci(revisions))}
    rows = zip(places.loci(revisions), _period_verdicts(revisions, chosen), strict=True)
    verdicts = [_all(verdict for verdict in (found[locus], period) if verdict) for locus, period in rows]
    return pd.DataFrame(verdicts, columns=["answer", "answer_reason"], index=revisions.index, dtype="object")


def _place_verdict(questions: list[list[Place]], locus: Locus, dataset: Dataset) -> Verdict | None:
    return _all(places.verdict(choices, locus, dataset) for choices in questions) if questions else None


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    listed = list(verdicts)
    level = min((LEVELS[verdict.answer] for verdict in listed), default=LEVELS[SURELY])
    reasons = [verdict.reason for verdict in listed if LEVELS[verdict.answer] == level and verdict.reason]
    return Verdict(BY_LEVEL[level], "; ".join(dict.fromkeys(reasons)))


def _period_verdicts(revisions: pd.DataFrame, chosen: Filters) -> list[Verdict | None]:
    """Whether each record happened in the period. One that lasted surely did when it was under way in it."""
    if not (chosen.start or chosen.end):
        return [None] * len(revisions)
    days = revisions[["earliest", "latest"]]
    under_way = pd.DataFrame({"earliest": days["latest"], "latest": revisions["ended"]})
    lasts = revisions["ended"].notna() & dates.touches(under_way, chosen.start, chosen.end)
    touches = dates.touches(days, chosen.start, chosen.end) | lasts
    within = dates.within(dates.hedged(days, revisions["occurred_precision"]), chosen.start, chosen.end) | lasts
    rows = zip(touches, within, revisions["occurred"], revisions["occurred_precision"], strict=True)
    return [_period_verdict(touch, inside, dates.words(text, precision)) for touch, inside, text, precision in rows]


def _period_verdict(touches: bool, within: bool, when: str) -> Verdict:
    if not touches:
        return Verdict(NOT, f"its date, {when}, is outside the period")
    if within:
        return Verdict(SURELY, "")
    known = when != "date not known"
    return Verdict(POSSIBLY, f"its date, {when}, may be outside the period" if known else "its date is not known")
