"""What indicators come to for the areas of the clusterings of a study, composed as all figures of areas are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import NO_AREA, Labelling, Study
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import UnitCells, cells_from_frame
from geodata.indicators.aggregating.cover import WHOLE, cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.queries import cells_of_units, units_of
from geodata.store.reading import Reader


@dataclass(frozen=True)
class UnitFigures:
    """The figures of one period of the units of a study, and of the larger units around them.

    Parameters
    ----------
    units_df
        ``code``, ``level``, ``wijk_code`` and ``gemeente_code``; index 0, 1, 2 ...
    cells
        Of these units, in their order.
    """

    units_df: pd.DataFrame
    cells: UnitCells


def read_unit_figures(
    reader: Reader, gemeente_code: str, peildatum: date, period: int, catalogue: Catalogue
) -> UnitFigures:
    """Read the figures of all units of a gemeente on the boundaries of a peildatum."""
    units_df = units_of(reader, gemeente_code, peildatum)
    levels = [Level(level) for level in units_df["level"]]
    cells_df = cells_of_units(reader, units_df, [period])
    cells = cells_from_frame(cells_df, units_df["code"].tolist(), levels, year=period, catalogue=catalogue)
    return UnitFigures(units_df, cells)


def study_figures(study: Study, units: UnitFigures, catalogue: Catalogue, keys: Iterable[str]) -> AreaFigures:
    """Compose indicators for the areas of all clusterings of a study: one clustering after the other, in their order.

    See Also
    --------
    geodata.indicators.aggregating.figures.aggregate
    """
    starts = clustering_starts(study)
    parts_df = pd.concat(
        [_parts(study, labelling, start) for labelling, start in zip(study.labellings, starts, strict=False)],
        ignore_index=True,
    )
    return aggregate(units.cells, cover_areas(parts_df, units.units_df, area_count=starts[-1]), catalogue, keys=keys)


def clustering_starts(study: Study) -> list[int]:
    """Return where the areas of each clustering begin among those of all, and how many there are."""
    starts = [0]
    for labelling in study.labellings:
        starts.append(starts[-1] + len(labelling.area_codes))
    return starts


def _parts(study: Study, labelling: Labelling, start: int) -> pd.DataFrame:
    """Return what each area holds of which unit: the pieces of a unit that are in one area count as one."""
    elements_df = study.elements_gdf[["unit_code", "share", "area_m2"]]
    surface = elements_df["area_m2"] / elements_df.groupby("unit_code")["area_m2"].transform("sum")
    pieces_df = pd.DataFrame(
        {
            "area": labelling.labels + start,
            "unit_code": elements_df["unit_code"],
            "share": elements_df["share"],
            "area_share": surface.fillna(elements_df["share"]),
        }
    ).loc[labelling.labels != NO_AREA]
    parts_df: pd.DataFrame = pieces_df.groupby(["area", "unit_code"])[["share", "area_share"]].sum().reset_index()
    return parts_df.assign(is_estimated=parts_df["share"] < WHOLE)
