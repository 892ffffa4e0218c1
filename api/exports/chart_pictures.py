"""The charts of an area as pictures: one indicator over the years, its age structure, and areas beside each other."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from api.exports.chart_values import age_groups, chart_subject, interval_row, trend_points
from api.exports.picture import ChartKind, Picture
from api.pages.wijkfoto.place import gebieden_below, neighbours
from api.sources import source_names
from geodata.errors import InvalidInputError, NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord, find_gebied
from geodata.indelingen.queries import indelingen_of
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord, figures_of_codes, figures_of_indicator, load_ids_of
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.wijkfoto.choice import Choice
from geodata.wijkfoto.comparison import Subject, read_subject
from geodata.wijkfoto.freezing.freezing import derived_loads
from geodata.wijkfoto.queries import read_series, read_wijkfoto
from geodata.wijkfoto.wijkfoto import by_place
from maps.charts.ages import ages_chart
from maps.charts.chart import Chart, ChartSubject, chart_sheet
from maps.charts.intervals import Reference, intervals_chart
from maps.charts.trend import trend_chart


class NothingToChartError(NotFoundError):
    """There are too few figures for a chart."""

    def __init__(self, kind: ChartKind, code: str, what: str) -> None:
        super().__init__(
            f"Van '{code}' is geen grafiek '{kind.value}' te tekenen: er zijn te weinig cijfers van {what}. Een "
            "verloop vraagt twee jaren met een cijfer; de andere grafieken vragen er één."
        )


class IndicatorNeededError(InvalidInputError):
    """A chart of an indicator is asked for, without which one."""

    def __init__(self, kind: ChartKind) -> None:
        super().__init__(f"Voor de grafiek '{kind.value}' is een indicator nodig, zoals indicator=inwoners.")


Shown = tuple[Sequence[FigureRecord], Collection[str]]
"""The figures of a chart, and the indicators that they can be derived from."""


@dataclass(frozen=True)
class ChartWish:
    """Which chart is asked for: without a period the newest one, without a peildatum the area as it is known newest."""

    code: str
    kind: ChartKind
    indicator: str = ""
    period: int | None = None
    peildatum: date | None = None


def read_chart(reader: Reader, wish: ChartWish, catalogue: Catalogue, choice: Choice) -> Picture:
    """Read the figures of a chart and draw it.

    Raises
    ------
    IndicatorNeededError, NothingToChartError
        No indicator is named, or there are too few figures.
    geodata.errors.NotFoundError
        There is no such area, indicator or figure.
    """
    if wish.kind is ChartKind.AGES:
        return _ages(reader, wish, catalogue, choice)
    if not wish.indicator:
        raise IndicatorNeededError(wish.kind)
    indicator = catalogue.indicator(wish.indicator)
    draw = _trend if wish.kind is ChartKind.TREND else _intervals
    return draw(reader, wish, indicator, catalogue)


def _trend(reader: Reader, wish: ChartWish, indicator: Indicator, catalogue: Catalogue) -> Picture:
    gebied, series = read_series(reader, wish.code, indicator, peildatum=wish.peildatum, catalogue=catalogue)
    title = f"{_titled(indicator)}, {gebied.name}"
    chart = trend_chart(trend_points(series.points, indicator), chart_subject(indicator, title))
    figures = [point.figure for point in series.points]
    return _picture(reader, wish, chart, gebied, (figures, _keys_of(indicator)))


def _ages(reader: Reader, wish: ChartWish, catalogue: Catalogue, choice: Choice) -> Picture:
    found = read_wijkfoto(reader, wish.code, peildatum=wish.peildatum, catalogue=catalogue, choice=choice)
    around = found.compared_with[0] if found.compared_with else None
    figures = [line.newest for line in found.age_structure if line.newest]
    years = " en ".join(str(year) for year in sorted({figure.period for figure in figures}))
    subject = ChartSubject(f"Leeftijdsopbouw, {found.gebied.name}, {years}", "%", 0)
    groups = age_groups(found.age_structure, around.code if around else "")
    chart = ages_chart(groups, subject, names=(found.gebied.name, around.name if around else ""))
    keys = {key for line in found.age_structure for key in _keys_of(line.indicator)}
    return _picture(reader, wish, chart, found.gebied, (figures, keys))


def _intervals(reader: Reader, wish: ChartWish, indicator: Indicator, catalogue: Catalogue) -> Picture:
    subject = read_subject(reader, wish.code, indicator, wish.period, catalogue)
    period = subject.figure.period
    areas = areas_beside(reader, _as_counted(reader, subject))
    figures = figures_of_indicator(reader, indicator.key, period, [one.id for one in areas])
    ordered = sorted(areas, key=lambda one: _rank(figures.get(one.code), one.name))
    rows = [
        interval_row(one.name, figures.get(one.code), is_subject=one.code == subject.gebied.code) for one in ordered
    ]
    titled = chart_subject(indicator, f"{_titled(indicator)}, {_place(subject.gebied)}, {period}")
    chart = intervals_chart(rows, titled, reference=_reference(reader, subject.gebied, indicator, period))
    return _picture(reader, wish, chart, subject.gebied, (list(figures.values()), _keys_of(indicator)))


def _as_counted(reader: Reader, subject: Subject) -> GebiedRecord:
    """Read the area on the boundaries that its figure was counted on, so that those beside it have figures as well."""
    gebied = subject.gebied
    return gebied if gebied.level is Level.GEBIED else find_gebied(reader, gebied.code, subject.figure.peildatum)


def areas_beside(reader: Reader, gebied: GebiedRecord) -> list[GebiedRecord]:
    """Read the areas that one is set beside: the wijken of a gemeente, the buurten of its wijk, or its clustering."""
    if gebied.level is Level.GEMEENTE:
        return gebieden_below(reader, gebied)
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    found = neighbours(reader, gebied, indeling)
    if gebied.level is Level.BUURT:
        return [one for one in found if one.wijk_code == gebied.wijk_code]
    return found


def _rank(figure: FigureRecord | None, name: str) -> tuple[bool, float, str]:
    value = figure.value if figure else None
    return value is None, -(value or 0.0), name


def _reference(reader: Reader, gebied: GebiedRecord, indicator: Indicator, period: int) -> Reference | None:
    """Return the figure of the gemeente; none for what grows with the area."""
    if gebied.gemeente_code is None or not is_comparable_between_areas(indicator):
        return None
    read = figures_of_codes(reader, [gebied.gemeente_code], until=None, indicators=[indicator.key])
    figure = by_place(read).get((gebied.gemeente_code, indicator.key), {}).get(period)
    if figure is None or figure.value is None:
        return None
    return Reference(find_gebied(reader, gebied.gemeente_code).name, figure.value)


def _keys_of(indicator: Indicator) -> set[str]:
    return {indicator.key, *indicator.aggregation.inputs()}


def _titled(indicator: Indicator) -> str:
    """Return the label with its unit, where numbers are written without."""
    from_label = indicator.unit.lower() in indicator.label.lower()
    is_written = chart_subject(indicator, "").unit or indicator.unit.startswith(("aantal", "code")) or from_label
    return indicator.label if is_written else f"{indicator.label} ({indicator.unit})"


def _place(gebied: GebiedRecord) -> str:
    return gebied.name if gebied.level is Level.GEMEENTE else f"{gebied.name} naast andere"


def _picture(reader: Reader, wish: ChartWish, chart: Chart | None, gebied: GebiedRecord, shown: Shown) -> Picture:
    read, keys = shown
    if chart is None:
        raise NothingToChartError(wish.kind, wish.code, wish.indicator or "de leeftijdsopbouw")
    source = sources_of(reader, gebied, read, keys)
    name = "-".join(part for part in (wish.kind.value, wish.indicator, wish.code) if part)
    return Picture(name, chart_sheet(chart, source=source, drawn_on=datetime.now(UTC).date()))


def sources_of(reader: Reader, gebied: GebiedRecord, figures: Iterable[FigureRecord], keys: Collection[str]) -> str:
    """Name the sources of figures; of an area of a clustering those that they were derived from.

    Parameters
    ----------
    keys
        The indicators that figures of a clustering were derived from.
    """
    read = list(figures)
    load_ids = {figure.load_id for figure in read}
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    if indeling is not None and gebied.gemeente_code is not None:
        derived = derived_loads(reader, indeling, {figure.period for figure in read})
        for period, found in derived.items():
            load_ids |= set(found) & set(load_ids_of(reader, keys, period, gemeente_code=gebied.gemeente_code))
    return source_names(loads_by_id(reader, load_ids).values())
