from pathlib import Path

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from api.exports.documents import Workshop, print_area
from api.exports.pdf.document import wijkfotos_html
from api.exports.pdf.printing import print_pdf
from geodata.store.reading import Reader
from tests.api.exports.pdf.accessible import elements_of, faults_of

LINES = 29
"""So many more lines are too long for the front page of the grid, and not for smaller type."""


@pytest.fixture
def printed(reader: Reader, workshop: Workshop, tmp_path: Path) -> Path:
    """The wijkfoto of West: two years, its gemeente, and a clustering at the table."""
    area = workshop.read_area(reader, "WK000100")
    print_area(area, tmp_path / "west.pdf", workshop)
    return tmp_path / "west.pdf"


def test_a_wijkfoto_breaks_no_rule_of_pdf_ua(printed: Path):
    with pikepdf.open(printed) as pdf:
        assert faults_of(pdf) == []


def test_the_document_says_what_it_is_and_who_made_it(printed: Path):
    with pikepdf.open(printed) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Wijkfoto West"
        assert str(pdf.docinfo["/Author"]) == "Beheer Gebiedsmonitor"


def test_chapters_are_bookmarks(printed: Path):
    with pikepdf.open(printed) as pdf, pdf.open_outline() as outline:
        (area,) = outline.root
        assert area.title == "West"
        assert "Bronnen" in [chapter.title for chapter in area.children]


def test_a_chart_says_its_numbers_to_who_cannot_see_it(printed: Path):
    with pikepdf.open(printed) as pdf:
        texts = [str(one.Alt) for one in elements_of(pdf) if str(one.S) == "/Figure"]
    assert any(text.endswith("2022: 25% (bereik 24,5–25,5%). 2024: 26% (bereik 25,5–26,5%).") for text in texts)


def test_a_front_page_that_is_too_long_gets_smaller_type(reader: Reader, workshop: Workshop, tmp_path: Path):
    area = workshop.read_area(reader, "WK000100")
    html = wijkfotos_html([area], workshop.environment, workshop.settings, title="Lang")
    line = "<p>Een regel die er nog bij komt.</p>"
    usual, longer = (html.replace('<div class="twee">', f'{line * count}<div class="twee">') for count in (0, LINES))
    assert print_pdf(longer, tmp_path / "lang.pdf") == print_pdf(usual, tmp_path / "gewoon.pdf")


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path):
    with pytest.raises(FatalURLFetchingError, match="localhost"):
        print_pdf('<html lang="nl"><title>x</title><img alt="x" src="http://localhost:1/x.png">', tmp_path / "x.pdf")
