import numpy as np
import pandas as pd

from geodata.indelingen.years.year_crosswalk import YearCrosswalk
from geodata.indicators.deriving.carrier import carrier_of

MEMBERS = pd.DataFrame(
    {
        "area_code": ["west", "west", "oost"],
        "unit_code": ["BU00010000", "BU00010001", "BU00010002"],
        "share": [1.0, 1.0, 1.0],
        "area_share": [1.0, 1.0, 1.0],
        "is_estimated": [False, False, False],
    }
)
ROWS = ["code", "other_code", "share", "share_of_other", "area_m2", "quality"]


def carried(rows: list[tuple[object, ...]], suggestions: list[tuple[str, str, str]] | None = None) -> dict[str, object]:
    """Per new unit and area: the share, and whether it is an estimate."""
    crosswalk = YearCrosswalk(
        pd.DataFrame(rows, columns=ROWS),
        pd.DataFrame(),
        pd.DataFrame(suggestions or [], columns=["code", "other_code", "reason"]),
    )
    members_df = carrier_of(crosswalk).carry(MEMBERS)
    return {
        f"{row.unit_code[-2:]} {row.area_code}": (round(row.share, 3), row.is_estimated)
        for row in members_df.itertuples()
    }


def test_a_new_unit_of_old_ones_of_one_area_is_wholly_in_it() -> None:
    rows = [
        ("BU00010000", "BU00010010", 1.0, 0.4, 400.0, "ligt er geheel in"),
        ("BU00010001", "BU00010010", 1.0, 0.6, 600.0, "ligt er geheel in"),
    ]
    assert carried(rows) == {"10 west": (1.0, False)}


def test_a_new_unit_across_two_areas_is_divided_and_that_is_an_estimate() -> None:
    rows = [
        ("BU00010000", "BU00010010", 0.5, 0.3, 400.0, "vlakken"),
        ("BU00010002", "BU00010010", 1.0, 0.7, 600.0, "vlakken"),
    ]
    assert carried(rows) == {"10 oost": (0.7, True), "10 west": (0.3, True)}


def test_a_sliver_of_another_area_does_not_cut_a_unit() -> None:
    rows = [
        ("BU00010000", "BU00010010", 1.0, 0.995, 995.0, "vlakken"),
        ("BU00010002", "BU00010010", 0.01, 0.005, 5.0, "vlakken"),
    ]
    assert carried(rows) == {"10 west": (1.0, False)}


def test_a_unit_of_unknown_origin_goes_by_its_code_as_an_estimate() -> None:
    rows = [("BU00010002", np.nan, 1.0, np.nan, np.nan, "onbekend")]
    assert carried(rows, [("BU00010002", "BU00010002", "dezelfde code")]) == {"02 oost": (1.0, True)}


def test_a_unit_that_nobody_knows_of_is_in_no_area() -> None:
    assert carried([(np.nan, "BU00010010", np.nan, 1.0, np.nan, "onbekend")]) == {}
