"""From an HTML document to PDF/UA: laid out by WeasyPrint, front pages made to fit, and what it leaves out added.

It takes the whole interpreter meanwhile: the web service lets `api.exports.pdf.printer` do it.
"""

import re
from collections.abc import Collection
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from api.exports.pdf.structure import complete_structure
from maps.png import font_files

VARIANT = "pdf/ua-1"
_TIGHTER = ("krap", "krapst")
_FOLLOWS = re.compile(r'(<div class="vervolg" id="vervolg-\d+">).*?</article>', re.DOTALL)


def print_pdf(html: str, target: Path) -> int:
    """Print a document of `wijkfotos_html` into a file; it takes about a second per area.

    Returns
    -------
    int
        Number of pages.

    Raises
    ------
    maps.png.FontMissingError
        The typeface is not on the machine.
    """
    font_files()
    fonts = FontConfiguration()
    document = _laid_out(html, fonts)
    if too_long := _overfull(document):
        document = _laid_out(_fitted(html, too_long, fonts), fonts)
    document.write_pdf(target, finisher=complete_structure, pdf_variant=VARIANT)
    return len(document.pages)


def _fitted(html: str, numbers: Collection[str], fonts: FontConfiguration) -> str:
    """Give front pages that are too long smaller type, and smaller again; tried without what follows them."""
    for tightness in _TIGHTER:
        html = _tightened(html, numbers, tightness)
        numbers = _overfull(_laid_out(_FOLLOWS.sub(r"\1</div></article>", html), fonts))
        if not numbers:
            break
    return html


def _laid_out(html: str, fonts: FontConfiguration) -> weasyprint.Document:
    # Nothing but what the document holds itself.
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    return weasyprint.HTML(string=html, url_fetcher=fetcher).render(font_config=fonts, pdf_variant=VARIANT)


def _overfull(document: weasyprint.Document) -> list[str]:
    """Return the numbers of the areas whose front page takes more than one page."""
    numbered = list(enumerate(document.pages))
    # What goes on over several pages is an anchor on each: the first one counts.
    pages = {name: number for number, page in reversed(numbered) for name in page.anchors}
    starts = {name.removeprefix("gebied-"): number for name, number in pages.items() if name.startswith("gebied-")}
    return [one for one, number in starts.items() if pages.get(f"vervolg-{one}", number + 1) > number + 1]


def _tightened(html: str, numbers: Collection[str], tightness: str) -> str:
    for number in numbers:
        mark = f' id="gebied-{number}"'
        for before in ("gebied", f"gebied {_TIGHTER[0]}"):
            html = html.replace(f'class="{before}"{mark}', f'class="gebied {tightness}"{mark}')
    return html
