import numpy as np
import pandas as pd

from geodata.indicators.cells import cells_of


def observations(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    df = pd.DataFrame(rows, columns=["gebied_code", "indicator", "period", "value"])
    return df.assign(lowest=df["value"] - 4, highest=df["value"] + 4)


def test_the_cell_beside_a_row_is_that_of_its_own_area_and_period():
    df = observations(
        ("BU00010001", "inwoners", 2023, 100),
        ("BU00010001", "inwoners", 2024, 110),
        ("BU00010002", "inwoners", 2024, 50),
        ("BU00010001", "uitkering_ww", 2024, 10),
    )

    beside = cells_of(df, "inwoners", df.index[3:])

    assert beside.to_dict("index") == {3: {"value": 110, "lowest": 106, "highest": 114}}


def test_a_row_without_such_a_cell_beside_it_gets_missing_values():
    df = observations(("BU00010001", "uitkering_ww", 2024, 10))

    assert np.isnan(cells_of(df, "inwoners", df.index)["highest"].item())


def test_the_answer_keeps_the_order_and_labels_of_the_rows():
    df = observations(
        ("BU00010002", "uitkering_ww", 2024, 10),
        ("BU00010001", "uitkering_ww", 2024, 20),
        ("BU00010001", "inwoners", 2024, 100),
        ("BU00010002", "inwoners", 2024, 50),
    ).set_axis([7, 3, 5, 1])

    beside = cells_of(df, "inwoners", pd.Index([7, 3]))

    assert beside["value"].to_dict() == {7: 50, 3: 100}


def test_a_cell_that_comes_twice_does_not_double_the_rows():
    df = observations(
        ("BU00010001", "inwoners", 2024, 100),
        ("BU00010001", "inwoners", 2024, 100),
        ("BU00010001", "uitkering_ww", 2024, 10),
    )

    assert len(cells_of(df, "inwoners", df.index[2:])) == 1
