"""Two maps that move together in a real browser: mouse, touch, keyboard, and a page that changes its size."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from maps.area_map import AreasSubject
from maps.fragment import MapPage
from maps.map_pair import map_pair_fragment
from tests.browser import watched_page
from tests.maps.clusterings import clustering, shared_people
from tests.maps.pages import NONCE, document_with, page_app
from tests.servers.running import serve

LEFT, RIGHT = "aabaabccc", "ppqprqrr."
SUBJECTS = (AreasSubject("Wijkfoto", "CBS"), AreasSubject("Wijkteams", "CBS"))
# How far the two maps are apart, in pixels: the worst of all frames since it was asked to watch.
WATCH = """() => {
    const panes = ["links", "rechts"].map((side) => document.querySelector(`#kaart_${side} .leaflet-map-pane`));
    const place = (pane) => {
        const [box, at] = [pane.parentElement, pane].map((element) => element.getBoundingClientRect());
        return [at.x - box.x, at.y - box.y];
    };
    const look = () => {
        const [one, other] = panes.map(place);
        window.apart = Math.max(window.apart || 0, Math.hypot(one[0] - other[0], one[1] - other[1]));
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(scope="module")
def pair_url(leaflet_dir):
    page = MapPage(href_template="/wijkfoto/{code}", nonce=NONCE)
    shared = shared_people(LEFT, RIGHT)
    fragment = map_pair_fragment(clustering(LEFT), clustering(RIGHT), SUBJECTS, shared=shared, page=page)
    with serve(page_app(document_with(fragment.head, fragment.html + fragment.script), leaflet_dir)) as url:
        yield url


def area(page: Page, side: str, letter: str) -> Locator:
    return page.locator(f"#kaart_{side} path[aria-label^='Gebied {letter},']")


def boxes(page: Page, side: str) -> list[float]:
    """Return where an area that is much the same on both maps lies within its map, and how large it is."""
    letter = {"links": "b", "rechts": "q"}[side]
    inner, outer = area(page, side, letter).bounding_box(), page.locator(f"#kaart_{side}").bounding_box()
    return [inner["x"] - outer["x"], inner["y"] - outer["y"], inner["width"], inner["height"]]


def expect_same_view(page: Page) -> None:
    page.wait_for_timeout(500)  # the longest of Leaflet's animations takes 250 ms
    assert boxes(page, "links") == pytest.approx(boxes(page, "rechts"), abs=1.5)


def drag(page: Page, side: str, right: int, down: int, *, is_flicked: bool = False) -> None:
    """Drag a map from its middle; a flicked map glides on after it is let go."""
    box = page.locator(f"#kaart_{side}").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=12)
    if not is_flicked:
        page.wait_for_timeout(150)
    page.mouse.up()
    page.mouse.move(1, 1)  # an area that is pointed at has a wider border


@pytest.mark.parametrize("side", ["links", "rechts"])
def test_what_is_dragged_on_one_map_is_dragged_on_the_other(browser, pair_url, side):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        before = boxes(watched.page, "links")
        watched.page.evaluate(WATCH)
        drag(watched.page, side, 60, -25)
        expect_same_view(watched.page)
        after = boxes(watched.page, "links")
        assert after[0] - before[0] > 50
        assert after[1] - before[1] < -20
        assert watched.page.evaluate("window.apart") <= 1
        assert watched.errors == []


def test_dragging_beyond_the_limits_brings_both_back_without_shaking(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        watched.page.evaluate(WATCH)
        for _ in range(5):
            drag(watched.page, "links", 250, 0, is_flicked=True)
        expect_same_view(watched.page)
        assert watched.page.evaluate("window.apart") <= 1


@pytest.mark.parametrize("side", ["links", "rechts"])
def test_what_is_zoomed_on_one_map_is_zoomed_on_the_other(browser, pair_url, side):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        width = boxes(watched.page, "links")[2]
        watched.page.locator(f"#kaart_{side}").get_by_role("button", name="Inzoomen").click()
        expect_same_view(watched.page)
        assert boxes(watched.page, "links")[2] == pytest.approx(2 * width, rel=0.02)


def test_the_maps_may_lead_in_turns(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        drag(watched.page, "links", 30, 10)
        watched.page.locator("#kaart_rechts").get_by_role("button", name="Inzoomen").click()
        expect_same_view(watched.page)
        drag(watched.page, "rechts", -40, 0)
        watched.page.locator("#kaart_links").get_by_role("button", name="Uitzoomen").click()
        expect_same_view(watched.page)


def test_a_map_that_glides_on_stands_still_when_the_other_is_taken(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        drag(watched.page, "links", 120, 0, is_flicked=True)
        watched.page.locator("#kaart_rechts").click(position={"x": 5, "y": 100})
        expect_same_view(watched.page)


def test_while_one_map_zooms_the_other_zooms_along(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        watched.page.evaluate("""() => {
            const pane = document.querySelector("#kaart_rechts .leaflet-map-pane");
            new MutationObserver(() => { window.isZooming ||= pane.classList.contains("leaflet-zoom-anim"); })
                .observe(pane, { attributes: true });
        }""")
        watched.page.locator("#kaart_links").get_by_role("button", name="Inzoomen").click()
        watched.page.wait_for_function("() => window.isZooming")


def test_pointing_at_an_area_outlines_what_it_overlaps_and_shades_its_own_ground(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        area(watched.page, "links", "a").hover()
        outlined = watched.page.locator("#kaart_rechts path[stroke-width='4']")
        expect(outlined).to_have_count(2)
        for letter in "pr":
            expect(area(watched.page, "rechts", letter)).to_have_attribute("stroke-width", "4")
        expect(watched.page.locator("#kaart_rechts .leaflet-aangewezen-pane path")).to_have_count(1)
        watched.page.get_by_role("heading", name="Kaart", exact=True).hover()
        expect(outlined).to_have_count(0)
        expect(watched.page.locator(".leaflet-aangewezen-pane path")).to_have_count(0)


def test_the_tooltip_says_in_words_what_an_area_overlaps(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        area(watched.page, "rechts", "q").hover()
        tooltip = watched.page.locator("#kaart_rechts .gebied-tooltip")
        expect(tooltip).to_have_text("Gebied q2 buurten200 inwonersOverlapt in Wijkfoto met Gebied b (200).")


def test_by_keyboard_an_area_does_on_the_other_map_what_pointing_does(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        area(watched.page, "links", "a").focus()
        watched.page.keyboard.press("ArrowRight")
        expect(area(watched.page, "links", "b")).to_be_focused()
        expect(area(watched.page, "rechts", "q")).to_have_attribute("stroke-width", "4")
        expect(watched.page.locator("#kaart_rechts path[stroke-width='4']")).to_have_count(1)
        watched.page.keyboard.press("Tab")
        expect(watched.page.locator("#kaart_rechts path[stroke-width='4']")).to_have_count(0)


def test_walking_beyond_the_edge_by_keyboard_moves_both_maps(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        for _ in range(2):
            watched.page.locator("#kaart_rechts").get_by_role("button", name="Inzoomen").click()
            watched.page.wait_for_timeout(400)
        area(watched.page, "rechts", "r").focus()
        watched.page.keyboard.press("ArrowDown")
        expect(area(watched.page, "rechts", "p")).to_be_focused()
        expect_same_view(watched.page)


def test_on_a_phone_the_maps_lie_below_each_other_and_a_tap_shows_the_overlap(browser, pair_url):
    with watched_page(browser, width=390, height=844, has_touch=True) as watched:
        watched.page.goto(pair_url)
        left, right = (watched.page.locator(f"#kaart_{side}").bounding_box() for side in ("links", "rechts"))
        assert right["y"] >= left["y"] + left["height"]
        assert right["y"] + right["height"] - left["y"] < 844
        area(watched.page, "links", "b").tap()
        expect(area(watched.page, "rechts", "q")).to_have_attribute("stroke-width", "4")


def test_a_page_that_changes_its_size_keeps_all_areas_in_view_on_both_maps(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        for size in ({"width": 390, "height": 844}, {"width": 1000, "height": 700}):
            watched.page.set_viewport_size(size)
            expect_same_view(watched.page)
            for side in ("links", "rechts"):
                inner = watched.page.locator(f"#kaart_{side} .leaflet-overlay-pane g").bounding_box()
                outer = watched.page.locator(f"#kaart_{side}").bounding_box()
                assert outer["height"] / 2 < inner["height"] < outer["height"]
        assert watched.errors == []


def test_a_reader_who_chose_a_view_keeps_it_when_the_page_changes_its_size(browser, pair_url):
    with watched_page(browser) as watched:
        watched.page.goto(pair_url)
        drag(watched.page, "links", 40, 0)
        width = boxes(watched.page, "links")[2]
        watched.page.set_viewport_size({"width": 1000, "height": 700})
        expect_same_view(watched.page)
        assert boxes(watched.page, "links")[2] == pytest.approx(width, abs=1)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_rule_is_broken(browser, pair_url, width):
    with watched_page(browser, width=width) as watched:
        watched.page.goto(pair_url)
        expect(area(watched.page, "rechts", "q")).to_be_visible()
        report = Axe().run(watched.page)
        assert report.violations_count == 0, report.generate_report()
