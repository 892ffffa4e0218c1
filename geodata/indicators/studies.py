"""A study of clusterings with the people, households and addresses that its units had on the peildatum."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.indelingen.comparing.ground import Study
from geodata.indelingen.comparing.laying import lay_ground
from geodata.indelingen.reading.queries import RegisteredGround, read_ground
from geodata.indicators.queries import unit_weights
from geodata.store.kept import Kept
from geodata.store.queries import newest_change
from geodata.store.reading import Reader

_MOST_KEPT = 20


@dataclass(frozen=True)
class RegisteredStudy:
    """A study, and what it was read from."""

    ground: RegisteredGround
    study: Study


class Studies:
    """Studies that were asked for, the last few, as long as no load comes or goes: laying cut units takes long."""

    def __init__(self) -> None:
        self._kept = Kept(most=_MOST_KEPT)

    def study_of(self, reader: Reader, names: Sequence[str], gemeente_code: str | None = None) -> RegisteredStudy:
        """Return the study of clusterings; parameters and errors are those of `read_study`."""
        key = (newest_change(reader), tuple(names), gemeente_code)
        return self._kept.value_of(key, lambda: read_study(reader, names, gemeente_code))


def read_study(reader: Reader, names: Sequence[str], gemeente_code: str | None = None) -> RegisteredStudy:
    """Read clusterings from the register and lay them on one ground.

    Parameters and errors are those of `geodata.indelingen.reading.queries.read_ground`.
    """
    ground = read_ground(reader, names, gemeente_code)
    units_gdf = ground.units_gdf
    weights_df = unit_weights(reader, units_gdf["id"].tolist(), ground.peildatum.year)
    joined_gdf = units_gdf.join(weights_df, on="id")
    return RegisteredStudy(ground, lay_ground(joined_gdf, ground.clusterings))
