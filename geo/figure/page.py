"""A whole figure: title, what is shown in words, the map, insets and trays, legend, notes and credit."""

from collections.abc import Sequence

import shapely
from matplotlib.figure import Figure

from geo import filters, progress, provenance, report, summary
from geo.figure import chart, extent, labels, legend, reach, trays
from geo.figure.chart import Chart
from geo.figure.labels import Key
from geo.figure.marks import Spot, Tray, marks, spots
from geo.figure.marks import trays as trays_of
from geo.figure.mercator import Frame, fitted
from geo.figure.room import Room
from geo.figure.sheet import INKS, Box, Sheet, width_of
from geo.language import _, ngettext, number
from geo.maps.scene import TRAYS
from geo.view import View

HEIGHTS = {False: (0.55, 0.78), True: (0.56, 0.9)}
"""Least and greatest height of the map as shares of its width, on a wide and on a narrow sheet."""
INSET_HEIGHT = {False: 0.46, True: 0.49}
"""Of an inset with its title, as a share of its width."""
LAND_PRICE, FOREIGN_PRICE = 6.0, 3.0
"""What a tray costs that covers a cell of land, or of another sea than its own."""
TIGHT = 1.2
"""Price of a cell beyond which a tray had better stand below the map."""
TRAY_SHARE = 0.42
"""Greatest width of a tray on the map, as a share of the map's."""


def compose(shown: View, width_mm: float) -> Figure:
    """The view as a figure of this width; its height follows from what there is to say."""
    sheet = Sheet(width_mm)
    progress.step(0.05, _("Setting the title"))
    top, placed = _head(sheet, shown), spots(shown)
    held = extent.groups(placed)
    progress.step(0.1, _("Drawing the map"))
    main, ashore = _map(sheet, shown, held[0] if held else [], top)
    y = main.frame.box.bottom + sheet.type.gap
    progress.step(0.6, _("Setting what lies beside the map"))
    keys, y = _insets(sheet, shown, held[1:], main.keys, y)
    y = labels.key_list(sheet, keys, y)
    y = trays.shelf(sheet, shown, ashore, y)
    y = legend.draw(sheet, shown, marks(shown.records), any(map(_is_area, placed)), main.zones, y)
    afloat = len(ashore) < len(trays_of(shown))
    return sheet.finish(_foot(sheet, shown, _notes(shown, main.frame, len(held) > 1, afloat), y))


def _is_area(spot: Spot) -> bool:
    return spot.radius_km is not None


def _head(sheet: Sheet, shown: View) -> float:
    """Title, filters, period and sentences; returns where they end."""
    kind = sheet.type
    whole = Box(0, 0, sheet.width, 0)
    y = sheet.paragraph(whole, shown.dataset.package.title, kind.title, face="bold")
    period = _("Period: {period}, UTC").format(period=summary.period(shown.filters))
    asked = f"{report.title(shown, dated=False)} · {period}"
    y = sheet.paragraph(Box(0, y + 1, sheet.width, 0), asked, kind.deck, face="bold", ink=INKS["quiet"])
    y = sheet.paragraph(Box(0, y + 2, sheet.width, 0), " ".join(summary.sentences(shown)), kind.deck)
    placed = summary.placed(shown.counts, shown.total)
    return sheet.paragraph(Box(0, y + 1, sheet.width, 0), placed, kind.small, ink=INKS["quiet"]) + kind.gap * 0.6


def _map(sheet: Sheet, shown: View, group: Sequence[Spot], top: float) -> tuple[Chart, list[Tray]]:
    """The main map; and the trays that found no room on it."""
    asked, held = reach.outlines(shown), trays_of(shown)
    frame = _frame(sheet, shown, group, [shape for _label, shape, _computed in asked], held, top)
    main = chart.start(sheet, frame)
    others = [*chart.question(main, asked), *chart.zones(main, shown)]
    chart.records(main, group, others)
    berthed = [] if sheet.narrow else _afloat(main, shown, held)
    if shown.records.empty:
        _nothing(main)
    chart.finish(main)
    return main, [tray for tray in held if tray not in berthed]


def _frame(
    sheet: Sheet,
    shown: View,
    group: Sequence[Spot],
    asked: Sequence[shapely.Geometry],
    held: Sequence[Tray],
    top: float,
) -> Frame:
    """What to show: all that is placed, and the places asked for; where there is neither, the sea of the trays."""
    found = extent.bounds([spot.shape for spot in group]) if group else None
    for shape in asked:
        wanted = extent.bounds([shape])
        if wanted[2] - wanted[0] < 120:  # an outline round half the world shows where nothing is
            found = extent.joined(found, wanted) if found else wanted
    bounds = found or extent.of_seas(held, dict(shown.dataset.theatres))
    least, most = (share * sheet.width for share in HEIGHTS[sheet.narrow])
    return fitted(bounds, Box(0, top, sheet.width, top), least, most)


def _nothing(main: Chart) -> None:
    """Say on the map that there is nothing on it."""
    words, size, box = _("No record matches these filters"), main.sheet.type.deck, main.frame.box
    width, height = width_of(words, size, "bold") + 12, size * 2.2
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    found = main.words.nearest(width, height, middle, 2)
    spot = found[0] if found else Box.around(*middle, width, height)
    trays.frame(main.sheet, spot)
    main.words.close(spot)
    main.sheet.write(spot.left + 6, spot.bottom - size * 0.78, words, size, face="bold", role="tray")


