"""Colours of the classes, safe for the common forms of colour blindness, and the text that reads well on them.

The colour values are ColorBrewer's (Cynthia Brewer, Mark Harrower and Pennsylvania State University, 2002,
colorbrewer2.org); only schemes that it lists as colour-blind safe are here.
"""

from enum import StrEnum

from geodata.errors import InvalidInputError

DARK_TEXT = "#000000"
LIGHT_TEXT = "#ffffff"


class Palette(StrEnum):
    """A colour scheme; the value is ColorBrewer's name. The last three run from one extreme to the other."""

    YELLOW_BLUE = "YlGnBu"
    BLUE = "Blues"
    PURPLE = "Purples"
    YELLOW_BROWN = "YlOrBr"
    ORANGE_PURPLE = "PuOr"
    BROWN_GREEN = "BrBG"
    RED_BLUE = "RdBu"


DUTCH_NAMES = {
    Palette.YELLOW_BLUE: "geel naar blauw",
    Palette.BLUE: "blauw",
    Palette.PURPLE: "paars",
    Palette.YELLOW_BROWN: "geel naar bruin",
    Palette.ORANGE_PURPLE: "oranje en paars",
    Palette.BROWN_GREEN: "bruin en blauwgroen",
    Palette.RED_BLUE: "rood en blauw",
}
DIVERGING = (Palette.ORANGE_PURPLE, Palette.BROWN_GREEN, Palette.RED_BLUE)
SEQUENTIAL = tuple(palette for palette in Palette if palette not in DIVERGING)


class PaletteSizeError(InvalidInputError):
    """A number of colours that a palette does not have."""

    def __init__(self, palette: Palette, count: int) -> None:
        super().__init__(f"Het palet {palette.value} heeft geen {count} kleuren; kies 0 tot en met 7 klassen.")


_COLOURS: dict[Palette, tuple[str, ...]] = {
    Palette.YELLOW_BLUE: (
        "edf8b1 7fcdbb 2c7fb8",
        "ffffcc a1dab4 41b6c4 225ea8",
        "ffffcc a1dab4 41b6c4 2c7fb8 253494",
        "ffffcc c7e9b4 7fcdbb 41b6c4 2c7fb8 253494",
        "ffffcc c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 0c2c84",
    ),
    Palette.BLUE: (
        "deebf7 9ecae1 3182bd",
        "eff3ff bdd7e7 6baed6 2171b5",
        "eff3ff bdd7e7 6baed6 3182bd 08519c",
        "eff3ff c6dbef 9ecae1 6baed6 3182bd 08519c",
        "eff3ff c6dbef 9ecae1 6baed6 4292c6 2171b5 084594",
    ),
    Palette.PURPLE: (
        "efedf5 bcbddc 756bb1",
        "f2f0f7 cbc9e2 9e9ac8 6a51a3",
        "f2f0f7 cbc9e2 9e9ac8 756bb1 54278f",
        "f2f0f7 dadaeb bcbddc 9e9ac8 756bb1 54278f",
        "f2f0f7 dadaeb bcbddc 9e9ac8 807dba 6a51a3 4a1486",
    ),
    Palette.YELLOW_BROWN: (
        "fff7bc fec44f d95f0e",
        "ffffd4 fed98e fe9929 cc4c02",
        "ffffd4 fed98e fe9929 d95f0e 993404",
        "ffffd4 fee391 fec44f fe9929 d95f0e 993404",
        "ffffd4 fee391 fec44f fe9929 ec7014 cc4c02 8c2d04",
    ),
    Palette.ORANGE_PURPLE: (
        "f1a340 f7f7f7 998ec3",
        "e66101 fdb863 b2abd2 5e3c99",
        "e66101 fdb863 f7f7f7 b2abd2 5e3c99",
        "b35806 f1a340 fee0b6 d8daeb 998ec3 542788",
        "b35806 f1a340 fee0b6 f7f7f7 d8daeb 998ec3 542788",
    ),
    Palette.BROWN_GREEN: (
        "d8b365 f5f5f5 5ab4ac",
        "a6611a dfc27d 80cdc1 018571",
        "a6611a dfc27d f5f5f5 80cdc1 018571",
        "8c510a d8b365 f6e8c3 c7eae5 5ab4ac 01665e",
        "8c510a d8b365 f6e8c3 f5f5f5 c7eae5 5ab4ac 01665e",
    ),
    Palette.RED_BLUE: (
        "ef8a62 f7f7f7 67a9cf",
        "ca0020 f4a582 92c5de 0571b0",
        "ca0020 f4a582 f7f7f7 92c5de 0571b0",
        "b2182b ef8a62 fddbc7 d1e5f0 67a9cf 2166ac",
        "b2182b ef8a62 fddbc7 f7f7f7 d1e5f0 67a9cf 2166ac",
    ),
}


def palette_colours(palette: Palette, count: int) -> tuple[str, ...]:
    """Return `count` colours from low to high, as "#rrggbb".

    Parameters
    ----------
    count
        0 to 7. ColorBrewer starts at three colours: one class gets the middle one, two classes the outer two.

    Raises
    ------
    PaletteSizeError
        The palette does not have that many colours.
    """
    if not 0 <= count <= 7:
        raise PaletteSizeError(palette, count)
    of_three, *_ = schemes = [tuple(f"#{value}" for value in row.split()) for row in _COLOURS[palette]]
    if count < 3:
        return {0: (), 1: of_three[1:2], 2: of_three[::2]}[count]
    return schemes[count - 3]


def contrast_ratio(colour: str, other: str) -> float:
    """Return the contrast between two colours, 1 to 21.

    Notes
    -----
    (L1 + 0.05) / (L2 + 0.05) of the relative luminances, as in WCAG 2.2 (W3C, 2023).
    """
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_colour(background: str) -> str:
    """Return the text colour, dark or light, that contrasts most with a background."""
    return max((DARK_TEXT, LIGHT_TEXT), key=lambda text: contrast_ratio(text, background))


def _luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
