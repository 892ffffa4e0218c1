"""A chart of the page as one image, with title, legend, source and date: to put into a document."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.exports.asked_picture import PictureWish, answer_picture
from api.exports.picture import Picture
from api.pages.vergelijk.address import IMAGE_PATH, TWO_AT_ONCE, VergelijkParameters
from api.pages.vergelijk.charts import axes_of, interval_chart, two_at_once
from api.pages.vergelijk.choice import TableChoice
from api.pages.vergelijk.page import read_page
from api.pages.vergelijk.rows import Table
from api.pages.vergelijk.sources import loads_behind
from api.sessions import RequestCatalogue, RequestChoice, RequestReader
from api.sources import source_names
from geodata.errors import NotFoundError
from maps.charts.chart import Chart, chart_sheet

router = APIRouter()


class NothingToDrawError(NotFoundError):
    """These areas have no figures for the chart that was asked for."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"Van '{wanted}' is hier geen beeld te maken: het staat niet in de tabel, of geen gebied heeft er een "
            f"cijfer van. Kies een onderwerp uit de tabel, of '{TWO_AT_ONCE}' voor twee tegelijk."
        )


class ImageParameters(VergelijkParameters, PictureWish):
    """The form of the page, which of its charts is wanted, and in which format and width."""

    beeld: str = Query(max_length=80)


@router.get(IMAGE_PATH)
def show(
    request: Request,
    parameters: Annotated[ImageParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
    wijkfoto_choice: RequestChoice,
) -> Response:
    """Return a chart as an image."""
    choice, table = read_page(reader, parameters, catalogue, wijkfoto_choice)
    chart = _chart(table, choice, parameters)
    if chart is None:
        raise NothingToDrawError(parameters.beeld)
    source = source_names(loads_behind(reader, choice, table))
    svg = chart_sheet(_named(chart, choice), source=source, drawn_on=datetime.now(UTC).date())
    name = f"vergelijk-{parameters.beeld}-{choice.areas.gemeente.code}"
    return answer_picture(request, Picture(name, svg), parameters)


def _chart(table: Table, choice: TableChoice, parameters: ImageParameters) -> Chart | None:
    if parameters.beeld == TWO_AT_ONCE:
        axes = axes_of(choice, parameters)
        return two_at_once(table, axes) if axes else None
    keys = [column.indicator.key for column in choice.columns]
    return interval_chart(table, choice, keys.index(parameters.beeld)) if parameters.beeld in keys else None


def _named(chart: Chart, choice: TableChoice) -> Chart:
    """Say in the title of which areas it is: whoever sees only the image does not see the page."""
    division = choice.areas.divisions[choice.areas.division]
    return replace(chart, title=f"{chart.title}. {division} in {choice.areas.gemeente.name}")
