"""Wijkfoto's made of a few figures: West in Roosterdam, with a gemeente around it."""

from collections.abc import Sequence
from typing import Any

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.choice import Choice, PairChoice, ThemeChoice
from geodata.wijkfoto.wijkfoto import Wijkfoto, WijkfotoInput, assemble_wijkfoto
from tests.grid import PEILDATUM

POOR, OLD, WORK, LONELY = (
    "pct_huishoudens_laag_inkomen",
    "pct_inwoners_65_plus",
    "nettoarbeidsparticipatie",
    "pct_eenzaam",
)
FAR = "afstand_grote_supermarkt"
WIJK = GebiedRecord(1, "WK000100", PEILDATUM, "West", Level.WIJK, "GM0001", "Roosterdam", None, None, 1)
GEMEENTE = GebiedRecord(2, "GM0001", PEILDATUM, "Roosterdam", Level.GEMEENTE, "GM0001", None, None, None, 1)


def figure(key: str, value: float | None, code: str = "WK000100", **facts: Any) -> FigureRecord:
    """A figure that is rounded to one decimal: its range reaches 0.05 to either side."""
    ends = {} if value is None else {"lowest": value - 0.05, "highest": value + 0.05}
    usual = {"lowest": None, "highest": None, "status": Status.ROUNDED, "coverage": 1.0, "load_id": 1, "period": 2024}
    usual |= {"gebied_name": code, "peildatum": PEILDATUM, "change": 1, "indicator": key}
    return FigureRecord(gebied_code=code, value=value, **(usual | ends | facts))


def around(key: str, value: float | None, **facts: Any) -> FigureRecord:
    """A figure of the gemeente."""
    return figure(key, value, "GM0001", **facts)


def wijkfoto(
    *figures: FigureRecord,
    pairs: Sequence[PairChoice] = (),
    portrait: dict[str, str] | None = None,
    compared_with: Sequence[GebiedRecord] = (GEMEENTE,),
) -> Wijkfoto:
    """The wijkfoto of these figures: one theme and key figures with all of them."""
    keys = tuple(dict.fromkeys(one.indicator for one in figures))
    theme = ThemeChoice("een", "Een", keys, front=keys)
    choice = Choice(keys, (), (theme,), pairs=tuple(pairs), portrait=portrait or {})
    read = WijkfotoInput(WIJK, [PEILDATUM], compared_with, figures, {1: None})  # type: ignore[dict-item]
    return assemble_wijkfoto(read, load_catalogue(), choice)
