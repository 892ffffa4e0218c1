"""The choice of figures for a wijkfoto, as data: themes with the keys of their indicators."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

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
    """A theme and the keys of the indicators shown under it."""

    key: str
    title: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Keys of the key figures, of the age structure from young to old, and of each theme."""

    key_figures: tuple[str, ...]
    age_structure: tuple[str, ...]
    themes: tuple[ThemeChoice, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """All keys, each once, in the order in which they are first shown."""
        keys = [*self.key_figures, *self.age_structure, *(key for theme in self.themes for key in theme.indicators)]
        return tuple(dict.fromkeys(keys))


def choice_from_toml(text: str, catalogue: Catalogue) -> Choice:
    """Read a choice of figures.

    Raises
    ------
    ChoiceRefusedError
        It names indicators that the catalogue does not have.
    """
    data = tomllib.loads(text)
    themes = tuple(ThemeChoice(row["sleutel"], row["titel"], tuple(row["indicatoren"])) for row in data["thema"])
    choice = Choice(tuple(data["kerncijfers"]), tuple(data["leeftijdsopbouw"]), themes)
    unknown = [key for key in choice.indicators if key not in catalogue.indicators]
    if unknown:
        raise ChoiceRefusedError(unknown)
    return choice


def load_choice(catalogue: Catalogue) -> Choice:
    """Read the choice of figures from the file beside this module."""
    return choice_from_toml(CHOICE_PATH.read_text(encoding="utf-8"), catalogue)
