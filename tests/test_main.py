"""The command line."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo import ROOT, dataset, dictionary, export, filters, view
from geo.__main__ import main, write_whole
from geo.dataset import Source
from geo.errors import FormatError
from geo.filters import Filters

QUERY = "start=2025-10-01&end=2025-10-31&kind=boat_strike"
OPTIONS = ["--start", "2025-10-01", "--end", "2025-10-31", "--kind", "boat_strike"]


def run(*arguments):
    """The exit code, whether the parser or a command gave it."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as left:
        return left.code


def info(capsys, *arguments):
    assert run("info", "--json", *arguments) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture(autouse=True)
def read_once(data, monkeypatch):
    """Spares each command the reading of the bundled tables; the runs of their own read them."""
    read, bundled = dataset.read, Source()
    monkeypatch.setattr(dataset, "read", lambda source=bundled: data if source == bundled else read(source))


@pytest.mark.parametrize(
    ("options", "strikes", "vessels", "killed"),
    [
        (["--end", "2025-12-31"], 35, 36, (114, 123)),
        (["--end", "2025-12-31", "--known-on", "2026-01-02"], 35, 36, (114, 115)),
        ([], 71, 72, (215, 238)),
    ],
)
def test_info_adds_up_the_strikes_on_boats(capsys, options, strikes, vessels, killed):
    told = info(capsys, "--kind", "boat_strike", *options)
    assert (told["strikes"], told["vessels"], told["killed_min"], told["killed_max"]) == (strikes, vessels, *killed)


def test_info_has_what_the_contract_names(capsys):
    wanted = """records strikes vessels killed_min killed_max first last placed areas unplaced by_kind by_theatre data
        filters"""
    told = info(capsys)
    assert set(wanted.split()) <= set(told) and set(told["data"]) == {"version", "sha256"}
    assert told["by_kind"] == {"boat_strike": 71, "land_strike": 22, "interdiction": 25}


def test_info_is_that_of_the_view(capsys, data, october):
    told = info(capsys, *OPTIONS)
    assert view.info(view.build(data, october)).items() <= told.items()


def test_info_takes_a_query_string_like_options(capsys):
    assert info(capsys, "--query", f"?{QUERY}") == info(capsys, *OPTIONS)


def test_info_reads_as_words_too(capsys):
    assert run("info", "--kind", "boat_strike") == 0
    assert "71 strikes, 72 vessels struck, 215–238 killed" in capsys.readouterr().out


@pytest.mark.parametrize("name", export.FORMATS)
def test_a_file_is_what_the_export_writes(tmp_path, data, october, name):
    assert run("export", *OPTIONS, tmp_path / f"view.{name}") == 0
    assert (tmp_path / f"view.{name}").read_bytes() == export.write(view.build(data, october), name)


def test_a_file_by_query_string_is_the_same(tmp_path):
    assert run("export", *OPTIONS, tmp_path / "one.csv") == run("export", "--query", QUERY, tmp_path / "two.csv") == 0
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ["--kind", "boat_strike", "interdiction"],
        ["--kind", "boat_strike", "--kind", "interdiction"],
        ["--kind", "boat_strike", "interdiction", "--"],
    ],
)
def test_several_values_stand_behind_one_option_or_several(tmp_path, options):
    out = tmp_path / "view.csv"
    assert run("export", *options, out) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert {row["kind"] for row in csv.DictReader(file)} == {"boat_strike", "interdiction"}


def test_the_file_may_be_named_first(tmp_path):
    assert run("export", tmp_path / "view.csv", "--kind", "boat_strike", "interdiction") == 0


def test_every_filter_is_an_option(tmp_path, data):
    chosen = Filters(
        start=date(2025, 10, 1),
        end=date(2025, 12, 31),
        known_on=date(2026, 1, 2),
        kind=("boat_strike",),
        theatre=("caribbean",),
        attribution=("confirmed",),
        precision=("area", "theatre"),
        contested=("yes",),
        zone=("zone-bsh-solas-level2",),
        waters=("territorial_sea:VEN", "within_200nm"),
        near=("VEN:24nm", "pl-amuay:500km"),
        area="-75,5,-60,15",
        answer=("possibly",),
        q="trinidad",
    )
    given = []
    for name, values in filters.plain(chosen).items():
        listed = values if isinstance(values, list) else [values]
        given += [f"--{name.replace('_', '-')}={value}" for value in listed]
    assert run("export", *given, tmp_path / "view.geojson") == 0
    assert (tmp_path / "view.geojson").read_bytes() == export.write(view.build(data, chosen), "geojson")


def test_a_dash_is_standard_output(capfdbinary, data, october):
    assert run("export", *OPTIONS, "-") == 0
    assert capfdbinary.readouterr().out == export.write(view.build(data, october), "geojson")


