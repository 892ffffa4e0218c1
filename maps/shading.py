"""What each area of a choropleth shows: its class, or why it has none, and its figure, margin and remark in Dutch."""

import math
from collections import Counter
from dataclasses import dataclass

import geopandas as gpd

from geodata.indicators.status import Status
from maps.classes import BreakMethod, Classification, classify
from maps.diverging import Centre, classify_around
from maps.frames import AreaRecord, area_records
from maps.numbers import figure_decimals, format_range, format_value, range_decimals
from maps.palettes import Palette, palette_colours
from maps.patterns import NoFigure, noise_defs, noise_fill, pattern_defs, pattern_fill

MOST_CLASSES_IN_RANGE = 2
"""A figure whose range runs over more classes than this is too uncertain to be in one of them."""

_REMARKS = {
    Status.EXACT: "",
    Status.ROUNDED: "afgerond door de bron",
    Status.ESTIMATED: "geschat",
    Status.INCOMPLETE: "van een deel is geen cijfer bekend",
    Status.SECRET: "de bron geeft dit cijfer niet vrij",
    Status.UNPUBLISHED: "de bron heeft dit cijfer niet gepubliceerd",
    Status.NOT_APPLICABLE: "dit cijfer bestaat niet voor dit gebied",
    Status.UNDETERMINABLE: "niet te bepalen uit de gepubliceerde cijfers",
    None: "dit cijfer is niet geladen",
}


@dataclass(frozen=True)
class MapSubject:
    """What a map shows: one indicator in one period, and where the figures come from.

    ``compared_with`` names the area that others are compared with, where they are: those that cannot be told from it
    are hatched.
    """

    title: str
    period: str
    unit: str
    decimals: int
    source: str = "CBS / Kadaster"
    compared_with: str = ""


@dataclass(frozen=True)
class MapClasses:
    """The wish for the classes and colours of a map; see `maps.classes.classify`.

    ``pool`` are figures that the classes are made of in place of those of the map, which are among them: of all years,
    or of two maps.
    With ``centre`` the classes lie around that figure, as `maps.diverging.classify_around` makes them.
    """

    method: BreakMethod = BreakMethod.QUANTILE
    class_count: int = 5
    own_breaks: tuple[float, ...] = ()
    palette: Palette = Palette.YELLOW_BLUE
    pool: tuple[float, ...] = ()
    centre: Centre | None = None


@dataclass(frozen=True)
class ShadedArea:
    """One area as the map shows it: ``shade`` is the number of its class, or why it has none.

    ``is_noise`` says whether it has a class but cannot be told from what it is compared with.
    """

    code: str
    name: str
    label: str
    shade: int | NoFigure
    figure: str
    margin: str
    remark: str
    is_noise: bool = False


@dataclass(frozen=True)
class Shading:
    """All areas of a map with the classes and colours they share, in the order of the frame."""

    subject: MapSubject
    classification: Classification
    colours: tuple[str, ...]
    areas: tuple[ShadedArea, ...]
    centre: Centre | None = None

    @property
    def noise_count(self) -> int:
        """Number of areas that cannot be told from what they are compared with."""
        return sum(area.is_noise for area in self.areas)

    @property
    def counts(self) -> Counter[int | NoFigure]:
        """Number of areas per class and per reason for having none."""
        return Counter(area.shade for area in self.areas)

    def fill(self, area: ShadedArea, pattern_prefix: str) -> str:
        """Return the SVG fill of an area: the colour of its class, or the hatching of its reason for having none."""
        if isinstance(area.shade, NoFigure):
            return pattern_fill(area.shade, pattern_prefix)
        return noise_fill(area.shade, pattern_prefix) if area.is_noise else self.colours[area.shade]

    def defs(self, pattern_prefix: str) -> str:
        """Return the SVG ``<defs>`` that the fills refer to; `pattern_prefix` keeps their ids apart within a page."""
        numbers = {area.shade for area in self.areas if area.is_noise and not isinstance(area.shade, NoFigure)}
        hatched = {number: self.colours[number] for number in sorted(numbers)}
        return pattern_defs(pattern_prefix) + (noise_defs(hatched, pattern_prefix) if hatched else "")


