"""The view as a figure to print."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from PIL import Image
from pypdf import PdfReader

from geo import ROOT, filters, language, progress, summary, view
from geo.errors import FormatError
from geo.export import figure
from geo.figure import extent, labels, marks, page, reach, sheet
from geo.figure.mercator import Frame, unrolled
from geo.figure.room import Room
from geo.figure.sheet import Box
from geo.filters import Filters
from geo.uncertainty import WGS84

VIEWS = {
    "all records": "",
    "October 2025": "start=2025-10-01&end=2025-10-31",
    "one record": "q=trinidad&start=2025-10-10&end=2025-10-20&kind=boat_strike",
    "an ocean far off": "theatre=indian_ocean",
    "only unplaced": "precision=theatre&precision=none",
    "an earlier day": "known_on=2026-01-02",
    "round a state": "near=VEN:24nm",
    "nothing": "q=nosuchword",
}


def shown(data, query=""):
    return view.build(data, filters.from_query(query, data))


def words(drawn):
    """Each line of words of a figure with its box in pixels, as matplotlib measures it."""
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    texts = [text for axes in drawn.axes for text in axes.get_children() if isinstance(text, Text) and text.get_text()]
    return [(text, text.get_window_extent(canvas.get_renderer())) for text in texts]


@pytest.mark.parametrize("query", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("width_mm", [figure.PAGE_MM, figure.COLUMN_MM])
def test_no_words_cover_others_or_leave_the_sheet_and_all_can_be_read(data, query, width_mm):
    drawn = page.compose(shown(data, query), width_mm)
    placed = words(drawn)
    assert min(text.get_fontsize() for text, _box in placed) >= 6
    width, height = drawn.get_size_inches() * drawn.dpi
    assert all(box.x0 > -1 and box.y0 > -1 and box.x1 < width + 1 and box.y1 < height + 1 for _text, box in placed)
    covering = [
        (one.get_text(), other.get_text())
        for (one, here), (other, there) in combinations(placed, 2)
        if min(here.x1, there.x1) - max(here.x0, there.x0) > 0.5
        and min(here.y1, there.y1) - max(here.y0, there.y0) > 1.2
    ]
    assert covering == []


@pytest.mark.parametrize("width_mm", [figure.PAGE_MM, figure.COLUMN_MM])
def test_a_figure_keeps_a_margin_to_which_all_is_aligned(everything, width_mm):
    picture = Image.open(io.BytesIO(figure.png(everything, width_mm))).convert("L")
    left, top, right, bottom = picture.point(lambda grey: 255 * (grey < 250)).getbbox()
    edges = np.array([left, top, picture.width - right, picture.height - bottom]) / figure.DOTS_PER_INCH * 25.4
    assert edges[[0, 2]] == pytest.approx([2.5, 2.5], abs=0.4) and (edges[[1, 3]] > 2.4).all() and (edges < 3.6).all()


@pytest.mark.parametrize("query", ["", "known_on=2026-01-02"])
def test_a_tray_never_covers_what_was_placed(data, query, monkeypatch):
    placed, boxes, start = [], [], page.chart.start

    def started(*given):
        placed.append(start(*given))
        return placed[-1]

    monkeypatch.setattr(page.chart, "start", started)
    monkeypatch.setattr(page.trays, "draw", lambda _sheet, _panel, box: boxes.append(shapely.box(*box)))
    page.compose(shown(data, query), figure.PAGE_MM)
    main = placed[0]
    afloat = [box for box in boxes if box.intersects(shapely.box(*main.frame.box))]
    assert afloat and main.placed
    assert not any(box.intersects(shape) for box in afloat for shape in main.placed)


def test_every_record_is_drawn_once(everything):
    placed = [mark.record for spot in marks.spots(everything) for mark in spot.marks]
    trays = [mark.record for tray in marks.trays(everything) for mark in tray.marks]
    assert sorted([*placed, *trays]) == sorted(everything.records["id"])


def test_a_tray_is_in_order_of_date_and_says_what_it_holds(everything):
    pacific = next(tray for tray in marks.trays(everything) if tray.theatre == "eastern_pacific")
    order = everything.records["id"].tolist()
    assert [order.index(mark.record) for mark in pacific.marks] == sorted(order.index(m.record) for m in pacific.marks)
    text = " ".join(text.get_text() for text, _box in words(page.compose(everything, figure.COLUMN_MM)))
    told = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Position never published: one symbol a record" in told
    assert "Eastern Pacific    40 strikes, 108–116 killed" in told


def test_an_area_says_on_its_rim_how_many_share_it(everything):
    told = {spot.label for spot in marks.spots(everything)}
    assert {"3 strikes · ±350 km", "2 Sep 2025 · ±130 km"} <= told


def test_an_area_has_a_geodesic_outline_and_no_dot(tiny):
    drawn = shown(tiny({"lat": "60", "lon": "-20", "uncertainty_km": "350"}))
    [spot] = marks.spots(drawn)
    lon, lat = shapely.get_coordinates(spot.shape).T[:, ::60]
    distance = WGS84.inv(np.full(lon.shape, -20.0), np.full(lon.shape, 60.0), lon, lat)[2]
    assert np.allclose(distance, 350_000, rtol=1e-6)
    inside = [
        patch
        for axes in page.compose(drawn, figure.PAGE_MM).axes
        for patch in axes.get_children()
        if isinstance(patch, PathPatch) and patch.get_zorder() >= 4 and axes.get_zorder() == 0
    ]
    assert inside == []


def test_what_crosses_180_degrees_is_whole(across_180):
    [spot] = marks.spots(shown(across_180))
    west, _south, east, _north = extent.bounds([spot.shape])
    assert east - west < 30 and west < 180 < east
    assert unrolled(spot.shape, -179.9).geom_type == "Polygon"


def test_what_lies_far_from_the_rest_has_a_map_of_its_own(everything):
    first, *insets = extent.groups(marks.spots(everything))
    assert len(first) > 20 and [len(group) for group in insets] == [1, 1]


def test_the_outline_round_a_state_is_as_far_from_it_as_was_asked():
    outline = reach.around_state("TTO", 44.448)
    north = max(shapely.get_coordinates(outline), key=lambda point: point[1])
    assert outline.contains(shapely.Point(-61.3, 10.4)) and 11.7 < north[1] < 11.8  # Tobago ends at 11.35 N


@given(lon=st.floats(-180, 180), lat=st.floats(-80, 80))
def test_a_place_comes_back_from_the_sheet(lon, lat):
    frame = Frame(Box(0, 0, 500, 300), 160, 200, 20)
    x, y = frame.point(lon, lat)
    back = 160 + x / frame.per_degree
    assert (back - lon + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
    assert sheet.Box(0, 0, 500, 300).holds(frame.box) and y == pytest.approx(frame.points(np.array([[lon, lat]]))[0, 1])


@given(st.lists(st.tuples(*[st.floats(0, 90)] * 2), max_size=6), st.tuples(*[st.floats(3, 30)] * 2))
def test_a_free_spot_covers_nothing_that_is_closed(corners, size):
    room = Room(Box(0, 0, 100, 100))
    taken = [Box(x, y, x + 20, y + 20) for x, y in corners]
    for box in taken:
        room.close(box)
    found = room.nearest(*size, (50, 50), 1)
    assert found is None or not any(found[0].touches(box) for box in taken)


def test_inks_are_those_of_the_page():
    css = (ROOT / "geo" / "maps" / "map.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#\w{6});", css[: css.index("[data-theme")]))
    assert {name: light[name] for name in sheet.INKS} == sheet.INKS


@pytest.mark.parametrize("name", figure.NAMES)
def test_another_thread_writes_the_same_bytes(unplaced, name):
    drawn = shown(unplaced)
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: figure.write(drawn, [name], 85)[name], range(2))
    assert one == other


def test_files_say_what_they_are(unplaced):
    written = figure.write(shown(unplaced), ["svg", "pdf", "png"])
    sentence = summary.sentences(shown(unplaced))[0]
    pdf, png = PdfReader(io.BytesIO(written["pdf"])), Image.open(io.BytesIO(written["png"]))
    assert sentence in written["svg"].decode() and "CC-BY-4.0" in written["svg"].decode()
    assert sentence in pdf.metadata.subject and "/CreationDate" not in pdf.metadata
    assert sentence in png.text["Description"] and png.info["dpi"][0] == pytest.approx(300, abs=0.1)
    assert pdf.pages[0].mediabox.width == pytest.approx(180 / 25.4 * 72, abs=0.1)
    assert "position never published" in pdf.pages[0].extract_text()


def test_a_figure_speaks_the_language_asked_for(unplaced):
    with language.spoken("es"):
        content = figure.write(shown(unplaced), ["pdf"], 180)["pdf"]
    assert "posición nunca publicada" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_hostile_words_are_drawn_as_words(hostile_data, hostile):
    content = figure.svg(shown(hostile_data(hostile)), 85)
    assert b"<script" not in content and b"onload" not in re.sub(rb"<!--.*?-->", b"", content)


def test_dollar_signs_are_no_formulas_and_unknown_letters_are_marked():
    assert sheet.printable("$x^2$\n漢") == "$x^2$ �"


@pytest.mark.parametrize("width_mm", [10, 1000, float("nan")])
def test_a_width_that_cannot_be_read_is_refused(unplaced, width_mm):
    with pytest.raises(FormatError, match=r"width: .* is out of range; use 70 to 420 mm"):
        figure.svg(shown(unplaced), width_mm)


def test_drawing_tells_how_far_it_is_and_can_be_stopped(unplaced):
    told = []
    with progress.heard(lambda share, _words: told.append(share)):
        figure.svg(shown(unplaced), 85)
    assert told == sorted(told) and len(told) >= 4

    def stop(_share, _words):
        raise progress.Stopped

    with pytest.raises(progress.Stopped), progress.heard(stop):
        figure.svg(shown(unplaced), 85)
    figure.svg(shown(unplaced), 85)  # and the next one is not kept waiting


@settings(max_examples=6)
@given(st.data())
def test_any_view_can_be_drawn(gallery, any_filters, drawn):
    figure.svg(view.build(gallery, drawn.draw(any_filters)), 85)


def test_every_number_on_a_map_and_its_insets_is_told_below(data):
    for query in ("", "kind=interdiction"):
        lines = [text for text, _box in words(page.compose(shown(data, query), figure.COLUMN_MM))]
        on_map = {line.get_text() for line in lines if line.get_gid() == "label" and line.get_text().isdigit()}
        assert on_map and on_map == {
            line.get_text() for line in lines if line.get_gid() == "text" and line.get_text().isdigit()
        }


@pytest.mark.parametrize("width_mm", [figure.PAGE_MM, figure.COLUMN_MM])
@pytest.mark.parametrize("query", ["", "start=2025-12-01&end=2025-12-31"])
def test_states_that_the_records_reach_are_named(data, query, width_mm):
    names = [text for text, _box in words(page.compose(shown(data, query), width_mm)) if text.get_gid() == "name"]
    told = {name.get_text().replace(" ", "") for name in names}
    assert {"VENEZUELA", "Trinidad", "andTobago"} <= told


def test_a_figure_of_all_records_fits_into_a_column_of_a_newspaper(everything):
    _width, height = page.compose(everything, figure.COLUMN_MM).get_size_inches() * 25.4
    assert height < 201


def test_words_that_find_no_room_are_told_by_a_number(everything):
    drawn = page.compose(everything, figure.COLUMN_MM)
    lines = [text.get_text() for text, _box in words(drawn)]
    assert "about 22 Dec 2025 · ±30 km" in lines and lines.count("1") == 2  # on the map and in the list


def test_a_view_without_records_explains_itself(data):
    lines = [text.get_text() for text, _box in words(page.compose(shown(data, "q=nosuchword"), figure.PAGE_MM))]
    assert "No record matches these filters" in lines


def test_a_zone_asked_for_is_named_once(data):
    drawn = page.compose(shown(data, "zone=zone-navarea-iv-1419-25"), figure.PAGE_MM)
    assert sum("NAVAREA IV 1419/25" in text.get_text() for text, _box in words(drawn) if text.get_gid() == "label") == 1


def test_labels_without_words_to_place_need_no_keys():
    assert labels.place(sheet.Sheet(85), [], Room(Box(0, 0, 10, 10))) == []


def test_filters_are_named_in_the_figure(data):
    lines = " ".join(text.get_text() for text, _box in words(page.compose(view.build(data, Filters(q="skipper")), 180)))
    assert "View: q=skipper." in lines and data.version in lines
    assert "“skipper” · Period" in lines and "All records" not in lines
