"""The map as one SVG image: for browsers without scripts, for paper, and to put into a document."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.pages.kaart import KaartParameters, areas_to_draw, draw_areas, loads_behind, map_subject
from api.pages.kaart_choice import MapChoice, bare_gebieden, choose_areas, choose_figures
from api.sessions import RequestCatalogue, RequestReader
from geodata.errors import NotFoundError
from geodata.indicators.queries import figures_of_indicator
from geodata.store.reading import Reader
from maps.choropleth_svg import choropleth_svg
from maps.classes import BreakMethod
from maps.shading import MapClasses

router = APIRouter()


class NothingToDrawError(NotFoundError):
    """No outline of the chosen areas is loaded."""

    def __init__(self, division: str) -> None:
        super().__init__(f"Van de gebieden van '{division}' zijn geen grenzen geladen; er is geen kaart te tekenen.")


@router.get("/kaart/afbeelding")
def show(
    parameters: Annotated[KaartParameters, Query()], catalogue: RequestCatalogue, reader: RequestReader
) -> Response:
    """Return the map that the form asks for as an image."""
    areas = choose_areas(reader, parameters.wish())
    choice = choose_figures(reader, areas, parameters.wish(), catalogue=catalogue)
    if choice is None:
        title = f"{areas.divisions[areas.division]}, {areas.gemeente.name}"
        drawing = draw_areas(reader, bare_gebieden(reader, areas), title=title, href_template=None)
        name = areas.division
    else:
        drawing = _choropleth(reader, choice, parameters.klassen)
        name = f"{choice.indicator.key}-{choice.gemeente.code}-{choice.division}-{choice.period}"
    if not drawing:
        raise NothingToDrawError(areas.division)
    headers = {"Content-Disposition": f'inline; filename="{name}.svg"'}
    return Response(drawing, media_type="image/svg+xml", headers=headers)


def _choropleth(reader: Reader, choice: MapChoice, method: BreakMethod) -> str:
    figures = figures_of_indicator(reader, choice.indicator.key, choice.period, [one.id for one in choice.gebieden])
    areas_gdf = areas_to_draw(reader, choice, figures)
    loads = loads_behind(reader, choice, figures)
    subject = map_subject(choice, loads, place=choice.gemeente.name)
    today = datetime.now(UTC).date()
    return (
        "" if areas_gdf.empty else choropleth_svg(areas_gdf, subject, classes=MapClasses(method=method), drawn_on=today)
    )
