"""What each area of a choropleth shows: its class, or why it has none, and its figure, margin and remark in Dutch."""

import math
from collections import Counter
from dataclasses import dataclass

import geopandas as gpd

from geodata.indicators.status import Status
from maps.classes import BreakMethod, Classification, classify
from maps.frames import AreaRecord, area_records
from maps.numbers import figure_decimals, format_range, format_value, range_decimals
from maps.palettes import Palette, palette_colours
from maps.patterns import NoFigure, pattern_fill

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
    """What a map shows: one indicator in one period, and where the figures come from."""

    title: str
    period: str
    unit: str
    decimals: int
    source: str = "CBS / Kadaster"


@dataclass(frozen=True)
class MapClasses:
    """The wish for the classes and colours of a map; see `maps.classes.classify`."""

    method: BreakMethod = BreakMethod.QUANTILE
    class_count: int = 5
    own_breaks: tuple[float, ...] = ()
    palette: Palette = Palette.YELLOW_BLUE


@dataclass(frozen=True)
class ShadedArea:
    """One area as the map shows it: ``shade`` is the number of its class, or why it has none."""

    code: str
    name: str
    label: str
    shade: int | NoFigure
    figure: str
    margin: str
    remark: str


@dataclass(frozen=True)
class Shading:
    """All areas of a map with the classes and colours they share, in the order of the frame."""

    subject: MapSubject
    classification: Classification
    colours: tuple[str, ...]
    areas: tuple[ShadedArea, ...]

    @property
    def counts(self) -> Counter[int | NoFigure]:
        """Number of areas per class and per reason for having none."""
        return Counter(area.shade for area in self.areas)

    def fill(self, area: ShadedArea, pattern_prefix: str) -> str:
        """Return the SVG fill of an area: the colour of its class, or the hatching of its reason for having none."""
        if isinstance(area.shade, NoFigure):
            return pattern_fill(area.shade, pattern_prefix)
        return self.colours[area.shade]


def shade(areas_gdf: gpd.GeoDataFrame, subject: MapSubject, classes: MapClasses) -> Shading:
    """Give each area of a map its class, or the reason why it has none.

    Parameters
    ----------
    areas_gdf
        One row per area, in RD New (EPSG:28992): ``code``, ``name``, ``geometry``, ``value``, ``lowest`` and
        ``highest`` (in the subject's unit, NaN where missing) and ``status`` (a `Status`, its text, or missing where
        nothing is loaded); optionally ``label``, a line under the name such as the wijk it lies in.

    Raises
    ------
    MapFrameError
        A column or geometry is missing, a code occurs twice, the CRS is another, a status is unknown, or a status
        promises a figure that is not there.
    """
    records = area_records(areas_gdf)
    classification = classify(
        [record.value for record in records if record.no_figure is None],
        decimals=subject.decimals,
        method=classes.method,
        class_count=classes.class_count,
        own_breaks=classes.own_breaks,
    )
    return Shading(
        subject=subject,
        classification=classification,
        colours=palette_colours(classes.palette, classification.count),
        areas=tuple(_shaded_area(record, subject, classification=classification) for record in records),
    )


def _shaded_area(record: AreaRecord, subject: MapSubject, *, classification: Classification) -> ShadedArea:
    reason = record.no_figure
    return ShadedArea(
        code=record.code,
        name=record.name,
        label=record.label,
        shade=classification.index_of(record.value) if reason is None else reason,
        figure=_figure_text(record, reason, subject=subject),
        margin=_margin_text(record, reason, subject=subject),
        remark=_REMARKS[record.status],
    )


def _figure_text(record: AreaRecord, reason: NoFigure | None, *, subject: MapSubject) -> str:
    """Return the figure, or in its place the reason that there is none."""
    if reason is None:
        decimals = figure_decimals(record.lowest, record.highest, record.value, decimals=subject.decimals)
        return format_value(record.value, subject.unit, decimals=decimals)
    return reason.value if record.status is None else record.status.value


def _margin_text(record: AreaRecord, reason: NoFigure | None, *, subject: MapSubject) -> str:
    """Return the range that the figure lies in; empty where it adds nothing to the figure, or is unknown."""
    if math.isnan(record.lowest) and math.isnan(record.highest):
        return ""
    decimals = range_decimals(record.lowest, record.highest, decimals=subject.decimals)
    margin = format_range(record.lowest, record.highest, unit=subject.unit, decimals=decimals)
    return "" if margin == _figure_text(record, reason, subject=subject) else margin
