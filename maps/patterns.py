"""Why an area has no colour, and the hatching that shows each reason without leaning on colour.

A choropleth hatches areas without a figure, and over its colour an area that cannot be told from another; a map of a
clustering hatches what the clustering leaves out.
"""

from collections.abc import Mapping
from enum import StrEnum
from html import escape

from geodata.indicators.status import Status
from maps.palettes import text_colour

_INK = "#6b7280"
_PAPER = "#f3f4f6"


class NoFigure(StrEnum):
    """Reason why an area gets no class; the value is its label in the legend.

    ``TOO_WIDE`` has a figure, but the range that it stands for runs over more than two classes. ``EMPTY`` has 0
    inhabitants, which is four at most where the publisher rounds: a figure about people says nothing there.
    """

    SECRET = "geheim"  # noqa: S105 (a publication status)
    UNPUBLISHED = "niet gepubliceerd"
    NOT_APPLICABLE = "niet van toepassing"
    UNCERTAIN = "onvolledig of niet bepaalbaar"
    TOO_WIDE = "te onzeker voor een klasse"
    EMPTY = "geen of bijna geen inwoners"
    NOT_LOADED = "niet geladen"

    @property
    def slug(self) -> str:
        """The reason as part of an element's id."""
        return self.value.replace(" ", "-")


_BY_STATUS = {
    Status.SECRET: NoFigure.SECRET,
    Status.UNPUBLISHED: NoFigure.UNPUBLISHED,
    Status.NOT_APPLICABLE: NoFigure.NOT_APPLICABLE,
    Status.INCOMPLETE: NoFigure.UNCERTAIN,
    Status.UNDETERMINABLE: NoFigure.UNCERTAIN,
    None: NoFigure.NOT_LOADED,
}

# Each pattern is drawn on a tile of 8 by 8.
_MARKS = {
    NoFigure.SECRET: f'<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="{_INK}" stroke-width="1.6"/>',
    NoFigure.UNPUBLISHED: f'<circle cx="2" cy="2" r="1.2" fill="{_INK}"/><circle cx="6" cy="6" r="1.2" fill="{_INK}"/>',
    NoFigure.NOT_APPLICABLE: f'<path d="M0,4 h8" stroke="{_INK}" stroke-width="1"/>',
    NoFigure.UNCERTAIN: f'<path d="M0,0 l8,8 M8,0 l-8,8" stroke="{_INK}" stroke-width="1"/>',
    NoFigure.TOO_WIDE: f'<path d="M0,6 l2,-4 l2,4 l2,-4 l2,4" fill="none" stroke="{_INK}" stroke-width="1.1"/>',
    NoFigure.EMPTY: f'<circle cx="4" cy="4" r="1.9" fill="none" stroke="{_INK}" stroke-width="0.9"/>',
    NoFigure.NOT_LOADED: f'<path d="M4,0 v8" stroke="{_INK}" stroke-width="0.8" stroke-dasharray="2 6"/>',
}

LEFT_OUT = "in geen gebied"
"""Label of what a clustering leaves out."""
_LEFT_OUT = LEFT_OUT.replace(" ", "-")
_LEFT_OUT_MARK = '<path d="M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4" stroke="#9aa4af" stroke-width="1.2"/>'


def no_figure_reason(status: Status | None) -> NoFigure | None:
    """Return why an area without a value gets no class; None where its status promises one. No status: not loaded."""
    return _BY_STATUS.get(status)


def pattern_id(reason: NoFigure, prefix: str) -> str:
    """Return the element id of a reason's pattern."""
    return f"{prefix}-{reason.slug}"


def pattern_fill(reason: NoFigure, prefix: str) -> str:
    """Return the SVG fill that refers to a reason's pattern."""
    return f"url(#{pattern_id(reason, prefix)})"


def pattern_defs(prefix: str) -> str:
    """Return the SVG ``<defs>`` with the pattern of each reason; `prefix` keeps their ids apart within a page."""
    return f"<defs>{''.join(_tile(pattern_id(reason, prefix), mark) for reason, mark in _MARKS.items())}</defs>"


def left_out_fill(prefix: str) -> str:
    """Return the SVG fill of what a clustering leaves out."""
    return f"url(#{prefix}-{_LEFT_OUT})"


def left_out_defs(prefix: str) -> str:
    """Return the SVG ``<defs>`` with the pattern of what a clustering leaves out."""
    return f"<defs>{_tile(f'{prefix}-{_LEFT_OUT}', _LEFT_OUT_MARK)}</defs>"


NOISE_PAPER = "#ffffff"
"""What the hatching of noise stands on in a legend, where it goes with any colour."""


def noise_fill(number: int | str, prefix: str) -> str:
    """Return the SVG fill of a class by its number, hatched."""
    return f"url(#{prefix}-ruis-{number})"


def noise_defs(colours: Mapping[int, str] | Mapping[str, str], prefix: str) -> str:
    """Return the SVG ``<defs>`` with the hatching over each colour, by the number of its class."""
    tiles = (_tile(f"{prefix}-ruis-{number}", _noise_mark(colour), colour) for number, colour in colours.items())
    return f"<defs>{''.join(tiles)}</defs>"


def _noise_mark(colour: str) -> str:
    # The other way than what is secret, which near white would else look the same.
    return f'<path d="M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4" stroke="{text_colour(colour)}" stroke-width="0.8"/>'


def _tile(element_id: str, mark: str, paper: str = _PAPER) -> str:
    return (
        f'<pattern id="{escape(element_id)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{paper}"/>{mark}</pattern>'
    )
