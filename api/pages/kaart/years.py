"""The years that a map can be moved through, with classes that stay the same over all of them."""

from dataclasses import dataclass

from api.pages.kaart.choice import MapChoice
from api.pages.kaart.parameters import KaartParameters, address_of
from maps.classes import BreakMethod


@dataclass(frozen=True)
class Years:
    """The years with figures, oldest first, with the address of each; ``breaks`` are series breaks between them."""

    shown: int
    addresses: tuple[tuple[int, str], ...]
    moving: str
    breaks: tuple[int, ...]

    @property
    def position(self) -> int:
        """Number of the shown year, from 0."""
        return [year for year, _ in self.addresses].index(self.shown)


def years_of(parameters: KaartParameters, choice: MapChoice) -> Years | None:
    """Return the years of the chosen indicator; None where there is only one."""
    if len(choice.years) < 2:
        return None
    steady = {} if parameters.klassen is BreakMethod.OWN else {"klassen": BreakMethod.FIXED}
    addresses = tuple((year, address_of(parameters, choice, periode=year, **steady)) for year in choice.years)
    breaks = tuple(one.year for one in choice.indicator.breaks if choice.years[0] < one.year <= choice.years[-1])
    return Years(choice.period, addresses, address_of(parameters, choice, path="/kaart/jaar", **steady), breaks)
