"""The pages in a real browser with a whole country loaded; ``make bench-web``.

The service runs in a process of its own, on the database of ``DATABASE_URL`` or under ``LOCAL_DIR``; without these on
a scratch one with the real maps of 2015 and 2022, where they are at hand, and else on the project's own. The service is
warm, the browser's cache is empty. First content is the browser's first contentful paint; usable is when a map is drawn
(its first area can be clicked), and on a page without one when the document is read. Bytes are those on the wire,
compressed. Medians of five, in a window of 1440 by 900; the times are of this machine at this hour.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
from playwright.sync_api import Browser

from geodata.settings import PROJECT_DIR, load_settings
from geodata.store.database import database_url
from maps.assets import set_up_assets
from tests.bench.scratch import say, scratch_database
from tests.browser import chromium

SHARED_DATA = PROJECT_DIR.parent / "shared" / "data"
MAPS = (
    (2015, ("nl/wijkenbuurten_2015.gpkg",)),
    (2015, ("oss/buurten_2015.gpkg", "oss/wijken_2015.gpkg")),
    (2022, ("nl/gemeenten_2022.gpkg", "nl/wijken_2022.gpkg")),
)
RUNS = 5
BUURTEN_ON_MAP = 110
START_TIMEOUT_S = 60
DOCUMENTS, DOCUMENTS_AIM_S = 11, 60
DRAWN = "path.leaflet-interactive"
NATIONAL_DRAWN = ".landkaart[data-getekend]"

# What an observer in the page notes before anything else runs.
WATCH = """
    (function (selector) {
      if (!selector) return;
      (function look() {
        if (document.querySelector(selector)) window.usableAt = performance.now();
        else requestAnimationFrame(look);
      })();
    })(%s);
"""
TIMES = """() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    usable: window.usableAt ?? performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
})"""
NEAREST_GEMEENTE = """
    SELECT gemeente_code FROM gebied WHERE level = 'buurt' AND geom IS NOT NULL
    GROUP BY gemeente_code, peildatum ORDER BY abs(count(*) - %s), gemeente_code LIMIT 1
"""
NEAREST_WIJKEN = """
    SELECT gemeente_code, extract(year FROM peildatum)::int, count(*) FROM gebied WHERE level = 'wijk'
    GROUP BY gemeente_code, peildatum ORDER BY abs(count(*) - %s), peildatum DESC, gemeente_code LIMIT 1
"""
A_WIJK = "SELECT code FROM gebied WHERE level = 'wijk' AND gemeente_code = %s ORDER BY code LIMIT 1"


@dataclass(frozen=True)
class Aim:
    """At most so many milliseconds to first content and until usable, and so many kB; None for no aim."""

    paint_ms: float | None = None
    usable_ms: float | None = None
    size_kb: float | None = None


@dataclass(frozen=True)
class Measured:
    """What one page took."""

    paint_ms: float
    usable_ms: float
    size_kb: float
    requests: float


@dataclass(frozen=True)
class PageToMeasure:
    """A page, the element that says that it is usable (empty: none), and what it aims at."""

    name: str
    path: str
    usable: str = ""
    aim: Aim = Aim()


def main() -> None:
    """Measure and print."""
    with ExitStack() as stack:
        url = stack.enter_context(chosen_database())
        pages = pages_of(url)
        site = stack.enter_context(service(url))
        browser = stack.enter_context(chromium())
        say(f"{os.cpu_count()} processoren, belasting {os.getloadavg()[0]:.1f}; mediaan van {RUNS}, lege browser\n")
        say(f"{'pagina':34}{'eerste beeld':>14}{'bruikbaar':>12}{'kB':>8}{'verzoeken':>11}  doel")
        for page in pages:
            say(line_of(page, measured(browser, site, page)))
        say(line_of_documents(url))


@contextmanager
def chosen_database() -> Iterator[str]:
    """Yield the address of the database to use: the caller's, a scratch one with a whole country, or our own."""
    is_chosen = os.environ.get("DATABASE_URL") or os.environ.get("LOCAL_DIR")
    if is_chosen or not SHARED_DATA.is_dir():
        yield plain_url(database_url(load_settings()))
        return
    with scratch_database("web") as url:
        for year, names in MAPS:
            load_maps(url, year, [SHARED_DATA / name for name in names])
        yield url


def plain_url(url: str) -> str:
    """Return the address as PostgreSQL's own programs take it."""
    return url.replace("postgresql+psycopg:", "postgresql:")


def load_maps(url: str, year: int, files: list[Path]) -> None:
    """Load maps as a user does."""
    say(f"laden: {', '.join(path.name for path in files)}")
    command = [program("gebiedsmonitor"), "etl", "kaart", *map(str, files), "--jaar", str(year)]
    subprocess.run(command, check=True, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL)


def program(name: str) -> str:
    """Return the path of a program that is installed beside this Python."""
    return str(Path(sys.executable).parent / name)


@contextmanager
def service(url: str) -> Iterator[str]:
    """Yield the address of the service, in a process of its own."""
    set_up_assets(load_settings())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": url, "BACKGROUND_MAP_URL": "", "PORT": str(port), "HOST": "127.0.0.1"}
    command = [program("gebiedsmonitor"), "serve"]
    with subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL) as process:
        try:
            site = f"http://127.0.0.1:{port}"
            wait_until_answered(f"{site}/uitleg")
            yield site
        finally:
            process.terminate()


