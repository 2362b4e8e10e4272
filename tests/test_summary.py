"""Views told in sentences, in Spanish; the English ones stand in the tests of the view and of the pages."""

from datetime import date

import pytest

from geo import language, summary, view
from geo.filters import Filters
from geo.view import Counts


@pytest.fixture(autouse=True)
def spanish():
    with language.spoken("es"):
        yield


def told(dataset, **chosen):
    return summary.sentences(view.build(dataset, Filters(**chosen)))


def test_the_whole_is_told_in_spanish(data):
    assert told(data) == [
        "71 ataques a embarcaciones (72 embarcaciones, 215–238 muertos), 4 ataques en tierra (84–101 muertos), "
        "13 objetivos de los que se informó en una misma operación, 22 interceptaciones y 8 registros no "
        "contabilizados.",
        "En 2 ataques no se dio una cifra máxima de muertos.",
        "Ningún ataque tiene posición publicada: de 12 se conocen áreas; de 63, a lo sumo el mar o el país.",
        "82 registros figuran en los paneles.",
    ]


def test_a_question_of_place_is_told_in_spanish(data):
    first, answered, *_ = told(data, near=("VEN:24nm",), kind=("land_strike",))
    assert first.endswith(", con seguridad o posiblemente a menos de 24 millas náuticas de Venezuela.")
    assert answered == (
        "18 registros están dentro con seguridad (3 ataques, 84–101 muertos); 1 más, solo posiblemente: sin posición "
        "publicada, solo «Colombia»: a 0–581 millas náuticas de Venezuela."
    )


def test_a_drawn_box_in_a_month_is_told_in_spanish(data):
    first, answered, _rest = told(data, area="-72,10,-70,12", start=date(2025, 10, 1), end=date(2025, 10, 31))
    assert first == (
        "0–4 ataques a embarcaciones (0–4 embarcaciones, 0–15 muertos), del 1 oct 2025 al 31 oct 2025, posiblemente en "
        "un rectángulo dibujado."
    )
    assert answered == "Todos están dentro solo posiblemente; ninguno, con seguridad."


def test_an_earlier_day_is_told_in_spanish(data):
    shown = view.build(data, Filters(known_on=date(2026, 1, 2)))
    assert summary.sentences(shown)[-1] == (
        "Según lo que se sabía el 2 ene 2026: se omiten los registros y las correcciones posteriores."
    )
    assert summary.left_out(shown) == (
        "74 registros y 30 correcciones o adiciones se hicieron públicos después: no figuran aquí ni en lo que se "
        "descargue."
    )


def test_one_record_is_told_in_the_singular(unplaced):
    assert told(unplaced)[0].startswith("1 ataque a una embarcación (1 embarcación, ")
    assert told(unplaced)[-1] == "No tiene posición publicada y figura en un panel."


def test_nothing_is_told_in_spanish(data):
    (only,) = told(data, q="no such word", start=date(2025, 10, 1), end=date(2025, 10, 1))
    assert only.startswith("Ningún registro cumple estos filtros (el 1 oct 2025).")


@pytest.mark.parametrize(
    ("start", "end", "read"),
    [
        (None, None, "inicio desconocido, sin fecha de fin anunciada"),
        (None, "2025-12-31", "hasta el 31 dic 2025, inicio desconocido"),
        ("2025-12-16", None, "en vigor desde el 16 dic 2025, sin fecha de fin anunciada"),
        ("2025-12", "2026-01-03", "en vigor desde diciembre de 2025 hasta el 3 ene 2026"),
    ],
)
def test_the_life_of_a_zone_is_told_in_spanish(start, end, read):
    assert summary.lifetime(start, end) == read


def test_records_are_counted_up_in_spanish(everything):
    counts: Counts = everything.counts
    assert summary.tally(counts) == (
        "75 ataques, 299–339 muertos · 22 interceptaciones · 13 objetivos de los que se informó · 8 no contabilizados"
    )
    assert summary.placed(counts, 118) == "118 de 118 a la vista · 9 con posición · 27 como áreas · 82 en paneles"
