from datetime import date

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import Direction
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.choice import Choice, ThemeChoice
from geodata.wijkfoto.standouts import StandOuts, stand_outs
from geodata.wijkfoto.wijkfoto import WijkfotoInput, assemble_wijkfoto

CATALOGUE = load_catalogue()
LOWER_IS_BETTER, HIGHER_IS_BETTER, NEITHER = (
    [
        one.key
        for one in CATALOGUE.indicators.values()
        if one.direction is direction and one.kind.value == "percentage" and not one.is_estimate
    ]
    for direction in (Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER, Direction.NEITHER)
)


def gebied(code: str, level: Level) -> GebiedRecord:
    return GebiedRecord(1, code, date(2024, 1, 1), code, level, "GM0001", "Roosterdam", None, None, 1)


def figure(code: str, key: str, value: float) -> FigureRecord:
    place = (code, code, date(2024, 1, 1), 1, key, 2024)
    return FigureRecord(*place, value, value - 0.5, value + 0.5, Status.ROUNDED, 1.0, 1)


def found(shares: dict[str, tuple[float, float]]) -> StandOuts | None:
    """What stands out with these shares of the wijk and of its gemeente, by indicator."""
    figures = [figure("WK000100", key, own) for key, (own, _) in shares.items()]
    figures += [figure("GM0001", key, other) for key, (_, other) in shares.items()]
    around = [gebied("GM0001", Level.GEMEENTE)]
    read = WijkfotoInput(gebied("WK000100", Level.WIJK), [date(2024, 1, 1)], around, figures, {})
    choice = Choice((), (), (ThemeChoice("een", "Een", tuple(shares)), ThemeChoice("twee", "Twee", tuple(shares))))
    return stand_outs(assemble_wijkfoto(read, CATALOGUE, choice))


def test_the_largest_gap_between_the_margins_comes_first_and_each_indicator_once() -> None:
    small, large = LOWER_IS_BETTER[:2]
    outs = found({small: (12, 10), large: (30, 10)})
    assert outs is not None
    assert [one.line.indicator.key for one in outs.lines] == [large, small]
    # 30 less 10 is at least 19, 12 less 10 at least 1: as parts of 30 and of 12.
    assert [round(one.gap, 3) for one in outs.lines] == [round(19 / 30, 3), round(1 / 12, 3)]


def test_what_lies_within_the_margins_is_compared_but_does_not_stand_out() -> None:
    outs = found({LOWER_IS_BETTER[0]: (11, 10)})
    assert outs is not None
    assert (outs.compared_count, outs.insufficient_count, outs.lines) == (1, 0, ())


def test_what_cannot_be_told_apart_for_want_of_data_is_counted_apart() -> None:
    model = next(
        one.key
        for one in CATALOGUE.indicators.values()
        if one.is_estimate and one.direction and one.theme.key != "bewoners"
    )
    outs = found({model: (60, 10), LOWER_IS_BETTER[0]: (30, 10)})
    assert outs is not None
    assert (outs.compared_count, outs.insufficient_count, len(outs.lines)) == (1, 1, 1)


def test_more_is_favourable_only_where_the_catalogue_says_so() -> None:
    outs = found({LOWER_IS_BETTER[0]: (30, 10), HIGHER_IS_BETTER[0]: (30, 10)})
    assert outs is not None
    assert {one.line.indicator.key: one.is_favourable for one in outs.lines} == {
        LOWER_IS_BETTER[0]: False,
        HIGHER_IS_BETTER[0]: True,
    }
    assert outs.favourable_count == 1


def test_what_is_neither_better_nor_worse_is_never_scored() -> None:
    origin = next(key for key in NEITHER if "herkomst" in key)
    assert found({origin: (60, 10)}) is None


def test_what_has_only_bounds_and_is_not_told_apart_counts_as_too_little_known() -> None:
    around = [gebied("GM0001", Level.GEMEENTE)]
    place = ("WK000100", "West", date(2024, 1, 1), 1, LOWER_IS_BETTER[0], 2024)
    unknown = FigureRecord(*place, None, 0, 100, Status.INCOMPLETE, 0.2, 1)
    figures = [unknown, figure("GM0001", LOWER_IS_BETTER[0], 10)]
    figures += [figure(code, LOWER_IS_BETTER[1], 10) for code in ("WK000100", "GM0001")]
    read = WijkfotoInput(gebied("WK000100", Level.WIJK), [date(2024, 1, 1)], around, figures, {})
    outs = stand_outs(
        assemble_wijkfoto(read, CATALOGUE, Choice((), (), (ThemeChoice("een", "Een", tuple(LOWER_IS_BETTER[:2])),)))
    )
    assert outs is not None
    assert (outs.compared_count, outs.insufficient_count) == (1, 1)
