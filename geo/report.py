"""What a report of a view holds beside its figures: in which waters the records may lie, and who says what."""

import pandas as pd

from geo import filters, places, summary, words
from geo.language import _
from geo.places import POSSIBLY, SURELY
from geo.view import View


def title(shown: View, dated: bool = True) -> str:
    """What the report is about: the places asked for and every other filter in force, else all records.

    Without ``dated`` the period is left out, for where it is told beside the title.
    """
    labels = [f"{place.label} ({place.text})" if place.field == "area" else place.label for place in shown.questions]
    asked = words.joined([label[:1].upper() + label[1:] for label in labels[:1]] + labels[1:])
    told = sorted(summary.asked(shown), key=lambda entry: entry[0] in filters.DAYS)  # days last
    left_out = {*filters.PLACES} if dated else {*filters.PLACES, "start", "end"}
    others = [read for name, _value, read in told if name not in left_out]
    whole = _("A choice of the records") if told else _("All records")
    return " · ".join([asked, *others] if asked else others) or whole


def waters(shown: View) -> pd.DataFrame:
    """How many of the records surely and possibly happened in which waters.

    Returns
    -------
    Columns ``waters`` (as it reads), ``surely`` and ``possibly`` (numbers of records); the most likely first, and
    last the records of which no more than a sea was named.
    """
    lenses = [places.lens(locus) for locus in places.loci(shown.records)]
    rows = [
        (places.entry_label(entry), SURELY if len(lens.possible) == 1 else POSSIBLY)
        for lens in lenses
        if lens
        for entry in lens.possible
    ]
    found = pd.DataFrame(rows, columns=["waters", "answer"])
    counted = pd.crosstab(found["waters"], found["answer"]).reindex(columns=[SURELY, POSSIBLY], fill_value=0)
    table = counted.sort_values([SURELY, POSSIBLY], ascending=False).rename_axis(columns=None).reset_index()
    unknown = sum(lens is None for lens in lenses)
    undetermined = _("undetermined: no more than a sea was named")
    rest = pd.DataFrame({"waters": [undetermined], SURELY: [0], POSSIBLY: [unknown]})
    return pd.concat([table, rest], ignore_index=True) if unknown else table


def voices(shown: View) -> pd.DataFrame:
    """Who says what of the records shown: for each fact, the number of claims by each side.

    Returns
    -------
    Index ``field``, in the schema's order; a column a side, and ``contested``, the number of records in which the
    fact is contested. Only facts of which something is claimed.
    """
    records = list(shown.records["id"])
    claims = pd.DataFrame(
        [(claim["field"], claim["side"]) for record in records for claim in shown.contested(record)],
        columns=["field", "side"],
    )
    disputed = pd.Series(
        [field for record in records for field in shown.disputed(record)], dtype="object"
    ).value_counts()
    table = shown.dataset.package["claims"]
    counted = pd.crosstab(claims["field"], claims["side"]).reindex(columns=list(table["side"].labels), fill_value=0)
    order = [field for field in table["field"].labels if field in counted.index]
    return counted.loc[order].assign(contested=disputed.reindex(order, fill_value=0).astype(int))


def said(shown: View, field: str) -> list[dict[str, str | None]]:
    """Each claim about one fact, in order of the records: ``record``, ``about`` (its title) and the claim's fields."""
    return [
        {"record": record, "about": title} | claim
        for record, title in zip(shown.records["id"], shown.records["title"], strict=True)
        for claim in shown.contested(record)
        if claim["field"] == field
    ]
