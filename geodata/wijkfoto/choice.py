"""The choice of figures for a wijkfoto, as data: themes with the keys of their indicators."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geodata.errors import SetupError
from geodata.indicators.catalogue import Catalogue

CHOICE_PATH = Path(__file__).with_name("keuze.toml")


class ChoiceRefusedError(SetupError):
    """The choice of figures names indicators that the catalogue does not have."""

    def __init__(self, unknown: list[str]) -> None:
        super().__init__(
            f"De keuze van cijfers voor de wijkfoto ({CHOICE_PATH.name}) noemt indicatoren die niet in de catalogus "
            f"staan: {', '.join(unknown)}. Verbeter de sleutel of haal de regel weg."
        )


@dataclass(frozen=True)
class ThemeChoice:
    """A theme and the keys of the indicators shown under it; ``front`` are those that a front page shows as well."""

    key: str
    title: str
    indicators: tuple[str, ...]
    front: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairChoice:
    """A subject on which residents were asked and something was registered or measured, and why the two may differ."""

    key: str
    title: str
    residents: tuple[str, ...]
    measured: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Choice:
    """Keys of the key figures, of the age structure from young to old, of each theme, and of what is set side by side.

    ``portrait`` are words for what tells who lives in an area and how, by key: neither way is better.
    """

    key_figures: tuple[str, ...]
    age_structure: tuple[str, ...]
    themes: tuple[ThemeChoice, ...]
    pairs: tuple[PairChoice, ...] = ()
    portrait: Mapping[str, str] = field(default_factory=dict)

    @property
    def indicators(self) -> tuple[str, ...]:
        """All keys, each once, in the order in which they are first shown."""
        themes = (key for theme in self.themes for key in (*theme.indicators, *theme.front))
        pairs = (key for pair in self.pairs for key in (*pair.residents, *pair.measured))
        return tuple(dict.fromkeys([*self.key_figures, *self.age_structure, *themes, *pairs, *self.portrait]))


def choice_from_toml(text: str, catalogue: Catalogue) -> Choice:
    """Read a choice of figures.

    Raises
    ------
    ChoiceRefusedError
        It names indicators that the catalogue does not have.
    """
    data = tomllib.loads(text)
    choice = Choice(
        key_figures=tuple(data["kerncijfers"]),
        age_structure=tuple(data["leeftijdsopbouw"]),
        themes=tuple(_theme(row) for row in data["thema"]),
        pairs=tuple(_pair(row) for row in data.get("naast_elkaar", ())),
        portrait=data.get("typering", {}),
    )
    unknown = [key for key in choice.indicators if key not in catalogue.indicators]
    if unknown:
        raise ChoiceRefusedError(unknown)
    return choice


def _theme(row: Mapping[str, Any]) -> ThemeChoice:
    front = tuple(row.get("voorblad", ()))
    return ThemeChoice(row["sleutel"], row["titel"], tuple(row["indicatoren"]), front)


def _pair(row: Mapping[str, Any]) -> PairChoice:
    return PairChoice(
        key=row["sleutel"],
        title=row["titel"],
        residents=tuple(row["bewoners"]),
        measured=tuple(row["gemeten"]),
        note=row["toelichting"],
    )


def load_choice(catalogue: Catalogue) -> Choice:
    """Read the choice of figures from the file beside this module."""
    return choice_from_toml(CHOICE_PATH.read_text(encoding="utf-8"), catalogue)