def wait_until_answered(address: str) -> None:
    """Wait for a service that was just started."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            urlopen(address, timeout=START_TIMEOUT_S).close()  # noqa: S310 - our own address
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def pages_of(url: str) -> list[PageToMeasure]:
    """Return the pages to measure, of the gemeente with about as many buurten as the aim speaks of."""
    with psycopg.connect(url) as connection:
        (gemeente,) = connection.execute(NEAREST_GEMEENTE, [BUURTEN_ON_MAP]).fetchone() or ("",)
        (wijk,) = connection.execute(A_WIJK, [gemeente]).fetchone() or (gemeente,)
    national = Aim(paint_ms=1000, usable_ms=2000, size_kb=1000)
    photo = Aim(paint_ms=500, size_kb=300)
    return [
        PageToMeasure("start", "/"),
        PageToMeasure("zoeken", "/?zoek=noord"),
        PageToMeasure(f"wijkfoto van een wijk ({wijk})", f"/wijkfoto/{wijk}", aim=photo),
        PageToMeasure(f"wijkfoto van {gemeente}", f"/wijkfoto/{gemeente}", aim=photo),
        PageToMeasure(
            f"kaart van {gemeente} (buurten)",
            f"/kaart?gemeente={gemeente}&indeling=buurt",
            DRAWN,
            Aim(usable_ms=1000, size_kb=500),
        ),
        PageToMeasure("Nederland per gemeente", "/kaart/nederland?niveau=gemeente", NATIONAL_DRAWN, national),
        PageToMeasure("Nederland per wijk", "/kaart/nederland?niveau=wijk", NATIONAL_DRAWN, national),
        PageToMeasure(f"vergelijk wijken van {gemeente}", f"/vergelijk?gemeente={gemeente}"),
        PageToMeasure("indelingen", "/indelingen"),
        PageToMeasure("uitleg", "/uitleg"),
    ]


def measured(browser: Browser, site: str, page: PageToMeasure) -> Measured:
    """Open a page a few times, once before to warm the service; each time with an empty browser."""
    one_visit(browser, site, page)
    visits = [one_visit(browser, site, page) for _ in range(RUNS)]
    return Measured(
        paint_ms=median(one.paint_ms for one in visits),
        usable_ms=median(one.usable_ms for one in visits),
        size_kb=median(one.size_kb for one in visits),
        requests=median(one.requests for one in visits),
    )


def one_visit(browser: Browser, site: str, page: PageToMeasure) -> Measured:
    """Open a page in a new context, and count what the browser says that it received."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    tab = context.new_page()
    sizes: list[float] = []
    network = context.new_cdp_session(tab)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.add_init_script(WATCH % (repr(page.usable) if page.usable else "null"))
    answer = tab.goto(site + page.path, wait_until="load")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{page.path}: {answer.status if answer else 'geen antwoord'}")
    if page.usable:
        tab.wait_for_selector(page.usable, state="attached")
    tab.wait_for_load_state("networkidle")
    times = tab.evaluate(TIMES)
    context.close()
    return Measured(times["paint"], times["usable"], sum(sizes) / 1000, len(sizes))


def line_of(page: PageToMeasure, found: Measured) -> str:
    """Write a row of the table, with the verdict on each aim."""
    numbers = f"{found.paint_ms:>11.0f} ms{found.usable_ms:>9.0f} ms{found.size_kb:>8.0f}{found.requests:>11.0f}"
    return f"{page.name:34}{numbers}  {verdict(page.aim, found)}"


def line_of_documents(url: str) -> str:
    """Make the wijkfoto's of all wijken of a gemeente in one PDF, as a user does, and write how long it took."""
    with psycopg.connect(url) as connection:
        gemeente, year, count = connection.execute(NEAREST_WIJKEN, [DOCUMENTS]).fetchone() or ("", 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "wijken.pdf"
        chosen = ["--indeling", f"cbs-wijk.{year}", "--gemeente", gemeente, "--naar", str(target)]
        command = [program("gebiedsmonitor"), "wijkfoto", "pdf", *chosen]
        begin = time.perf_counter()
        subprocess.run(command, check=True, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL)
        taken_s, size_kb = time.perf_counter() - begin, target.stat().st_size / 1000
    most_s = DOCUMENTS_AIM_S * count / DOCUMENTS
    reached = "gehaald" if taken_s < most_s else "NIET GEHAALD"
    name = f"{count} wijkfoto's van {gemeente} in één PDF"
    return f"{name:48}{taken_s:>9.1f} s{size_kb:>8.0f}{'':11}  < {most_s:.0f} s: {reached}"


def verdict(aim: Aim, found: Measured) -> str:
    """Say of each aim whether it was reached."""
    judged = [
        ("eerste beeld", found.paint_ms, aim.paint_ms, "ms"),
        ("bruikbaar", found.usable_ms, aim.usable_ms, "ms"),
        ("grootte", found.size_kb, aim.size_kb, "kB"),
    ]
    words = [
        f"{name} < {most:.0f} {unit}: {'gehaald' if value < most else 'NIET GEHAALD'}"
        for name, value, most, unit in judged
        if most is not None
    ]
    return "; ".join(words) or "-"


if __name__ == "__main__":
    main()
