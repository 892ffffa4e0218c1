from geodata.indicators.comparing.signals import Signal
from geodata.wijkfoto.changes import Changes, changes_of
from tests.geodata.wijkfoto.building import FAR, LONELY, OLD, WORK, figure, wijkfoto


def changes(key: str, before: float, after: float) -> Changes:
    return changes_of(wijkfoto(figure(key, before, period=2022), figure(key, after)))


def test_what_changed_beyond_noise_says_whether_it_is_for_the_better() -> None:
    signals = [changes(key, 60.0, 70.0).lines[0].signal for key in (WORK, FAR, OLD)]
    assert signals == [Signal.FAVOURABLE, Signal.UNFAVOURABLE, None]


def test_the_largest_change_comes_first_and_each_indicator_counts_once() -> None:
    small, large = [figure(OLD, 50, period=2022), figure(OLD, 51)], [figure(FAR, 5, period=2022), figure(FAR, 10)]
    found = changes_of(wijkfoto(*small, *large))
    assert [one.line.indicator.key for one in found.lines] == [FAR, OLD]


def test_what_is_not_called_a_change_is_counted_by_why() -> None:
    assert changes(OLD, 9.0, 9.0).steady_count == 1
    assert changes(LONELY, 40.0, 60.0).insufficient_count == 1
    assert changes_of(wijkfoto(figure(OLD, 9))).single_count == 1
