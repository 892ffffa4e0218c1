"""Wijkfoto's to freeze, of one indicator unless a test says otherwise: a share that is published in whole percents."""

from datetime import UTC, date, datetime
from typing import Any

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.store.tables import Load
from geodata.wijkfoto.freezing.content import Background, FrozenContent, freeze
from geodata.wijkfoto.series import PeriodFigure
from geodata.wijkfoto.wijkfoto import Line, ThemeLines, Wijkfoto

SHARE = "pct_inwoners_65_plus"
CODE = "WK000100"
CATALOGUE = load_catalogue()
NOTHING_BEHIND = Background(None, (), {}, {}, CATALOGUE.fingerprint, "samenstellen-1")


def gebied(level: Level = Level.WIJK, code: str = CODE) -> GebiedRecord:
    return GebiedRecord(1, code, date(2023, 1, 1), "West", level, "GM0001", "Roosterdam", None, None, 1)


def share(value: float | None, period: int = 2023, **facts: Any) -> FigureRecord:
    """A share in whole percents: half a percent off at most."""
    ends = (None, None) if value is None else (value - 0.5, value + 0.5)
    usual: dict[str, Any] = {"gebied_code": CODE, "gebied_name": "West", "change": 1, "indicator": SHARE}
    usual |= {"peildatum": date(period, 1, 1), "lowest": ends[0], "highest": ends[1], "status": Status.ROUNDED}
    return FigureRecord(period=period, value=value, **(usual | {"coverage": 1.0, "load_id": 1} | facts))


def on_old_ground(value: float, **facts: Any) -> Figure:
    """The same share, composed."""
    return Figure(value, value - 0.5, value + 0.5, status=Status.ROUNDED, **facts)


def load(number: int = 1, **facts: Any) -> Load:
    usual: dict[str, Any] = {"id": number, "source": "cbs-kwb", "table_id": f"kwb-{number}", "version": "1"}
    usual |= {"peildatum": date(2023, 1, 1), "address": "kwb.xlsx", "licence": "CC BY 4.0", "sha256": str(number) * 64}
    return Load(**(usual | {"fetched_at": datetime(2024, 5, 1, 12, tzinfo=UTC)} | facts))


def line(*series: FigureRecord, comparisons: tuple[Any, ...] = ()) -> Line:
    """The line of the indicator that the figures are of."""
    indicator = CATALOGUE.indicator(series[-1].indicator)
    points = tuple(PeriodFigure(figure, is_comparable=True) for figure in series)
    return Line(indicator, series[-1], series=points, comparisons=comparisons)


def wijkfoto(*lines: Line, area: GebiedRecord | None = None) -> Wijkfoto:
    """All lines under one theme, the first a key figure too."""
    themes = (ThemeLines("een", "Een", lines),)
    return Wijkfoto(area or gebied(), (date(2023, 1, 1),), (), lines[:1], (), themes, {1: load()})


def frozen(*series: FigureRecord, level: Level = Level.WIJK, occasion: str | None = None) -> FrozenContent:
    """A frozen wijkfoto of one indicator."""
    return freeze(wijkfoto(line(*series), area=gebied(level)), NOTHING_BEHIND, occasion=occasion)
