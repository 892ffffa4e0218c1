"""The map that the form asks for as a picture: whatever the page can show, a file can."""

from dataclasses import replace
from datetime import UTC, datetime

from api.exports.picture import Picture
from api.pages.kaart.choice import AreaChoice, bare_gebieden, choose_areas, choose_figures, division_text
from api.pages.kaart.drawing import draw_areas
from api.pages.kaart.parameters import KaartParameters
from api.pages.kaart.shown import ShownMap, show_maps
from geodata.errors import NotFoundError
from geodata.indicators.catalogue import Catalogue
from geodata.store.reading import Reader
from maps.choropleth_svg import choropleth_svg


class NothingToDrawError(NotFoundError):
    """No outline of the chosen areas is loaded."""

    def __init__(self, division: str) -> None:
        super().__init__(f"Van de gebieden van '{division}' zijn geen grenzen geladen; er is geen kaart te tekenen.")


def read_map_picture(reader: Reader, parameters: KaartParameters, catalogue: Catalogue) -> Picture:
    """Read what a map is of and draw it: the first, or with ``kant=2`` the second.

    Raises
    ------
    NothingToDrawError
        No outline of the areas is loaded.
    geodata.errors.InvalidInputError, geodata.errors.NotFoundError
        What was asked for is not there, or does not go together.
    """
    areas = choose_areas(reader, parameters.wish)
    choice = choose_figures(reader, areas, parameters.wish, catalogue=catalogue)
    if choice is None:
        return _bare(reader, areas)
    shown = show_maps(reader, parameters, choice, catalogue=catalogue)
    return _picture(shown.maps[-1] if parameters.kant else shown.first)


def _bare(reader: Reader, areas: AreaChoice) -> Picture:
    """Draw areas without figures."""
    title = f"{areas.divisions[areas.division]}, {areas.gemeente.name}"
    drawing = draw_areas(reader, bare_gebieden(reader, areas), title=title, href_template=None)
    if not drawing:
        raise NothingToDrawError(areas.division)
    return Picture(areas.division, drawing)


def _picture(one: ShownMap) -> Picture:
    """Draw a map, with its areas and its place in the title: a picture goes without its page."""
    if one.shading is None:
        raise NothingToDrawError(one.choice.division)
    choice, subject = one.choice, one.figures.subject
    titled = replace(subject, title=f"{subject.title}, {division_text(choice)} in {choice.gemeente.name}")
    today = datetime.now(UTC).date()
    svg = choropleth_svg(one.figures.areas_gdf, titled, classes=one.classes, drawn_on=today, lines=one.lines)
    return Picture(f"{choice.indicator.key}-{choice.gemeente.code}-{choice.division}-{choice.period}", svg)