def _afloat(main: Chart, shown: View, held: Sequence[Tray]) -> list[Tray]:
    """Set the trays whose sea is in view into its open water; those that stand there."""
    room = main.words.copy()
    room.price[:] = 0
    for shape in main.placed:
        room.close_shape(shapely.buffer(shape, 4))
    for shape in shown.zones.geometry[shown.zones.geometry.notna()]:
        room.close_shape(shapely.boundary(main.frame.shape(shape)))
    room.charge(main.land, LAND_PRICE)
    return [tray for tray in held if _set_afloat(main, shown, tray, room)]


def _set_afloat(main: Chart, shown: View, tray: Tray, room: Room) -> bool:
    sea, anchor = shown.dataset.theatres.get(tray.theatre), TRAYS[tray.theatre]
    if sea is None or anchor is None:
        return False
    own = room.copy()
    window = shapely.box(*main.frame.box)
    own.charge(shapely.difference(window, shapely.make_valid(main.frame.cut(sea))), FOREIGN_PRICE)
    x, y = main.frame.point(*anchor)
    wish = min(max(x, window.bounds[0]), window.bounds[2]), min(max(y, window.bounds[1]), window.bounds[3])
    tries = [
        trays.panel(main.sheet, shown, tray, main.frame.box.width * TRAY_SHARE, flat) for flat in (5.0, 8.0, 14.0, 1.6)
    ]
    for panel in tries:
        found = own.nearest(panel.width, panel.height, wish, 5)
        if found and found[1] < TIGHT:
            trays.draw(main.sheet, panel, found[0])
            for taken in (room, main.words):
                taken.close(found[0].grown(4))
            return True
    return False


def _insets(
    sheet: Sheet, shown: View, far: Sequence[Sequence[Spot]], keys: Sequence[Key], top: float
) -> tuple[list[Key], float]:
    """Set what lies far off into maps of its own; the keys with theirs, and where the maps end."""
    gap, found = sheet.type.gap, list(keys)
    half = (sheet.width - gap) / 2
    boxes, bottom = trays.grid([(half, half * INSET_HEIGHT[sheet.narrow])] * len(far), sheet.width, gap, top)
    for group, box in zip(far, boxes, strict=True):
        found += _inset(sheet, shown, group, box, len(found))
    return found, bottom


def _inset(sheet: Sheet, shown: View, group: Sequence[Spot], box: Box, after: int) -> list[Key]:
    """Set an inset into its box; the keys that it needed."""
    names = shown.dataset.package["incidents"]["theatre"].labels
    seas = dict.fromkeys(names[mark.theatre] for spot in group for mark in spot.marks)
    count = ngettext("{n} record", "{n} records", sum(len(spot.marks) for spot in group))
    title, size = f"{' · '.join(seas)} — {count}", sheet.type.small
    top = sheet.paragraph(Box(box.left, box.top, box.right, box.top), title, size, face="bold") + 2
    height, bounds = box.bottom - top, extent.bounds([spot.shape for spot in group])
    small = chart.start(sheet, fitted(bounds, Box(box.left, top, box.right, top), height, height))
    chart.records(small, group, after=after)
    chart.finish(small)
    return small.keys


def _foot(sheet: Sheet, shown: View, notes: Sequence[str], top: float) -> float:
    """Notes, then where it all comes from; returns where they end."""
    size = sheet.type.small
    y = sheet.paragraph(Box(0, top, sheet.width, 0), " ".join(notes), size, ink=INKS["quiet"])
    return sheet.paragraph(Box(0, y + 2, sheet.width, 0), " ".join(_credit(shown)), size, ink=INKS["quiet"])


def _notes(shown: View, frame: Frame, insets: bool, afloat: bool) -> list[str]:
    counts, zones = shown.counts, shown.zones
    told = []
    if afloat:
        told.append(
            _(
                "Position never published: where a tray stands says no more than its title does. Its symbols are in "
                "order of date, one a record."
            )
        )
    if counts.areas:
        told.append(
            _("An outline is the area where an event may have happened; its centre is not a reported position.")
        )
    if shown.asks:
        told.append(_("Faint and dotted: only possibly in the period and place asked for."))
    without = int(zones.geometry.isna().sum())
    if without:
        told.append(
            ngettext(
                "{n} zone in force in the period has no outline and is not drawn.",
                "{n} zones in force in the period have no outline and are not drawn.",
                without,
            )
        )
    scale = _("Mercator's projection; the scale is right at {lat}°.").format(lat=number(round(frame.middle_lat)))
    if insets:
        scale = _("Mercator's projection, each scale right in its middle.")
    return [*told, scale, _("Coast and borders: Natural Earth; no legal baselines, no position on any claim.")]


def _credit(shown: View) -> list[str]:
    """How to cite, terms and choice. With which software it was drawn is told by the file itself."""
    query = filters.to_query(shown.filters)
    view = [_("View: {query}.").format(query=query)] if query else []
    return [provenance.citation(shown), shown.dataset.package.licence["path"], *view]
