"""Where what is shown comes from: data, filters, licence, and how to cite it."""

from typing import Any

from geo import __version__, filters, language, view
from geo.language import _
from geo.view import View

GENERATOR = f"Maritime Operations Map {__version__}"


def provenance(shown: View) -> dict[str, Any]:
    """Where an export comes from: filters, data, counts, licence, citation, generator. Holds no time of writing."""
    package = shown.dataset.package
    facts = view.info(shown)
    data = {"title": package.title} | facts.pop("data")
    chosen = facts.pop("filters")
    return {
        "title": package.title,
        "language": language.current(),
        "filters": chosen,
        "query": filters.to_query(shown.filters),
        "known_on": chosen["known_on"],
        "places_asked_for": [place.label for place in shown.questions],
        "data": data,
        "counts": facts,
        "rows_refused": len(shown.dataset.rejected),
        "licence": {"name": package.licence["name"], "url": package.licence["path"]},
        "citation": citation(shown),
        "generator": GENERATOR,
        "notes": [
            _("A record with null geometry has no published position; none was estimated."),
            _("A polygon is the area in which the event may have happened; its centre is not a reported position."),
            _("Killed is a range; strikes, vessels and killed count only records with counted_as = strike."),
            _("answer says whether a record surely or only possibly lies in the period and place asked for."),
            _(
                "waters are measured from Natural Earth's 1:10m coast, not from legal baselines; areas of 200 nm "
                "between neighbours go to the nearest coast, which is our construction, not a boundary."
            ),
        ],
    }


def citation(shown: View) -> str:
    """How to cite the data in this version."""
    package = shown.dataset.package
    told = _("Maritime Operations Map: {title}. Data version {version} (sha256 {digest}…), {licence}.")
    digest, licence = shown.dataset.sha256[:12], package.licence["name"]
    return told.format(title=package.title, version=package.version, digest=digest, licence=licence)


def accessed(cited: str, address: str, day: str) -> str:
    """A citation with the address at which it was read, and the day of that in words."""
    return _("{citation} {address} (accessed on {day}).").format(citation=cited, address=address, day=day)
