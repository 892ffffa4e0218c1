"""The figures of an area are the same on its page, in its document on paper, and over the API."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from api.exports.documents import Workshop
from api.exports.pdf.document import wijkfotos_html
from api.exports.pdf.printing import print_pdf
from api.pages.rendering import make_templates
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.studies import Studies
from geodata.settings import Settings
from geodata.store.reading import open_reader, reading_engine
from geodata.wijkfoto.choice import load_choice

CODES = ["WK000100", "BU00010101", "GM0001"]


def lines_of(page: str) -> dict[str, str]:
    """The figure of each line of the themes, by its subject: what stands in the first cell after its name."""
    tables = html.fromstring(page).xpath("//table[contains(@class, 'cijfers')]")
    heads = [head for table in tables for head in table.xpath(".//th[@scope='row'][following-sibling::td]")]
    return {_words(head.text): _first(head.getnext()) for head in heads if head.getparent().get("role") == "row"}


def _first(cell: Any) -> str:
    for extra in cell.xpath(".//*[contains(@class, 'marge') or contains(@class, 'bij') or contains(@class, 'alleen')]"):
        extra.drop_tree()
    return _words(cell.text_content())


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()


@pytest.fixture
def paper(grid_settings: Settings) -> Iterator[Any]:
    """Write the document of an area as it is before it is printed."""
    catalogue = load_catalogue()
    templates = make_templates(grid_settings)
    workshop = Workshop(catalogue, load_choice(catalogue), templates, grid_settings, print_pdf, Studies())
    engine = reading_engine(grid_settings)
    with open_reader(engine) as reader:
        yield lambda code: wijkfotos_html(
            [workshop.read_area(reader, code)], workshop.environment, grid_settings, title="Wijkfoto"
        )
    engine.dispose()


@pytest.mark.parametrize("code", CODES)
def test_the_page_and_its_document_write_the_same_figures(client: TestClient, paper: Any, code: str) -> None:
    shown = lines_of(client.get(f"/wijkfoto/{code}").text)
    assert shown
    assert lines_of(paper(code)) == shown


@pytest.mark.parametrize("code", CODES)
def test_the_page_shows_each_figure_of_the_api_and_calls_what_is_missing_by_its_status(
    client: TestClient, code: str
) -> None:
    shown = lines_of(client.get(f"/wijkfoto/{code}").text)
    themes = client.get(f"/api/v1/gebieden/{code}/wijkfoto").json()["themas"]
    answered = {line["naam"]: line["cijfer"] for theme in themes for line in theme["indicatoren"] if line["cijfer"]}
    assert set(answered) == set(shown)
    for name, figure in answered.items():
        digits = re.sub(r"[^\d,]", "", shown[name]).replace(",", ".")
        assert shown[name] == figure["status"] if figure["waarde"] is None else float(digits) == figure["waarde"], name
