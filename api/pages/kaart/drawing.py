"""What the maps of pages are drawn of: outlines with figures, and how a map sits in its page."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import geopandas as gpd

from api.pages.figure_text import shown_range
from api.pages.kaart.choice import MapChoice, division_text, gebieden_of
from api.sources import source_name
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord, outlines_of
from geodata.indicators.queries import FigureRecord
from geodata.settings import Settings
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.border_lines import BorderLines, border_lines
from maps.fragment import MapPage, background_of
from maps.named_areas import named_areas_svg
from maps.shading import MapSubject

MAP_TOLERANCE_M = 10


def map_page(settings: Settings, nonce: str, *, element_id: str = "kaart") -> MapPage:
    """Return how the map sits in the page."""
    return MapPage(
        href_template="/wijkfoto/{code}", background=background_of(settings), nonce=nonce, element_id=element_id
    )


def draw_areas(
    reader: Reader, gebieden: Sequence[GebiedRecord], *, title: str, href_template: str | None = "/wijkfoto/{code}"
) -> str:
    """Draw areas with their names; empty where none of their outlines is loaded."""
    areas_gdf = outlines_of(reader, [gebied.id for gebied in gebieden], tolerance_m=MAP_TOLERANCE_M)
    return "" if areas_gdf.empty else named_areas_svg(areas_gdf, title=title, href_template=href_template)


def areas_to_draw(
    reader: Reader, choice: MapChoice, figures: Mapping[str, FigureRecord], *, empty: Collection[str]
) -> gpd.GeoDataFrame:
    """Read the outlines of the areas, with the figure of each.

    Parameters
    ----------
    empty
        Codes of areas in which nobody or hardly anybody lives, so that the indicator says nothing there.
    """
    areas_gdf = outlines_of(reader, [gebied.id for gebied in choice.gebieden], tolerance_m=MAP_TOLERANCE_M)
    found = [figures.get(code) for code in areas_gdf["code"]]
    ranges = [shown_range(figure, choice.indicator) if figure else (None, None) for figure in found]
    labels = {gebied.code: _label(gebied) for gebied in choice.gebieden}
    return areas_gdf.assign(
        label=[labels[code] for code in areas_gdf["code"]],
        value=[figure.value if figure else None for figure in found],
        lowest=[lowest for lowest, _ in ranges],
        highest=[highest for _, highest in ranges],
        status=[figure.status.value if figure else None for figure in found],
        is_empty=areas_gdf["code"].isin(list(empty)),
    )


def _label(gebied: GebiedRecord) -> str:
    return gebied.wijk_name if gebied.wijk_name and gebied.level is Level.BUURT else ""


def map_subject(choice: MapChoice, loads: Iterable[Load], *, compared_with: str) -> MapSubject:
    """Return what the map is of, with the sources that its figures came from."""
    indicator = choice.indicator
    source = "; ".join(sorted({source_name(load.source) for load in loads}))
    return MapSubject(
        indicator.label, str(choice.period), indicator.unit, indicator.decimals, source, compared_with=compared_with
    )


def borders_to_draw(reader: Reader, choice: MapChoice, division: str) -> BorderLines | None:
    """Read the borders of another clustering, on the boundaries of the map where CBS's change; None without outlines.

    Raises
    ------
    api.pages.kaart.choice.NotAmongThemError
        There is no such clustering.
    """
    gebieden = gebieden_of(reader, choice, division, peildatum=choice.peildatum)
    outlines_gdf = outlines_of(reader, [gebied.id for gebied in gebieden], tolerance_m=MAP_TOLERANCE_M)
    return None if outlines_gdf.empty else border_lines(outlines_gdf, division_text(choice, division))
