from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.exports.chart_pictures import (
    ChartWish,
    IndicatorNeededError,
    NothingToChartError,
    areas_beside,
    read_chart,
    sources_of,
)
from api.exports.documents import Workshop
from api.exports.picture import ChartKind, Picture
from geodata.errors import NotFoundError
from geodata.gebieden.queries import find_gebied
from geodata.indicators.catalogue import load_catalogue
from geodata.store.reading import Reader
from geodata.wijkfoto.choice import load_choice
from tests.grid import add_figure, add_grid, add_load
from tests.maps.markup import SVG, parsed

SHARE = "pct_inwoners_65_plus"


def drawn(reader: Reader, workshop: Workshop, wish: ChartWish) -> Picture:
    return read_chart(reader, wish, workshop.catalogue, workshop.choice)


def title_of(picture: Picture) -> str:
    return parsed(picture.svg).findtext(f"{SVG}title") or ""


@pytest.mark.parametrize(
    ("code", "beside"),
    [
        ("GM0001", {"WK000100", "WK000101"}),
        ("WK000100", {"WK000100", "WK000101"}),
        ("BU00010000", {"BU00010000", "BU00010001"}),
        ("GM0001.ibor.1.1", {"GM0001.ibor.1.1", "GM0001.ibor.1.2"}),
    ],
)
def test_an_area_is_set_beside_its_equals_and_a_gemeente_is_seen_by_its_wijken(
    reader: Reader, code: str, beside: set[str]
):
    assert {one.code for one in areas_beside(reader, find_gebied(reader, code))} == beside


def test_a_comparison_is_ordered_from_high_to_low_and_unknown_last(reader: Reader, workshop: Workshop):
    picture = drawn(reader, workshop, ChartWish("BU00010101", ChartKind.INTERVALS, SHARE))
    said = parsed(picture.svg).findtext(f"{SVG}desc") or ""
    assert said.index("Oosteinde: 14%") < said.index("Oostpoort: geheim")


def test_what_grows_with_an_area_gets_no_reference(reader: Reader, workshop: Workshop):
    picture = drawn(reader, workshop, ChartWish("BU00010001", ChartKind.INTERVALS, "inwoners"))
    assert "Ter vergelijking" not in picture.svg


def test_a_series_has_the_name_of_its_area_and_file(reader: Reader, workshop: Workshop):
    picture = drawn(reader, workshop, ChartWish("WK000100", ChartKind.TREND, SHARE))
    assert title_of(picture) == "Aandeel inwoners van 65 jaar of ouder, West"
    assert picture.name == f"verloop-{SHARE}-WK000100"


def test_an_age_structure_without_figures_is_no_chart(reader: Reader, workshop: Workshop):
    with pytest.raises(NothingToChartError, match="te weinig cijfers van de leeftijdsopbouw"):
        drawn(reader, workshop, ChartWish("BU00010101", ChartKind.AGES))


def test_a_chart_of_an_indicator_has_to_say_which(reader: Reader, workshop: Workshop):
    with pytest.raises(IndicatorNeededError):
        drawn(reader, workshop, ChartWish("WK000100", ChartKind.INTERVALS))


def test_a_year_without_a_figure_is_told(reader: Reader, workshop: Workshop):
    with pytest.raises(NotFoundError, match="over 1999"):
        drawn(reader, workshop, ChartWish("WK000100", ChartKind.INTERVALS, SHARE, period=1999))


def test_no_figures_have_no_source(reader: Reader):
    assert sources_of(reader, find_gebied(reader, "WK000100"), [], {SHARE}) == ""


def test_a_figure_of_an_earlier_year_is_set_beside_areas_as_they_were_counted(session: Session):
    load = add_load(session)
    now, then = add_grid(session, load=load), add_grid(session, load=load, peildatum=date(2023, 1, 1))
    for code, value in {"WK000100": 61, "WK000101": 54}.items():
        add_figure(session, then[code], "pct_koopwoningen", load=load, value=value)
    add_figure(session, now["WK000101"], "pct_koopwoningen", load=load, value=50)
    catalogue = load_catalogue()
    wish = ChartWish("WK000100", ChartKind.INTERVALS, "pct_koopwoningen", period=2023)
    said = read_chart(session, wish, catalogue, load_choice(catalogue)).svg
    assert "West: 61%. Oost: 54%." in said
