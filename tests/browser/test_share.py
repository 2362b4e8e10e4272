"""Links, citations and frames as they are copied in a browser, and what they open."""

import re

import pytest
from playwright.sync_api import expect

from geo import dataset, versions
from tests.browser.conftest import serve, window
from tests.test_versions import raise_version

RECORD = "bs-2025-10-27-3"
VERSION = dataset.bundled().version
DENIED = """
  navigator.clipboard.writeText = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  document.execCommand = () => false;
"""
KEPT = "navigator.clipboard.writeText = async (text) => { window.clipboard = text; };"


def share(reader):
    """Open the panel and wait for it."""
    reader.page.locator(".st-key-share button").click()
    reader.page.get_by_role("button", name="Copy the link").wait_for()


def field(reader, name):
    return reader.page.locator(f"section[data-name={name}] textarea")


def copy_of(reader, name):
    """What a button of the panel puts on the clipboard."""
    reader.page.get_by_role("button", name=f"Copy the {name}").click()
    expect(reader.page.locator(f"section[data-name={name}] [aria-live]")).to_have_text("Copied")
    return reader.page.evaluate("window.clipboard")


@pytest.fixture
def shared(site, reader):
    """A reader before the open panel of a narrowed view."""
    reader.page.add_init_script(KEPT)
    reader.open(f"{site}/?kind=boat_strike&near=VEN:24nm")
    share(reader)
    return reader


def test_the_copied_link_is_the_address_of_the_moment_with_the_datas_version(shared):
    shared.page.evaluate("history.replaceState(null, '', location.href.replace(/&at=[^&]*/, '') + '&at=12.5,-70.1,6')")
    link = copy_of(shared, "link")
    assert link.endswith(f"&at=12.5,-70.1,6&data={VERSION}") and "kind=boat_strike" in link
    shared.page.get_by_role("radio", name="None").check()
    assert "data=" not in copy_of(shared, "link")


def test_a_view_is_cited_with_its_link_and_the_day(shared):
    cited = copy_of(shared, "citation")
    assert re.search(rf"sha256 \w+…\), CC-BY-4\.0\. http://localhost:\d+/\?\S+data={VERSION} ", cited)
    assert re.search(r"\(accessed on \d{1,2} \w+ 20\d\d\)\.$", cited)


def test_a_chosen_record_is_cited_with_its_own_address(site, reader):
    reader.page.add_init_script(KEPT)
    reader.open(f"{site}/?kind=boat_strike&record={RECORD}")
    share(reader)
    assert f"{site}/?record={RECORD}&data={VERSION} (accessed on" in copy_of(reader, "citation")


def test_a_frame_of_the_view_is_made_to_measure(shared):
    assert 'width="100%"' in copy_of(shared, "frame")
    shared.page.get_by_role("radio", name="Pixels").check()
    shared.page.get_by_label("Width", exact=True).last.fill("720")
    shared.page.get_by_label("Height, pixels").fill("99999")
    shared.page.get_by_label("Height, pixels").blur()
    made = copy_of(shared, "frame")
    assert 'width="720" height="4000" style="border:0" allowfullscreen></iframe>' in made and 'loading="lazy"' in made


def test_signs_of_the_address_stay_within_the_frames_attribute(site, reader):
    reader.page.add_init_script(KEPT)
    reader.open(f"{site}/?q=a&tiles=osm")
    reader.page.evaluate("""history.replaceState(null, '', location.pathname + `?q="'<>&tiles=osm&embed_options=x`)""")
    share(reader)
    made = copy_of(reader, "frame")
    source = reader.page.evaluate(
        "html => new DOMParser().parseFromString(html, 'text/html').body.firstChild.src", made
    )
    assert source == f"{reader.page.url.split('?')[0]}?q=%22%27%3C%3E&data={VERSION}&embed=true"
    assert made.count("<") == 2 and not reader.errors


def test_a_copied_frame_shows_the_view_and_leads_to_all_of_it(shared, chromium):
    source = copy_of(shared, "frame").split('src="')[1].split('"')[0].replace("&amp;", "&")
    with window(chromium, 900, 900) as other:
        other.open(source)
        link = other.page.get_by_role("link", name="Open the full view")
        expect(link).to_have_attribute("rel", "noopener")
        other.page.evaluate("history.replaceState(null, '', location.href + '&at=1.5,-60,5')")
        link.focus()
        whole = link.get_attribute("href")
        assert "embed" not in whole and "kind=boat_strike" in whole and "at=1.5,-60,5" in whole


def test_where_the_clipboard_is_denied_the_text_stands_selected(site, reader):
    reader.page.add_init_script(DENIED)
    reader.open(f"{site}/")
    share(reader)
    reader.page.get_by_role("button", name="Copy the link").click()
    expect(reader.page.locator("section[data-name=link] [aria-live]")).to_have_text(
        "Selected: copy it with the keyboard"
    )
    chosen = field(reader, "link").evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert chosen == field(reader, "link").input_value() != ""


def test_the_panel_is_worked_with_the_keyboard(site, reader):
    reader.page.add_init_script(KEPT)
    reader.open(f"{site}/")
    reader.page.locator(".st-key-share button").focus()
    reader.page.keyboard.press("Enter")
    copy = reader.page.get_by_role("button", name="Copy the link")
    copy.wait_for()
    for _ in range(8):
        reader.page.keyboard.press("Tab")
        if copy.evaluate("button => button.getRootNode().activeElement === button"):
            break
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("section[data-name=link] [aria-live]")).to_have_text("Copied")
    reader.page.keyboard.press("Escape")
    expect(copy).to_have_count(0)


def test_opening_the_panel_leaves_the_map_as_it_is(site, reader):
    frame = reader.open(f"{site}/")
    frame.evaluate("window.same = true")
    drawings = frame.evaluate("mapStats.drawn")
    share(reader)
    assert frame.evaluate("window.same") and frame.evaluate("mapStats.drawn") == drawings


def test_an_old_link_says_what_changed_since(copied, chromium):
    folder = copied()
    raise_version(folder, "2099.1.1")
    folder.edit("incidents", RECORD, "notes", "Other words.")
    versions.record(folder.path, folder.path / versions.FILE)
    with serve(folder.path) as site, window(chromium) as reader:
        reader.open(f"{site}/?data={VERSION}")
        notice = reader.page.locator(".notice.since")
        expect(notice).to_contain_text(
            f"The address names data version {VERSION}, shown is 2099.1.1. 1 record has changed"
        )
        notice.locator("summary").click()
        notice.get_by_role("link").click()
        reader.page.wait_for_url(f"**record={RECORD}*")
        expect(reader.page.locator(f".card[data-record='{RECORD}']")).to_be_visible()
        assert f"data={VERSION}" in reader.page.url
