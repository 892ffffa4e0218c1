from dataclasses import replace

import numpy as np
import pytest

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import NUMBER_OF, STATUSES
from geodata.indicators.aggregating.composed import Composed
from geodata.indicators.aggregating.judging import judged
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import NAN

ESTIMATE = {"value": 50.0, "lowest": 40.0, "highest": 60.0, "likely_lowest": 45.0, "likely_highest": 55.0}


def one(number: float) -> FloatArray:
    return np.array([[number]])


def composed(*missing: Status, is_known: bool = True, has_proxy: bool = False, **facts: float) -> Composed:
    """What one area comes to; with `missing` the reasons why cells of it are."""
    numbers = ESTIMATE | {"coverage": 1.0, "estimated_share": 0.0} | facts
    reasons = np.array([[[status in missing]] for status in STATUSES])
    arrays = {name: one(number) for name, number in numbers.items()}
    facts = {"is_known": np.array([[is_known]]), "has_proxy": np.array([[has_proxy]])}
    return Composed(**arrays, **facts, missing=reasons, variance=one(0))


def judged_as(key: str, outcome: Composed) -> Figure:
    return judged(outcome, [load_catalogue().indicator(key)], load_catalogue()).figure(0, key)


def unknown(*missing: Status) -> Composed:
    outcome = composed(*missing, is_known=False, coverage=0.0)
    return replace(outcome, value=one(NAN), lowest=one(0), highest=one(np.inf))


def test_what_is_known_is_as_good_as_its_range() -> None:
    assert judged_as("inwoners", composed()) == Figure(50, 40, 60, 45, 55, Status.ROUNDED)
    assert judged_as("inwoners", composed(lowest=50, highest=50)).status is Status.EXACT


@pytest.mark.parametrize(
    ("key", "enough", "too_little"),
    [
        ("inwoners", 0.8, 0.79),
        ("pct_koopwoningen", 0.8, 0.79),
        ("bevolkingsdichtheid", 0.8, 0.79),
        ("afstand_cafe", 0.8, 0.79),
        ("oppervlakte_land", 1.0, 0.99),
    ],
)
def test_too_little_known_is_no_value_but_keeps_its_bounds(key: str, enough: float, too_little: float) -> None:
    assert judged_as(key, composed(coverage=enough)).value == 50
    figure = judged_as(key, composed(Status.SECRET, coverage=too_little))
    assert figure == Figure(None, 40, 60, status=Status.INCOMPLETE, coverage=too_little)


def test_how_much_must_be_known_is_a_setting_of_the_catalogue() -> None:
    indicator = load_catalogue().indicator("inwoners")
    strict = replace(load_catalogue(), coverage_needed={indicator.kind: 0.95})
    assert judged(composed(coverage=0.9), [indicator], strict).figure(0, "inwoners").value is None
    assert judged(composed(coverage=0.96), [indicator], strict).figure(0, "inwoners").value == 50


def test_bounds_never_leave_what_can_be_true() -> None:
    outcome = composed(value=99.0, lowest=-5, highest=130, likely_lowest=97, likely_highest=103)
    assert judged_as("pct_koopwoningen", outcome) == Figure(99, 0, 100, 97, 100, Status.ROUNDED)


def test_a_value_never_leaves_its_bounds_nor_the_95_percent_range_the_value() -> None:
    figure = judged_as("inwoners", composed(value=65.0))
    assert (figure.value, figure.likely_highest) == (60, 60)


def test_a_95_percent_range_as_wide_as_the_bounds_is_not_told() -> None:
    figure = judged_as("inwoners", composed(likely_lowest=39, likely_highest=61))
    assert (figure.likely_lowest, figure.likely_highest) == (None, None)
    assert figure.likely_range() == (40, 60)


@pytest.mark.parametrize(("facts", "status"), [({"estimated_share": 0.1}, "geschat"), ({"has_proxy": True}, "geschat")])
def test_what_was_divided_or_weighed_by_estimate_is_estimated(facts: dict[str, float], status: str) -> None:
    assert judged_as("inwoners", composed(**facts)).status.value == status  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", [Status.SECRET, Status.UNPUBLISHED, Status.UNDETERMINABLE])
def test_a_figure_of_which_a_part_is_missing_is_incomplete_even_where_it_was_estimated(reason: Status) -> None:
    assert judged_as("inwoners", composed(reason, estimated_share=0.5)).status is Status.INCOMPLETE


def test_a_part_that_does_not_apply_is_no_gap() -> None:
    assert judged_as("inwoners", composed(Status.NOT_APPLICABLE)).status is Status.ROUNDED


@pytest.mark.parametrize("reason", [Status.SECRET, Status.UNPUBLISHED, Status.NOT_APPLICABLE, Status.UNDETERMINABLE])
def test_where_nothing_is_known_the_reason_is_told(reason: Status) -> None:
    assert judged_as("inwoners", unknown(reason)).status is reason


def test_of_several_reasons_the_one_that_says_most_is_told() -> None:
    assert judged_as("inwoners", unknown(Status.NOT_APPLICABLE, Status.UNPUBLISHED)).status is Status.UNPUBLISHED
    assert judged_as("inwoners", unknown(Status.UNPUBLISHED, Status.UNDETERMINABLE)).status is Status.UNDETERMINABLE
    assert judged_as("inwoners", unknown(*STATUSES)).status is Status.SECRET


def test_only_what_is_known_or_secret_has_bounds() -> None:
    outcome = replace(unknown(Status.SECRET), highest=one(7))
    assert judged_as("jeugdzorg", outcome).hard_range() == (0, 7)
    outcome = replace(unknown(Status.UNPUBLISHED), highest=one(7))
    assert judged_as("jeugdzorg", outcome).hard_range() is None


def test_what_has_parts_but_cannot_be_composed_of_them_is_not_determinable_and_has_no_value() -> None:
    figure = judged_as("mediaan_vermogen", composed(value=NAN, likely_lowest=40, likely_highest=60))
    assert figure == Figure(None, 40, 60, status=Status.UNDETERMINABLE)


def test_every_status_has_a_number() -> None:
    assert [STATUSES[NUMBER_OF[status]] for status in Status] == list(Status)
