"""What files are made of, on the grid gemeente."""

from collections.abc import Iterator

import pytest

from api.exports.documents import Workshop
from api.exports.pdf.printing import print_pdf
from api.pages.rendering import make_templates
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.studies import Studies
from geodata.settings import Settings
from geodata.store.reading import Reader, open_reader, reading_engine
from geodata.wijkfoto.choice import load_choice


@pytest.fixture
def reader(grid_settings: Settings) -> Iterator[Reader]:
    engine = reading_engine(grid_settings)
    with open_reader(engine) as reader:
        yield reader
    engine.dispose()


@pytest.fixture
def workshop(grid_settings: Settings) -> Workshop:
    catalogue = load_catalogue()
    choice, templates = load_choice(catalogue), make_templates(grid_settings)
    return Workshop(catalogue, choice, templates, grid_settings, print_pdf, Studies())
