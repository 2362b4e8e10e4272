"""The bench: its figures, the words of its report, and its order."""

import pytest

from bench import interaction, servers, subjects
from bench.figures import Memory, Promise, Results, Row, p95, promises, report

CHANGES = {
    "a": Row("floor", [100, 110, 90], [1000, 1000, 1000]),
    "b": Row("filter", [140, 150, 130], [40_000, 50_000, 30_000]),
    "b time": Row("period", [60, 70, 80], [5_000, 5_000, 5_000]),
    "c": Row("markers", [900, 800, 1000], [60_000, 60_000, 60_000]),
}
FIRST = {"hello": Row("hello", [1000, 1000], []), "ours": Row("ours", [1600, 1600], [])}
MACHINE = [("Machine", "a small one"), ("Python", "3.11")]


def test_p95_is_one_of_the_values_that_nearly_all_keep_to():
    assert p95(list(range(1, 31))) == 29
    assert p95([7.0]) == 7.0


def test_ours_is_judged_by_its_slower_change():
    median, tail, times, size = promises(Results(changes=CHANGES))
    assert median.measured == pytest.approx(1.4)
    assert tail.measured == pytest.approx(150 / 110)
    assert times.measured == pytest.approx(900 / 140)
    assert size.measured == 50
    assert all(promise.holds for promise in (median, tail, times, size))


def test_a_promise_holds_at_its_bound_and_fails_beyond():
    assert Promise("most", 1.5, 1.5).holds
    assert not Promise("most", 1.51, 1.5).holds
    assert Promise("least", 3.0, 3.0, at_least=True).holds
    assert not Promise("least", 2.9, 3.0, at_least=True).holds


def test_the_report_says_what_does_not_hold():
    last = report(MACHINE, Results(CHANGES, FIRST, [Memory("ours", 200, 260)], 30)).splitlines()[-1]
    assert last.split() == ["first", "map,", "median,", "×", "hello,", "world", "1.60", "≤", "1.5", "NO"]


def test_the_report_gives_memory_for_each_session():
    lines = report(MACHINE, Results(memory=[Memory("ours", 200, 260)], sessions=30)).splitlines()
    assert lines[-1].split() == ["ours", "200", "260", "2.00"]


def test_what_was_not_measured_is_neither_told_nor_promised():
    assert report(MACHINE, Results()) == "Machine  a small one\nPython   3.11"


def test_each_turn_begins_with_another_subject():
    assert ["".join(interaction._turned("abc", turn)) for turn in range(4)] == ["abc", "bca", "cab", "abc"]


def test_the_walk_over_the_kinds_meets_every_choice_before_it_comes_back():
    chosen, met = frozenset(), []
    for kind in subjects.WALK:
        chosen ^= {kind}
        met.append(chosen)
    assert len(set(met)) == len(met) == 2 ** len(subjects.KINDS)


def test_every_peer_is_there():
    names = {subject.server for subject in subjects.SUBJECTS} | {
        name for name, *_ in (*subjects.FIRST, *subjects.MEMORY)
    }
    peers = {path.stem for path in (servers.ROOT / servers.PEERS).glob("*.py")}
    assert names - {servers.OURS} <= peers


def test_without_chromium_the_bench_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr("bench.readers.shutil.which", lambda _: None)
    assert interaction.main([]) == 1
    assert "No Chromium here" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--changes", "0"], ["--only", "nothing"]])
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(SystemExit):
        interaction.main(options)
