"""How charts look: colours as presentation attributes, beside class names by which a page can set others."""

from html import escape
from typing import Literal

FONT = "'Open Sans', system-ui, Arial, sans-serif"
INK = "#17202a"
SUBTLE = "#4d5966"
PAPER = "#ffffff"
GRID = "#d5dbe1"
AXIS = "#7d8894"
FIGURE = "#0f4c81"
RANGE = "#a9c9e6"
OTHER = "#b45309"
BAR = "#5b8fbf"

SHEET_WIDTH = 682.0
"""Width of a chart that stands on a sheet, beside its legend."""

Place = tuple[float, float]
Look = Literal["", "bij", "vet"]
_LOOKS: dict[Look, str] = {"": "", "bij": f' class="bij" fill="{SUBTLE}"', "vet": ' font-weight="700"'}


def line(start: Place, end: Place, *, name: str, stroke: str, width: float = 1) -> str:
    """Return a straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<path class="{name}" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" stroke="{stroke}"'
        f' stroke-width="{width:g}"/>'
    )


def bar(corner: Place, size: Place, *, name: str, fill: str) -> str:
    """Return a rectangle from its upper left corner."""
    (x, y), (width, height) = corner, size
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="1.5"'
        f' fill="{fill}"/>'
    )


def dot(x: float, y: float, *, radius: float = 4, is_open: bool = False) -> str:
    """Return the point of a figure; open where a part of it is estimated."""
    name, fill = ("punt geschat", PAPER) if is_open else ("punt", FIGURE)
    return (
        f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{FIGURE}"'
        ' stroke-width="1.8"/>'
    )


def dashed(x: float, top: float, bottom: float, *, name: str, stroke: str) -> str:
    """Return an upright dashed line."""
    return (
        f'<path class="{name}" d="M{x:.1f} {top:.1f}V{bottom:.1f}" fill="none" stroke="{stroke}" stroke-width="1.5"'
        ' stroke-dasharray="4 3"/>'
    )


def words(place: Place, text: str, *, anchor: str = "start", look: Look = "") -> str:
    """Return a line of text."""
    x, y = place
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{_LOOKS[look]}>{escape(text)}</text>'


def sign(drawing: str) -> str:
    """Return the sign of a legend row, which is 30 by 18."""
    return f"<g>{drawing}</g>"


def shortened(text: str, letters: int) -> str:
    """Cut a text that is too long for its place, with an ellipsis.

    Examples
    --------
    >>> shortened("Verspreide huizen Beneden-Leeuwen", 18)
    'Verspreide huizen…'
    """
    return text if len(text) <= letters else text[: letters - 1].rstrip(" -,") + "…"
