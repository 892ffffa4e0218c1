"""Translating between two clusterings of a study: which share of each area lies in each area of the other."""

import numpy as np
import pandas as pd

from geodata.indelingen.ground import COLUMN_OF_MEASURE, NO_AREA, FloatArray, IntArray, Labelling, Measure, Study
from geodata.indelingen.refinement import coarsest_common_refinement

EXACT = "exact"
INCOMPLETE = "onvolledig"


def crosswalk_between(study: Study, first: int, second: int, measure: Measure = Measure.PEOPLE) -> pd.DataFrame:
    """Return what each area of a clustering has in common with each area of another; pairs with nothing are left out.

    Parameters
    ----------
    first, second
        Numbers of the two in the study.
    measure
        What to weigh by.

    Returns
    -------
    pandas.DataFrame
        By area and then other area: ``area_code``, ``area_name``, ``other_area_code``, ``other_area_name``: missing on
        one side in the row of what that clustering leaves out. ``amount``: of the measure (area in m2), NaN where it is
        known of no unit in the row. ``share_of_area``, ``share_of_other``: the part that the row is of the area and of
        the other's area, above and below; of each area they add up to 1. They are NaN beside a missing area, where the
        amount is missing, and where the area as a whole has nothing of the measure: a share of nothing is not known.
        ``quality``: ``exact`` where the row is made of whole units; ``geschat naar <division>`` where of divided ones;
        ``onvolledig`` before that where the measure is not known of some unit in the row, which counts for nothing.

    Raises
    ------
    geodata.indelingen.ground.MeasureMissingError
        The measure is known of no unit at all.
    """
    labelling, other = study.labellings[first], study.labellings[second]
    atoms = coarsest_common_refinement([labelling.labels, other.labels])
    is_known = study.elements_gdf[COLUMN_OF_MEASURE[measure]].notna().to_numpy()
    amounts = np.bincount(atoms.labels, study.weights(measure), minlength=len(atoms.areas))
    amounts[np.bincount(atoms.labels, is_known, minlength=len(atoms.areas)) == 0] = np.nan
    areas, other_areas = atoms.areas[:, 0], atoms.areas[:, 1]
    frame = pd.DataFrame(
        {
            **_named("area", labelling, areas),
            **_named("other_area", other, other_areas),
            "amount": amounts,
            "share_of_area": _shares(areas, amounts),
            "share_of_other": _shares(other_areas, amounts),
            "quality": _qualities(study.elements_gdf["division"], is_known, atoms.labels),
        }
    )
    order = np.lexsort((_last(other_areas), _last(areas)))
    is_held = (atoms.areas != NO_AREA).any(axis=1)
    return frame.iloc[order[is_held[order]]].reset_index(drop=True)


def _named(side: str, labelling: Labelling, areas: IntArray) -> dict[str, list[str | None]]:
    # The label of what is left out, -1, picks the None at the end.
    return {
        f"{side}_code": [(*labelling.area_codes, None)[area] for area in areas],
        f"{side}_name": [(*labelling.area_names, None)[area] for area in areas],
    }


def _shares(areas: IntArray, amounts: FloatArray) -> FloatArray:
    totals = pd.Series(amounts).groupby(areas).transform("sum").to_numpy()
    return np.divide(amounts, totals, out=np.full(len(amounts), np.nan), where=(totals > 0) & (areas != NO_AREA))


def _qualities(divisions: pd.Series, is_known: np.ndarray, atom_labels: IntArray) -> list[str]:
    elements = pd.DataFrame({"division": divisions.to_numpy(), "is_known": is_known}).groupby(atom_labels)
    return [_quality(rows["division"], is_complete=rows["is_known"].all()) for _, rows in elements]


def _quality(divisions: pd.Series, *, is_complete: bool) -> str:
    by = sorted(set(divisions) - {""})
    how = f"geschat naar {' en '.join(by)}" if by else EXACT
    if is_complete:
        return how
    return f"{INCOMPLETE}, {how}" if by else INCOMPLETE


def _last(areas: IntArray) -> IntArray:
    return np.where(areas == NO_AREA, np.iinfo(np.int64).max, areas)
