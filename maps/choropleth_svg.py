"""A choropleth as one SVG file with its title, legend, source and date, for print and documents."""

from datetime import date
from html import escape

import geopandas as gpd

from maps.border_lines import BORDER_LOOK, BorderLines, border_paths
from maps.legend import NOISE, class_rows, legend_note, noise_label, reason_rows
from maps.paths import Canvas, path_data, stroke_path
from maps.patterns import NOISE_PAPER, noise_defs, noise_fill, pattern_fill
from maps.shading import MapClasses, MapSubject, Shading, shade
from maps.sheet import Sheet, SheetRow, colour_sign, sheet_canvas, sheet_svg

_PATTERNS = "patroon"
_BORDER_WIDTH = 0.8
_MANY_AREAS = 500
"""Of more areas than this many are as small as a border is wide: theirs are thinner, so that their colour is seen."""


def choropleth_svg(
    areas_gdf: gpd.GeoDataFrame,
    subject: MapSubject,
    *,
    classes: MapClasses,
    drawn_on: date,
    lines: BorderLines | None = None,
) -> str:
    """Draw a choropleth as an SVG document.

    Parameters
    ----------
    areas_gdf
        Columns as for `maps.shading.shade`, in RD New (EPSG:28992), simplified to the scale of the map.
    drawn_on
        Date that is put under the map.
    lines
        Borders of another clustering, drawn over the areas.

    Raises
    ------
    MapFrameError
        The frame of areas cannot be drawn.
    """
    shading = shade(areas_gdf, subject, classes)
    canvas = sheet_canvas(areas_gdf)
    sheet = Sheet(
        title=f"{subject.title}, {subject.period}",
        description=_description(shading),
        rows=(*_legend_rows(shading), *_line_rows(lines)),
        note=legend_note(shading),
    )
    drawing = _drawing(areas_gdf, shading, canvas) + (border_paths(lines, canvas) if lines else "")
    defs = shading.defs(_PATTERNS) + noise_defs({NOISE: NOISE_PAPER}, _PATTERNS)
    return sheet_svg(sheet, canvas, drawing=drawing, defs=defs, drawn_on=drawn_on)


def _drawing(areas_gdf: gpd.GeoDataFrame, shading: Shading, canvas: Canvas) -> str:
    paths = "".join(
        f'<path fill="{shading.fill(area, _PATTERNS)}" d="{path_data(geometry, canvas)}">'
        f"<title>{escape(f'{area.name}: {area.figure}')}</title></path>"
        for area, geometry in zip(shading.areas, areas_gdf.geometry, strict=True)
    )
    width = _BORDER_WIDTH if len(shading.areas) <= _MANY_AREAS else _BORDER_WIDTH / 4
    return f'<g fill-rule="evenodd" stroke="#ffffff" stroke-width="{width:g}" stroke-linejoin="round">{paths}</g>'


def _legend_rows(shading: Shading) -> list[SheetRow]:
    return [SheetRow(colour_sign(fill), label, str(count)) for label, fill, count in _rows(shading)]


def _line_rows(lines: BorderLines | None) -> list[SheetRow]:
    if lines is None:
        return []
    return [SheetRow(stroke_path("M0,9 h30", BORDER_LOOK.colour, width=BORDER_LOOK.width), lines.label)]


def _rows(shading: Shading) -> list[tuple[str, str, int]]:
    """Return label, fill and number of areas of each class, each reason for having none, and what is noise."""
    reasons = [(reason.value, pattern_fill(reason, _PATTERNS), count) for reason, count in reason_rows(shading)]
    noise = [(noise_label(shading), noise_fill(NOISE, _PATTERNS), shading.noise_count)]
    return class_rows(shading) + reasons + (noise if shading.subject.compared_with else [])


def _description(shading: Shading) -> str:
    """Return the number of areas per class and per reason in words."""
    counts = [f"{label}: {count} {'gebied' if count == 1 else 'gebieden'}" for label, _, count in _rows(shading)]
    return "; ".join(counts) + "."
