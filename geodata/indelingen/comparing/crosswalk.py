"""Translating between two clusterings of a study: which share of each area lies in each area of the other."""

import numpy as np
import pandas as pd

from geodata.indelingen.comparing.ground import (
    COLUMN_OF_MEASURE,
    NO_AREA,
    FloatArray,
    IntArray,
    Labelling,
    Measure,
    Study,
)
from geodata.indelingen.comparing.refinement import coarsest_common_refinement

EXACT = "exact"
INCOMPLETE = "onvolledig"
_WHOLE = 1 - 1e-9


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
        known of no unit in the row. ``share_of_area``, ``share_of_other``: the part that the row is of its area and of
        its other area, 0 to 1; those of one area add up to 1. They are NaN beside a missing area, where the amount is
        missing, and where the whole area has nothing of the measure: a share of nothing is not known. ``quality``:
        ``exact`` where the row is made of whole units; ``geschat naar <division>`` where a unit is divided over several
        rows (area is measured, not estimated, where the piece has an outline); ``onvolledig`` first where the measure
        is not known of some unit in the row, which then counts for nothing.

    Raises
    ------
    geodata.indelingen.comparing.ground.MeasureMissingError
        The measure is known of no unit at all.
    """
    labelling, other = study.labellings[first], study.labellings[second]
    atoms = coarsest_common_refinement([labelling.labels, other.labels])
    elements_df = _elements(study, measure, atoms.labels)
    amounts = elements_df.groupby("atom")["amount"].sum(min_count=1).to_numpy()
    areas, other_areas = atoms.areas.T
    crosswalk_df = pd.DataFrame(
        {
            **_named("area", labelling, areas),
            **_named("other_area", other, other_areas),
            "amount": amounts,
            "share_of_area": _shares(areas, amounts),
            "share_of_other": _shares(other_areas, amounts),
            "quality": [_quality(rows_df) for _, rows_df in elements_df.groupby("atom")],
        }
    )
    order = np.lexsort((_last(other_areas), _last(areas)))
    is_held = (atoms.areas != NO_AREA).any(axis=1)
    return crosswalk_df.take(order[is_held[order]]).reset_index(drop=True)


def _elements(study: Study, measure: Measure, atom_labels: IntArray) -> pd.DataFrame:
    """Return per element its ``atom``, ``amount`` and ``division``: empty where its unit lies whole in the atom."""
    study.weights(measure)
    elements_gdf = study.elements_gdf
    shares = elements_gdf.groupby(["unit_code", atom_labels])["share"].transform("sum")
    is_sure = shares >= _WHOLE
    if measure is Measure.AREA:
        is_sure |= elements_gdf.geometry.notna()
    amounts, divisions = elements_gdf[COLUMN_OF_MEASURE[measure]], elements_gdf["division"].mask(is_sure, "")
    return pd.DataFrame({"atom": atom_labels, "amount": amounts.to_numpy(), "division": divisions.to_numpy()})


def _named(side: str, labelling: Labelling, areas: IntArray) -> dict[str, list[str | None]]:
    # The label of what is left out, -1, picks the None at the end.
    return {
        f"{side}_code": [(*labelling.area_codes, None)[area] for area in areas],
        f"{side}_name": [(*labelling.area_names, None)[area] for area in areas],
    }


def _shares(areas: IntArray, amounts: FloatArray) -> FloatArray:
    totals = pd.Series(amounts).groupby(areas).transform("sum").to_numpy()
    shares: FloatArray = np.full(len(amounts), np.nan)
    np.divide(amounts, totals, out=shares, where=(totals > 0) & (areas != NO_AREA))
    return shares


def _quality(elements_df: pd.DataFrame) -> str:
    by = sorted({weight for division in elements_df["division"] for weight in division.split(" en ") if weight})
    estimated = [f"geschat naar {' en '.join(by)}"] if by else []
    incomplete = [INCOMPLETE] if elements_df["amount"].isna().any() else []
    return ", ".join(incomplete + estimated) or EXACT


def _last(areas: IntArray) -> IntArray:
    return np.where(areas == NO_AREA, np.iinfo(np.int64).max, areas)
