"""What a verschilkaart shows: how many owners disagree about each element, and how many draw each border.

Both can be told without colour: classes have their number on the map, and borders their weight, or dashes where only
one owner draws them.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from maps.borders import BORDER_COLUMNS
from maps.frames import MapFrameError, check_shapes
from maps.palettes import Palette, palette_colours

DIFFERENCE_COLUMNS = ("disagreeing", "people", "note")
BORDER_HEADING = "Grens getrokken door"
AGREEING = "#f7f8fa"
DISAGREEING = palette_colours(Palette.YELLOW_BROWN, 6)[1:5]
"""Colour of one, two, three, and four or more owners that disagree."""
ELEMENT_EDGE = "#a3adb8"
BORDER_INK = "#1b1f24"
BORDER_CASING = "#ffffff"
CASING_WIDTH = 2.5
"""How much wider the white line is that lies under a border."""
DASHES = "5 4"
_THINNEST, _HEAVIEST = 1.8, 5.2


class BorderFrameError(MapFrameError):
    """A frame of borders that cannot be drawn."""

    def __init__(self, absent: list[str]) -> None:
        super().__init__([f"de kolommen {', '.join(absent)} van de grenzen ontbreken"])


@dataclass(frozen=True)
class DifferenceSubject:
    """What a verschilkaart is of: how many owners are compared, and where outlines and people come from."""

    title: str
    owner_count: int
    source: str


@dataclass(frozen=True)
class DifferenceClass:
    """One class of elements, with the number that stands for it on the map (0: none) and the people who live there."""

    disagreeing: int
    label: str
    colour: str
    people: float
    elements: int

    @property
    def sign(self) -> str:
        """What stands on the map in an element of this class."""
        return str(self.disagreeing) if self.disagreeing else ""


@dataclass(frozen=True)
class BorderClass:
    """One class of borders: the number of owners that draw it, that in words, and how it looks."""

    owners: int
    label: str
    weight: float
    dashes: str


def check_difference(elements_gdf: gpd.GeoDataFrame, borders_gdf: gpd.GeoDataFrame) -> None:
    """Check the frames of a verschilkaart.

    Raises
    ------
    MapFrameError
        The elements or the borders cannot be drawn.
    """
    check_shapes(elements_gdf, *DIFFERENCE_COLUMNS)
    absent = [column for column in BORDER_COLUMNS if column not in borders_gdf.columns]
    if absent:
        raise BorderFrameError(absent)


def class_numbers(elements_gdf: gpd.GeoDataFrame) -> list[int]:
    """Return the class of each element: the owners that disagree, of which the last class holds all that are more."""
    return [min(int(count), len(DISAGREEING)) for count in elements_gdf["disagreeing"]]


def difference_classes(elements_gdf: gpd.GeoDataFrame, subject: DifferenceSubject) -> list[DifferenceClass]:
    """Return the classes from full agreement to the most disagreement that occurs, also those without an element."""
    numbers = np.array(class_numbers(elements_gdf))
    people = elements_gdf["people"].to_numpy(dtype=np.float64)
    colours = (AGREEING, *DISAGREEING)
    return [
        DifferenceClass(
            disagreeing=number,
            label=disagreement_label(number, subject.owner_count, is_last=number == len(DISAGREEING)),
            colour=colours[number],
            people=float(np.nansum(people[numbers == number])),
            elements=int((numbers == number).sum()),
        )
        for number in range(numbers.max() + 1)
    ]


def disagreement_label(disagreeing: int, owner_count: int, *, is_last: bool = False) -> str:
    """Say in words how many owners disagree.

    Examples
    --------
    >>> disagreement_label(1, 4)
    '1 van de 4 eigenaren deelt hier anders in'
    """
    if disagreeing == 0:
        return f"alle {owner_count} eigenaren delen hier gelijk in"
    more = " of meer" if is_last and owner_count > disagreeing + 1 else ""
    verb = "deelt" if disagreeing == 1 else "delen"
    return f"{disagreeing}{more} van de {owner_count} eigenaren {verb} hier anders in"


def border_classes(borders_gdf: gpd.GeoDataFrame, subject: DifferenceSubject) -> list[BorderClass]:
    """Return the classes of borders that occur, from one owner to all."""
    return [border_class(int(owners), subject) for owners in sorted(set(borders_gdf["owners"]))]


def border_class(owners: int, subject: DifferenceSubject) -> BorderClass:
    """Return how a border looks: the heavier the more owners draw it, dashed where only one of them does."""
    count = subject.owner_count
    share = (owners - 1) / max(count - 1, 1)
    who = "eigenaar" if count == 1 else "eigenaren"
    return BorderClass(
        owners=owners,
        label=f"alle {count} {who}" if owners == count > 1 else f"{owners} van de {count} {who}",
        weight=round(_THINNEST + share * (_HEAVIEST - _THINNEST), 1),
        dashes=DASHES if owners == 1 else "",
    )


def unknown_people_note(elements_gdf: gpd.GeoDataFrame) -> str:
    """Say of how many elements the people are not known, so that they are in no sum; empty where of all."""
    unknown = int(elements_gdf["people"].isna().sum())
    if not unknown:
        return ""
    return f"Van {unknown} {'plek' if unknown == 1 else 'plekken'} is het aantal inwoners niet bekend. "


def owner_names(borders_gdf: gpd.GeoDataFrame) -> list[str]:
    """Return the owners that draw any border, in the order of their names."""
    return sorted({name for names in borders_gdf["owner_names"] for name in names})
