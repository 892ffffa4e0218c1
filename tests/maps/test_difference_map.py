"""The verschilkaart, as written and in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from maps.borders import borders_between
from maps.difference import DifferenceSubject
from maps.difference_map import difference_map_fragment
from maps.fragment import MapPage
from tests.browser import watched_page
from tests.maps.clusterings import elements, squares
from tests.maps.markup import parsed
from tests.maps.pages import NONCE, document_with, page_app
from tests.servers.running import serve

SUBJECT = DifferenceSubject("Waar delen eigenaren anders in?", owner_count=2, source="CBS & Kadaster")
LABELS = {"zorg & welzijn": "aabaab", "beheer": "ppqrrq"}


def fragment_of(labels=LABELS, **changes):
    elements_gdf = elements("010110").assign(**changes)
    borders_gdf = borders_between(squares("......"), labels)
    page = MapPage(href_template="/wijkfoto/{code}", nonce=NONCE)
    return difference_map_fragment(elements_gdf, borders_gdf, SUBJECT, page=page)


@pytest.fixture(scope="module")
def map_url(leaflet_dir):
    fragment = fragment_of(note="Anders: beheer.")
    with serve(
        page_app(document_with(fragment.head, fragment.html + fragment.legend + fragment.script), leaflet_dir)
    ) as url:
        yield url


def test_the_legend_tells_classes_and_borders_from_many_to_few():
    legend = parsed(fragment_of().legend)
    assert ["".join(item.itertext()) for item in legend.iter("li")] == [
        "11 van de 2 eigenaren deelt hier anders in300 inwoners",
        "alle 2 eigenaren delen hier gelijk in300 inwoners",
        "alle 2 eigenaren",
        "1 van de 2 eigenaren",
    ]
    assert [path.get("stroke-dasharray") for path in legend.iter("path")] == [None, "5 4"]


def test_where_nobody_draws_a_border_there_are_none_in_map_or_legend():
    fragment = fragment_of({"zorg": "aaaaaa"})
    assert "Grens getrokken door" not in fragment.legend
    assert "gebiedsgrenzen" not in fragment.script


def test_texts_of_others_are_escaped_and_nothing_has_an_inline_style():
    fragment = fragment_of(name="</script>")
    assert fragment.script.count("</script>") == 1
    assert 'value="zorg &amp; welzijn"' in fragment.legend
    assert " style=" not in fragment.html + fragment.legend


def test_the_choice_of_owners_is_hidden_until_its_script_is_there():
    assert re.search(r'<fieldset [^>]*id="kaart-eigenaren" hidden="">', fragment_of().legend)


def test_elements_and_borders_are_drawn_without_a_complaint(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        expect(watched.page.locator(".leaflet-overlay-pane path")).to_have_count(6)
        lines = watched.page.locator(".leaflet-grenzen-pane path")
        expect(lines).to_have_count(4)
        assert [line.get_attribute("stroke-dasharray") for line in lines.all()] == [None, None, None, "5 4"]
        assert watched.errors == []


def test_an_element_under_a_border_can_be_pointed_at_and_says_who_disagrees(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        watched.page.locator("path[aria-label^='Buurt 1,']").hover()
        tooltip = watched.page.locator(".gebied-tooltip")
        expect(tooltip).to_have_text("Buurt 11 van de 2 eigenaren deelt hier anders inAnders: beheer.")
        panes = [watched.page.locator(f".leaflet-{name}-pane").first for name in ("overlay", "grenzen")]
        heights = [int(pane.evaluate("pane => getComputedStyle(pane).zIndex")) for pane in panes]
        assert heights == sorted(heights)


def test_the_number_of_its_class_stands_in_an_element(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        assert watched.page.locator(".gebied-opschrift").all_inner_texts() == ["1", "1", "1"]


def test_by_keyboard_the_borders_of_one_owner_are_made_to_stand_out(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        watched.page.get_by_role("radio", name="alle eigenaren").focus()
        watched.page.keyboard.press("ArrowDown")
        expect(watched.page.get_by_role("radio", name="beheer")).to_be_checked()
        faint = watched.page.locator(".leaflet-grenzen-pane path[stroke-opacity='0.15']")
        expect(faint).to_have_count(0)
        watched.page.keyboard.press("ArrowDown")
        expect(faint).to_have_count(1)
        watched.page.get_by_role("radio", name="alle eigenaren").check()
        expect(faint).to_have_count(0)


def test_who_comes_back_to_the_page_finds_what_was_chosen(browser, map_url):
    with watched_page(browser) as watched:
        watched.page.goto(map_url)
        watched.page.get_by_role("radio", name="zorg & welzijn").check()
        watched.page.goto(f"{map_url}/wijkfoto/A1")
        watched.page.go_back()
        expect(watched.page.get_by_role("radio", name="zorg & welzijn")).to_be_checked()
        expect(watched.page.locator(".leaflet-grenzen-pane path[stroke-opacity='0.15']")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_rule_is_broken(browser, map_url, width):
    with watched_page(browser, width=width) as watched:
        watched.page.goto(map_url)
        expect(watched.page.get_by_role("radio", name="beheer")).to_be_visible()
        report = Axe().run(watched.page)
        assert report.violations_count == 0, report.generate_report()
