"""The maps of a bundle: each key indicator for the areas in it, with its table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.exports.documents import Selection
from api.pages.kaart.choice import MapWish, WithoutFiguresError, choose_areas, choose_figures
from api.pages.kaart.parameters import KaartParameters
from api.pages.kaart.rows import AreaRow
from api.pages.kaart.shown import ShownMap, show_maps
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator
from geodata.store.reading import Reader
from maps.inline_choropleth import inline_choropleth
from maps.legend import legend_html
from maps.shading import Shading


@dataclass(frozen=True)
class BundleMap:
    """One indicator for all areas: its map (empty where no outline is loaded), its legend, and its table's rows."""

    indicator: Indicator
    period: int
    sentence: str
    svg: str
    legend: str
    rows: tuple[AreaRow, ...]


def bundle_maps(
    reader: Reader, selection: Selection, catalogue: Catalogue, keys: tuple[str, ...], hrefs: Mapping[str, str]
) -> Iterator[BundleMap]:
    """Draw each indicator that the areas have figures of.

    Parameters
    ----------
    hrefs
        Address within the file of each area by its code.
    """
    for number, key in enumerate(keys, start=1):
        wish = MapWish(selection.gemeente_code, selection.division, key)
        try:
            choice = choose_figures(reader, choose_areas(reader, wish), wish, catalogue=catalogue)
        except WithoutFiguresError:
            continue
        if choice is not None:
            shown = show_maps(reader, KaartParameters(), choice, catalogue=catalogue)
            yield _drawn(shown.first, f"kaart-{number}", hrefs)


def _drawn(one: ShownMap, prefix: str, hrefs: Mapping[str, str]) -> BundleMap:
    return BundleMap(
        indicator=one.choice.indicator,
        period=one.choice.period,
        sentence=one.sentence,
        svg=inline_choropleth(one.figures.areas_gdf, one.shading, prefix=prefix, hrefs=hrefs) if one.shading else "",
        legend=_legend(one.shading, prefix) if one.shading else "",
        rows=one.rows,
    )


def _legend(shading: Shading, prefix: str) -> str:
    return legend_html(shading, id_prefix=f"{prefix}-legenda", label=f"Legenda: {shading.subject.title}")