def shade(areas_gdf: gpd.GeoDataFrame, subject: MapSubject, classes: MapClasses) -> Shading:
    """Give each area of a map its class, or the reason why it has none.

    Parameters
    ----------
    areas_gdf
        One row per area, in RD New (EPSG:28992): ``code``, ``name``, ``geometry``, ``value``, ``lowest`` and
        ``highest`` (in the subject's unit, NaN where missing) and ``status`` (a `Status`, its text, or missing where
        nothing is loaded); optionally ``label``, a line under the name such as the wijk it lies in, ``is_empty``
        (hardly anybody lives there, and the indicator is about people), ``comparison``, how it compares in words, and
        ``is_noise``, whether it cannot be told from what it is compared with.

    Raises
    ------
    MapFrameError
        A column or geometry is missing, a code occurs twice, the CRS is another, a status is unknown, or a status
        promises a figure that is not there.
    """
    records = area_records(areas_gdf)
    own = [record.value for record in records if record.no_figure is None]
    classification = _classification(list(classes.pool) or own, subject.decimals, classes)
    return Shading(
        subject=subject,
        classification=classification,
        colours=_colours(classification, classes.palette),
        areas=tuple(_shaded_area(record, subject, classification=classification) for record in records),
        centre=classes.centre,
    )


def _classification(values: list[float], decimals: int, classes: MapClasses) -> Classification:
    method, class_count = classes.method, classes.class_count
    if classes.centre is not None:
        return classify_around(values, classes.centre, decimals=decimals, method=method, class_count=class_count)
    own_breaks = classes.own_breaks
    return classify(values, decimals=decimals, method=method, class_count=class_count, own_breaks=own_breaks)


def _colours(classification: Classification, palette: Palette) -> tuple[str, ...]:
    """Return the colour of each class; around a middle those that are as far from it on the palette."""
    if classification.middle is None:
        return palette_colours(palette, classification.count)
    first = classification.reach - classification.middle
    return palette_colours(palette, 2 * classification.reach + 1)[first : first + classification.count]


def _shaded_area(record: AreaRecord, subject: MapSubject, *, classification: Classification) -> ShadedArea:
    shade = _shade_of(record, classification)
    has_class = not isinstance(shade, NoFigure)
    return ShadedArea(
        code=record.code,
        name=record.name,
        label=record.label,
        shade=shade,
        figure=_figure_text(record, subject),
        margin=_margin_text(record, subject),
        remark="; ".join(part for part in (_remark(record, shade), record.comparison) if part),
        is_noise=record.is_noise and has_class,
    )


def _shade_of(record: AreaRecord, classification: Classification) -> int | NoFigure:
    """Return the number of the class of an area, or why it has none.

    Notes
    -----
    The range counts as it is shown: the 95 % range where it is known, else the hard one. Over two classes it still says
    "here or beside it"; over more, the colour would promise what nobody knows.
    """
    reason = record.no_figure
    if reason is not None:
        return reason
    has_range = not (math.isnan(record.lowest) and math.isnan(record.highest))
    if has_range and classification.span_of(record.lowest, record.highest) > MOST_CLASSES_IN_RANGE:
        return NoFigure.TOO_WIDE
    return classification.index_of(record.value)


def _remark(record: AreaRecord, shade: int | NoFigure) -> str:
    if shade is NoFigure.EMPTY:
        return "hier zegt dit cijfer niets"
    if shade is NoFigure.TOO_WIDE:
        return "te onzeker voor een klasse op de kaart"
    return _REMARKS[record.status]


def _figure_text(record: AreaRecord, subject: MapSubject) -> str:
    """Return the figure, or in its place the reason that there is none."""
    reason = record.no_figure
    if reason is None:
        decimals = figure_decimals(record.lowest, record.highest, record.value, decimals=subject.decimals)
        return format_value(record.value, subject.unit, decimals=decimals)
    return reason.value if record.status is None or record.is_empty else record.status.value


def _margin_text(record: AreaRecord, subject: MapSubject) -> str:
    """Return the range that the figure lies in; empty where it adds nothing to the figure, or is unknown."""
    if record.is_empty or (math.isnan(record.lowest) and math.isnan(record.highest)):
        return ""
    decimals = range_decimals(record.lowest, record.highest, decimals=subject.decimals)
    margin = format_range(record.lowest, record.highest, unit=subject.unit, decimals=decimals)
    return "" if margin == _figure_text(record, subject) else margin
