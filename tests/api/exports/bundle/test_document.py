import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from api.exports.bundle.document import make_bundle
from api.exports.documents import Watch, Workshop, find_areas
from geodata.store.reading import Reader
from tests.browser import chromium, watched_page


@pytest.fixture
def bundle(reader: Reader, workshop: Workshop, tmp_path: Path) -> Path:
    path = tmp_path / "wijken.html"
    make_bundle(reader, find_areas(reader, "cbs-wijk.2024", "GM0001"), path, workshop, Watch(lambda _: None))
    return path


def test_it_has_a_map_a_table_and_each_area_with_provenance(bundle: Path):
    html = bundle.read_text()
    assert "Inwoners, 2024" in html
    assert re.findall(r'<article class="gebied" id="(gebied-\d)" aria-label="(\w+)">', html) == [
        ("gebied-1", "West"),
        ("gebied-2", "Oost"),
    ]
    assert "Waar de cijfers van West uit komen" in html


def test_no_id_occurs_twice_and_no_link_leads_out(bundle: Path):
    html = bundle.read_text()
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = {target.removeprefix("#") for target in re.findall(r' href="([^"]+)"', html)}
    assert targets <= set(ids)
    assert not re.search(r'(?:src|action)="|url\((?!#)|@import', html)


def test_it_opens_from_a_stick_without_a_request_or_a_complaint(bundle: Path):
    with chromium() as browser, watched_page(browser) as watched:
        watched.page.goto(bundle.as_uri())
        assert (watched.errors, watched.hosts) == ([], set())
        assert Axe().run(watched.page).response["violations"] == []


def test_an_area_is_found_and_the_table_sorted(bundle: Path):
    with chromium() as browser, watched_page(browser, width=360) as watched:
        page = watched.page
        page.goto(bundle.as_uri())
        page.get_by_label("Zoek een gebied op naam").fill("oos")
        assert page.locator("#inhoud li:visible").all_inner_texts() == ["Oost"]
        heading = page.locator("table.sorteer thead button").first
        heading.click()
        heading.click()
        assert page.locator("table.sorteer tbody th").all_inner_texts() == ["West", "Oost"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_it_reads_the_same_without_scripts(bundle: Path):
    with chromium() as browser:
        page = browser.new_page(java_script_enabled=False)
        page.goto(bundle.as_uri())
        assert page.locator("#zoek").is_hidden()
        assert page.locator("article h1").all_inner_texts() == ["West", "Oost"]
