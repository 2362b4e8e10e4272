"""How records and figures read, in neutral words and with their bounds."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo import dates


def number(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 strike", "40 strikes"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Parts of a sentence as a list: "a", "a and b", "a, b and c"; with another word before the ``last``."""
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def span(low: int, high: int) -> str:
    """Two bounds as they read: "61–70", or "3" where they meet."""
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def killed(low: int | None, high: int | None) -> str:
    """People killed: "3 killed", "2–3 killed", "at least 1 killed", "killed not stated"."""
    if low is None and high is None:
        return "killed not stated"
    if high is None:
        return f"at least {low} killed"
    if low is None:
        return f"at most {high} killed"
    return f"{span(low, high)} killed"


def figure(low: int | None, high: int | None) -> str:
    """People killed as a bare figure: "3", "2–3", "≥ 1", or nothing where nothing was stated."""
    known = [None if pd.isna(bound) else int(bound) for bound in (low, high)]
    if known in ([None, None], [0, None]):
        return ""
    return killed(*known).removesuffix(" killed").replace("at least ", "≥ ").replace("at most ", "≤ ")


def titles(records: pd.DataFrame, events: Mapping[str, str]) -> pd.Series:
    """What each record is called: its day, and the vessel, site or event; index of ``records``."""
    columns = (records[name] for name in ("occurred", "occurred_precision", "kind", "name", "event"))
    return pd.Series(
        [
            f"{dates.words(occurred, precision)} · {_subject(kind, name, events[event])}"
            for occurred, precision, kind, name, event in zip(*columns, strict=True)
        ],
        index=records.index,
        dtype="object",
    )


def _subject(kind: str, name: str | None, event: str) -> str:
    if not name:
        return event
    return f"{name}: {event[0].lower()}{event[1:]}" if kind == "interdiction" else name
