import numpy as np
import pandas as pd

from etl.batch import OBSERVATION_COLUMNS, REFUSED_COLUMNS
from etl.sources.cells.figures import NOT_A_NUMBER
from etl.sources.kaart.figure_columns import FigureColumns
from etl.sources.kaart.figures import LayerFigures, layer_figures, tell_unpublished

CODES = ["BU99990000", "BU99990001", "BU99990002"]
NONE_REFUSED = pd.DataFrame(columns=list(REFUSED_COLUMNS), dtype="str")


def read(refused_df: pd.DataFrame = NONE_REFUSED, **columns: list[object]) -> LayerFigures:
    areas_df = pd.DataFrame({"code": CODES} | columns)
    return layer_figures(
        areas_df, FigureColumns({"INW": "inwoners"}, {"EXTRA": "om een reden"}, ()), year=2015, refused_df=refused_df
    )


def many_areas(value: float, *, count: int) -> pd.DataFrame:
    codes = [f"BU{number:04d}0000" for number in range(1, count + 1)]
    status = "exact" if value >= 0 else "geheim"
    number = value if value >= 0 else np.nan
    frame = {"gebied_code": codes, "indicator": "woz", "period": 2015, "value": number, "status": status}
    return pd.DataFrame(frame)


def test_each_cell_becomes_an_observation() -> None:
    figures = read(INW=[10, 0, -99999999], EXTRA=[None, None, None])
    assert list(figures.observations_df.columns) == list(OBSERVATION_COLUMNS)
    assert figures.observations_df.drop(columns="value").to_numpy().tolist() == [
        ["BU99990000", "inwoners", 2015, "exact"],
        ["BU99990001", "inwoners", 2015, "exact"],
        ["BU99990002", "inwoners", 2015, "geheim"],
    ]
    assert figures.observations_df["value"].tolist()[:2] == [10.0, 0.0]
    assert np.isnan(figures.observations_df["value"].iloc[2])


def test_a_cell_that_is_not_understood_is_refused_with_its_value() -> None:
    figures = read(INW=["10", "veel", "3"], EXTRA=[None, None, None])
    assert figures.observations_df["gebied_code"].tolist() == ["BU99990000", "BU99990002"]
    assert figures.refused_df.to_numpy().tolist() == [["BU99990001", "INW", "veel", NOT_A_NUMBER]]


def test_the_values_of_a_column_that_is_no_figure_are_kept_apart_with_the_reason() -> None:
    figures = read(INW=[1, 2, 3], EXTRA=[7.5, None, 8.0])
    assert figures.refused_df.to_numpy().tolist() == [
        ["BU99990000", "EXTRA", "7.5", "om een reden"],
        ["BU99990002", "EXTRA", "8.0", "om een reden"],
    ]


def test_a_cell_that_was_refused_before_is_no_figure() -> None:
    before = pd.DataFrame([["BU99990001", "INW", "2 / 3", "delen"]], columns=list(REFUSED_COLUMNS))
    figures = read(before, INW=[1, 2, 3], EXTRA=[None, None, None])
    assert figures.observations_df["gebied_code"].tolist() == ["BU99990000", "BU99990002"]
    assert figures.refused_df["value"].tolist() == ["2 / 3"]


def test_a_map_without_figures_gives_none() -> None:
    figures = layer_figures(
        pd.DataFrame({"code": CODES}), FigureColumns({}, {}, ()), year=2019, refused_df=NONE_REFUSED
    )
    assert list(figures.observations_df.columns) == list(OBSERVATION_COLUMNS)
    assert figures.observations_df.empty


def test_a_topic_without_any_figure_in_a_large_old_map_is_not_published_yet() -> None:
    assert set(tell_unpublished(many_areas(-1, count=10), 2015)["status"]) == {"niet gepubliceerd"}


def test_a_topic_without_any_figure_in_one_gemeente_stays_secret() -> None:
    assert set(tell_unpublished(many_areas(-1, count=9), 2015)["status"]) == {"geheim"}


def test_a_topic_with_some_figures_stays_secret_where_it_has_none() -> None:
    observations_df = pd.concat([many_areas(-1, count=20), many_areas(3, count=20).assign(gebied_code="BU99990000")])
    assert set(tell_unpublished(observations_df, 2015)["status"]) == {"geheim", "exact"}


def test_a_topic_may_be_published_on_one_level_only() -> None:
    gemeenten = many_areas(3, count=20).assign(gebied_code=[f"GM{number:04d}" for number in range(20)])
    told = tell_unpublished(pd.concat([many_areas(-1, count=20), gemeenten]), 2015)
    assert told.groupby(told["gebied_code"].str[:2])["status"].unique().map(list).to_dict() == {
        "BU": ["niet gepubliceerd"],
        "GM": ["exact"],
    }


def test_a_map_that_gives_reasons_is_believed() -> None:
    assert set(tell_unpublished(many_areas(-1, count=20), 2022)["status"]) == {"geheim"}
