"""The map as one SVG image: for browsers without scripts, for paper, and to put into a document."""

from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import Response

from api.pages.kaart.drawing import draw_areas
from api.pages.kaart.parameters import AskedMap
from api.pages.kaart.shown import ShownMap, show_maps
from api.pages.kaart_choice import bare_gebieden, choose_areas, choose_figures
from api.sessions import RequestCatalogue, RequestReader
from geodata.errors import NotFoundError
from maps.choropleth_svg import choropleth_svg

router = APIRouter()


class NothingToDrawError(NotFoundError):
    """No outline of the chosen areas is loaded."""

    def __init__(self, division: str) -> None:
        super().__init__(f"Van de gebieden van '{division}' zijn geen grenzen geladen; er is geen kaart te tekenen.")


@router.get("/kaart/afbeelding")
def show(parameters: AskedMap, catalogue: RequestCatalogue, reader: RequestReader) -> Response:
    """Return a map that the form asks for as an image: the first, or with ``kant=2`` the second."""
    areas = choose_areas(reader, parameters.wish)
    choice = choose_figures(reader, areas, parameters.wish, catalogue=catalogue)
    if choice is None:
        title = f"{areas.divisions[areas.division]}, {areas.gemeente.name}"
        drawing = draw_areas(reader, bare_gebieden(reader, areas), title=title, href_template=None)
        name = areas.division
    else:
        shown = show_maps(reader, parameters, choice, catalogue=catalogue)
        one = shown.maps[-1] if parameters.kant else shown.first
        drawing, choice = map_image(one), one.choice
        name = f"{choice.indicator.key}-{choice.gemeente.code}-{choice.division}-{choice.period}"
    if not drawing:
        raise NothingToDrawError(areas.division)
    headers = {"Content-Disposition": f'inline; filename="{name}.svg"'}
    return Response(drawing, media_type="image/svg+xml", headers=headers)


def map_image(one: ShownMap) -> str:
    """Draw a map as SVG, with its place in the title; empty where no outline is loaded."""
    if one.shading is None:
        return ""
    subject, place = one.figures.subject, one.choice.gemeente.name
    titled = replace(subject, title=f"{subject.title}, {place}")
    today = datetime.now(UTC).date()
    return choropleth_svg(one.figures.areas_gdf, titled, classes=one.classes, drawn_on=today, lines=one.lines)
