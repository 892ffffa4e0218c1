"""The levels that an area can have."""

from enum import StrEnum


class Level(StrEnum):
    """Level of an area: those of CBS, and ``gebied`` for an area of a clustering of one's own."""

    LAND = "land"
    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"
    GEBIED = "gebied"
