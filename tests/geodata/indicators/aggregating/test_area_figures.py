import numpy as np

from geodata.indicators.aggregating.area_figures import AreaFigures, nothing_for, side_by_side
from geodata.indicators.aggregating.cells import NUMBER_OF
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import NAN


def figures(key: str, *values: float, status: Status = Status.ROUNDED) -> AreaFigures:
    value = np.array(values, dtype=float)[:, np.newaxis]
    ends = {"lowest": value - 4, "highest": value + 4}
    ends |= {"likely_lowest": np.full_like(value, NAN), "likely_highest": np.full_like(value, NAN)}
    number = np.full(value.shape, NUMBER_OF[status])
    return AreaFigures(
        (key,), value=value, **ends, status=number, coverage=np.ones_like(value), estimated_share=0 * value
    )


def test_one_figure_is_given_by_area_and_indicator() -> None:
    both = side_by_side([figures("inwoners", 100, 200), figures("mannen", 50, 90)])
    assert both.figure(1, "mannen") == Figure(90, 86, 94, status=Status.ROUNDED)


def test_what_is_not_known_is_none_and_not_zero() -> None:
    secret = figures("wmo_clienten", NAN, status=Status.SECRET).figure(0, "wmo_clienten")
    assert (secret.value, secret.lowest, secret.highest) == (None, None, None)
    assert secret.status is Status.SECRET


def test_columns_are_taken_in_the_order_asked_for() -> None:
    both = side_by_side([figures("inwoners", 100), figures("mannen", 50)])
    assert both.columns([1, 0]).keys == ("mannen", "inwoners")
    assert both.columns([1, 0]).value.tolist() == [[50, 100]]
    assert both.columns([]).value.shape == (1, 0)


def test_areas_of_which_nothing_can_be_told_have_no_indicators() -> None:
    nothing = nothing_for(3)
    assert nothing.keys == ()
    assert side_by_side([nothing, figures("inwoners", 1, 2, 3)]).keys == ("inwoners",)
