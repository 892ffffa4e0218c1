"""Where each of many areas lies among the others: their outlines once, and small maps that refer to them."""

from dataclasses import dataclass
from html import escape

import geopandas as gpd

from maps.frames import check_shapes
from maps.paths import canvas_of, small_path_data

_WIDTH = 320.0
_PLAIN = "#dde3ea"
_HIGHLIGHT = "#225ea8"


@dataclass(frozen=True)
class Located:
    """The outlines of areas, to put into a page once, and how to show one among them.

    ``numbers`` gives the number of an area's outline by its code.
    """

    defs: str
    view_box: str
    numbers: dict[str, int]

    def svg(self, code: str, title: str) -> str:
        """Return a small map with one area standing out; empty where its outline is not known."""
        if code not in self.numbers:
            return ""
        return (
            f'<svg class="ligging" role="img" aria-label="{escape(title)}" viewBox="{self.view_box}">'
            f'<use href="#omtrek-alle" fill="{_PLAIN}"/>'
            f'<use href="#omtrek-{self.numbers[code]}" fill="{_HIGHLIGHT}"/></svg>'
        )


def located(areas_gdf: gpd.GeoDataFrame) -> Located:
    """Take up outlines.

    Parameters
    ----------
    areas_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992).

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    check_shapes(areas_gdf)
    canvas = canvas_of(areas_gdf, _WIDTH, max_height=_WIDTH, margin=3)
    numbers = {code: number for number, code in enumerate(areas_gdf["code"], start=1)}
    paths = "".join(
        f'<path id="omtrek-{number}" d="{small_path_data(geometry, canvas)}"/>'
        for number, geometry in zip(numbers.values(), areas_gdf.geometry, strict=True)
    )
    defs = (
        '<svg width="0" height="0" aria-hidden="true" focusable="false"><defs>'
        f'<g id="omtrek-alle" fill-rule="evenodd" stroke="#ffffff" stroke-width="0.7">{paths}</g></defs></svg>'
    )
    return Located(defs, f"0 0 {canvas.width:g} {canvas.height:g}", numbers)