def test_a_run_of_its_own_writes_the_same(data, october):
    command = [sys.executable, "-m", "geo", "export", *OPTIONS, "-"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout == export.write(view.build(data, october), "geojson")


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path):
    (tmp_path / "other").touch()
    run("export", tmp_path / "view.csv")
    assert (tmp_path / "view.csv").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["draw"],
        ["export"],
        ["export", "--kind", "boat_strike"],
        ["export", "--colour", "red", "view.csv"],
        ["export", "--no\nsuch", "view.csv"],
        ["export", "--start", "soon", "view.csv"],
        ["export", "--start", "2025-02-30", "view.csv"],
        ["export", "--kind", "submarine", "view.csv"],
        ["export", "--kind", "a\nb\u2028c", "view.csv"],
        ["export", "--start", "2025-10-01", "--query", "end=2025-10-31", "view.csv"],
        ["export", "--query", "colour=red", "view.csv"],
        ["export", "view.docx"],
        ["export", "view"],
        ["export", "nowhere/view.csv"],
        ["export", "no\nwhere/view.csv"],
        ["export", "view.csv", "more.csv"],
        ["info", "--kind"],
        ["info", "--precision", "exact"],
        ["check", "nowhere.csv"],
        ["check", "nowhere/incidents.csv"],
        ["check", "empty"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_line_and_writes_nothing(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.endswith("\n") and len(told.err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--start", "soon", "view.csv"], ["start", "'soon'", "year-month-day"]),
        (["--kind", "submarine", "view.csv"], ["kind", "'submarine'", "use one of boat_strike"]),
        (["view.docx"], ["docx", "use one of geojson, csv"]),
        (["nowhere/view.csv"], ["nowhere/view.csv", "cannot be written", "choose another place"]),
    ],
)
def test_an_error_names_the_thing_the_rule_and_the_remedy(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    run("export", *arguments)
    told = capsys.readouterr().err
    assert [word for word in words if word not in told] == []


def test_an_error_leaves_the_file_of_before(tmp_path):
    out = tmp_path / "view.csv"
    out.write_text("of before")
    assert run("export", "--start", "soon", out) == 2
    assert out.read_text() == "of before" and list(tmp_path.iterdir()) == [out]


def test_a_folder_is_no_place_for_a_file(tmp_path, capsys):
    (tmp_path / "view.csv").mkdir()
    assert run("export", tmp_path / "view.csv") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["view.csv"]


def test_a_write_that_breaks_off_leaves_the_file_of_before(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    (tmp_path / "view.csv").write_text("of before")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FormatError, match=r"view\.csv: cannot be written \(No space left on device\); choose"):
        write_whole(tmp_path / "view.csv", b"new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["of before"]


def test_a_file_is_replaced_whole(tmp_path):
    (tmp_path / "view.csv").write_text("a longer one, of before")
    write_whole(tmp_path / "view.csv", b"new")
    assert (tmp_path / "view.csv").read_bytes() == b"new"


def test_check_finds_no_fault_in_the_bundled_data(capsys):
    assert run("check") == 0
    assert capsys.readouterr().out.endswith(": no fault\n")


def test_check_lists_every_fault_of_a_folder(package_folder, capsys):
    row = package_folder.edit("places", "pl-amuay", "lat", "100")
    other = package_folder.edit("sources", "8657085-xyz-1", "url", "ftp://x")
    assert run("check", package_folder.path) == 2
    told = capsys.readouterr()
    assert f"places.csv row {row}, lat: '100' is above 90" in told.out
    assert f"sources.csv row {other}, url: 'ftp://x' does not match" in told.out
    assert len(told.err.splitlines()) == 1


def test_check_takes_one_table(package_folder, capsys):
    path = package_folder.path / "places.csv"
    assert run("check", path) == 0
    row = package_folder.edit("places", "pl-amuay", "kind", "harbour")
    assert run("check", path) == 2
    assert f"places.csv row {row}, kind: 'harbour' is none of" in capsys.readouterr().out


def test_the_dictionary_is_written_beside_the_data(package_folder, monkeypatch):
    (package_folder.path / "DICTIONARY.md").unlink()
    monkeypatch.setattr("geo.__main__.Source", lambda: Source(package_folder.path))
    assert run("dictionary") == 0
    written = (package_folder.path / "DICTIONARY.md").read_text(encoding="utf-8")
    assert written == dictionary.markdown(package_folder.read().package)


def test_rows_with_a_fault_are_left_out_and_said_so(package_folder, tmp_path, monkeypatch, capsys):
    package_folder.edit("places", "pl-amuay", "lat", "100")
    broken = package_folder.read()
    monkeypatch.setattr(dataset, "read", lambda: broken)
    assert run("export", tmp_path / "view.geojson") == 0
    assert "1 fault in the data" in capsys.readouterr().err
    assert json.loads((tmp_path / "view.geojson").read_bytes())["provenance"]["rows_refused"] == 1


def test_a_reader_who_leaves_early_hears_no_complaint():
    command = f"{sys.executable} -m geo export - | head -c 1"
    told = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, check=False)
    assert (told.stdout, told.stderr) == (b"{", b"")


def test_a_search_may_begin_with_a_dash(tmp_path):
    assert run("export", "--q=-x", tmp_path / "view.csv") == 0
    text = (tmp_path / "view.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text, newline="")))) >= 1
