"""Where the name of an area stands on a map, in how many lines, and how large it can be before it leaves the area."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely import MultiPolygon, Polygon

_LINES_AT_MOST = 3
# Of the usual sans serif faces, on average and rather too wide than too narrow.
LETTER_EM = 0.56
LINE_EM = 1.15
# A further line must make the text this much larger to be worth it.
_WORTH = 1.15
# The middle of an area is the better place where it has this part of the room of the roomiest place.
_NEARLY = 0.85
_WORD = re.compile(r"[^\s-]+-?")


@dataclass(frozen=True)
class Label:
    """A name in its area: its lines, its middle in RD New, and the metres that one em may take for it to fit."""

    lines: tuple[str, ...]
    x: float
    y: float
    em_m: float


def place_label(name: str, outline: Polygon | MultiPolygon) -> tuple[Label, ...]:
    """Place a name where it can be large: in one line, and in more lines as far as these let it be larger.

    Parameters
    ----------
    outline
        The area in RD New (EPSG:28992).

    Returns
    -------
    tuple
        One label or more, from few lines and small to many lines and large; a map takes the first that it can read.

    Notes
    -----
    An ellipse of the shape of the text is inscribed in the area, which is a circle in the area after scaling x.
    """
    labels: list[Label] = []
    for lines in _wraps(name):
        label = _placed(lines, outline)
        if not labels or label.em_m > _WORTH * labels[-1].em_m:
            labels.append(label)
    return tuple(labels)


def _wraps(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the name in one, two and three lines, as far as it has words for them, each as narrow as it can be."""
    words = _WORD.findall(name) or [""]
    for count in range(1, min(len(words), _LINES_AT_MOST) + 1):
        width = max(len(name) // count, *(len(word) for word in words), 1)
        while len(lines := textwrap.wrap(name, width, break_long_words=False)) > count:
            width += 1
        yield tuple(lines) or ("",)


def _placed(lines: tuple[str, ...], outline: Polygon | MultiPolygon) -> Label:
    half_width_em = LETTER_EM * max(1, *(len(line) for line in lines)) / 2
    half_height_em = LINE_EM * len(lines) / 2
    ratio = half_width_em / half_height_em
    x, y, room_m = _roomiest(shapely.transform(outline, lambda xy: xy / (ratio, 1)))
    return Label(lines, x=x * ratio, y=y, em_m=room_m / (half_height_em * 2**0.5))


def _roomiest(outline: Polygon | MultiPolygon) -> tuple[float, float, float]:
    """Return x, y and radius of the largest circle in an outline, or of one in its middle that is hardly smaller."""
    circle = shapely.maximum_inscribed_circle(outline)
    room_m = float(shapely.length(circle))
    middle = shapely.centroid(outline)
    room_in_middle_m = float(shapely.distance(middle, shapely.boundary(outline)))
    if shapely.contains(outline, middle) and room_in_middle_m > _NEARLY * room_m:
        return float(middle.x), float(middle.y), room_in_middle_m
    x, y = shapely.get_coordinates(circle)[0].tolist()
    return x, y, room_m
