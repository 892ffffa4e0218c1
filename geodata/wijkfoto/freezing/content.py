"""What is kept of a wijkfoto that is frozen: all that it shows, and what that rests on, without the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from geodata.gebieden.levels import Level
from geodata.indicators.indicator import Indicator, Kind, SeriesBreak
from geodata.indicators.queries import FigureRecord
from geodata.store.tables import Load
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto


@dataclass(frozen=True)
class FrozenIndeling:
    """The version of a clustering that an area is one of: ``name`` is its address in the register."""

    name: str
    title: str
    owner: str
    version: int
    peildatum: date


@dataclass(frozen=True)
class FrozenPart:
    """A base unit of an area of a clustering, and which share of it the area holds, 0 to 1."""

    unit_code: str
    unit_name: str
    share: float


@dataclass(frozen=True)
class FrozenGebied:
    """The area as it was; without a clustering of one's own it has no parts."""

    code: str
    name: str
    level: Level
    peildatum: date
    gemeente_code: str | None
    gemeente_name: str | None
    wijk_code: str | None
    wijk_name: str | None
    indeling: FrozenIndeling | None
    parts: tuple[FrozenPart, ...]


@dataclass(frozen=True)
class FrozenIndicator:
    """What an indicator meant: enough to write its figures without the catalogue."""

    key: str
    label: str
    definition: str
    unit: str
    decimals: int
    kind: Kind
    minimum: float | None
    maximum: float | None
    breaks: tuple[SeriesBreak, ...]


@dataclass(frozen=True)
class FrozenLine:
    """One indicator: the newest figure, all from old to new, and those of the areas around in the newest period."""

    indicator: FrozenIndicator
    newest: FigureRecord | None
    series: tuple[FigureRecord, ...]
    comparisons: tuple[FigureRecord, ...]


@dataclass(frozen=True)
class FrozenTheme:
    """A theme, with the keys of its indicators."""

    key: str
    title: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class FrozenLoad:
    """A load that figures came from."""

    id: int
    source: str
    table_id: str
    version: str
    peildatum: date
    address: str
    licence: str
    sha256: str
    fetched_at: datetime


@dataclass(frozen=True)
class Background:
    """What figures rest on beside their own loads.

    Parameters
    ----------
    derived_from
        Of an area of a clustering: by period the numbers of the loads that its figures were derived from.
    loads
        All loads, by their number.
    catalogue_fingerprint, method
        Which definitions and which way of composing held.
    """

    indeling: FrozenIndeling | None
    parts: tuple[FrozenPart, ...]
    derived_from: Mapping[int, tuple[int, ...]]
    loads: Mapping[int, Load]
    catalogue_fingerprint: str
    method: str


@dataclass(frozen=True)
class FrozenContent:
    """A wijkfoto as it is kept. ``lines`` has each indicator once, by key; the rest says where it is shown."""

    occasion: str | None
    gebied: FrozenGebied
    key_figures: tuple[str, ...]
    age_structure: tuple[str, ...]
    themes: tuple[FrozenTheme, ...]
    lines: Mapping[str, FrozenLine]
    loads: Mapping[int, FrozenLoad]
    derived_from: Mapping[int, tuple[int, ...]]
    catalogue_fingerprint: str
    method: str

    def loads_behind(self, figure: FigureRecord) -> list[FrozenLoad]:
        """Return the loads that a figure came from, or was derived from."""
        is_own = figure.gebied_code == self.gebied.code
        derived_from = self.derived_from.get(figure.period, ()) if is_own else ()
        return [self.loads[load_id] for load_id in derived_from or (figure.load_id,)]


def freeze(found: Wijkfoto, background: Background, *, occasion: str | None) -> FrozenContent:
    """Copy a wijkfoto as it is shown, with what it rests on; reads nothing."""
    themes = tuple(
        FrozenTheme(theme.key, theme.title, tuple(line.indicator.key for line in theme.lines)) for theme in found.themes
    )
    all_lines = [*found.key_figures, *found.age_structure, *(line for theme in found.themes for line in theme.lines)]
    return FrozenContent(
        occasion=occasion,
        gebied=_gebied(found, background),
        key_figures=tuple(line.indicator.key for line in found.key_figures),
        age_structure=tuple(line.indicator.key for line in found.age_structure),
        themes=themes,
        lines={line.indicator.key: _line(line) for line in all_lines},
        loads=_loads({**found.loads, **background.loads}.values()),
        derived_from=background.derived_from,
        catalogue_fingerprint=background.catalogue_fingerprint,
        method=background.method,
    )


def _gebied(found: Wijkfoto, background: Background) -> FrozenGebied:
    gebied = found.gebied
    return FrozenGebied(
        code=gebied.code,
        name=gebied.name,
        level=gebied.level,
        peildatum=gebied.peildatum,
        gemeente_code=gebied.gemeente_code,
        gemeente_name=gebied.gemeente_name,
        wijk_code=gebied.wijk_code,
        wijk_name=gebied.wijk_name,
        indeling=background.indeling,
        parts=background.parts,
    )


def _line(line: Line) -> FrozenLine:
    return FrozenLine(
        indicator=_indicator(line.indicator),
        newest=line.newest,
        series=tuple(item.figure for item in line.series),
        comparisons=tuple(compared.figure for compared in line.comparisons),
    )


def _indicator(indicator: Indicator) -> FrozenIndicator:
    return FrozenIndicator(
        key=indicator.key,
        label=indicator.label,
        definition=indicator.definition,
        unit=indicator.unit,
        decimals=indicator.decimals,
        kind=indicator.kind,
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        breaks=indicator.breaks,
    )


def _loads(loads: Iterable[Load]) -> dict[int, FrozenLoad]:
    return {
        load.id: FrozenLoad(
            id=load.id,
            source=load.source,
            table_id=load.table_id,
            version=load.version,
            peildatum=load.peildatum,
            address=load.address,
            licence=load.licence,
            sha256=load.sha256,
            fetched_at=load.fetched_at,
        )
        for load in loads
    }
