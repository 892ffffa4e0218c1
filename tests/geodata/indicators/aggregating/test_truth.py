from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.voorbeeld import codes
from etl.voorbeeld.indelingen import BASE_YEAR, BUURT_BASED, WIJK_BASED, assignment
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import BoolArray
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import differences_between
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.indicator import Kind
from tests.geodata.indicators.aggregating.municipalities import (
    NO_AREA,
    Municipality,
    aligned,
    figures_of,
    is_in_hard_range,
    is_in_likely_range,
    random_municipality,
    sample_municipality,
    truth_of,
)
from tests.geodata.indicators.aggregating.towns import cells_of, cover_of
from tests.geodata.indicators.comparing.figures import rounded_by_lot


def by_buurt(municipality: Municipality, rng: np.random.Generator, *, areas: int) -> IntArray:
    """Share whole buurten out over areas at random; some are in none."""
    number = np.unique(municipality.buurten.to_numpy(), return_inverse=True)[1]
    area_of: IntArray = rng.integers(NO_AREA, areas, number.max() + 1)
    return area_of[number]


def by_piece(municipality: Municipality, rng: np.random.Generator, *, areas: int) -> IntArray:
    """Share pieces out over areas at random, so that most buurten are cut."""
    return rng.integers(NO_AREA, areas, len(municipality.buurten))


def what_is_left(municipality: Municipality, rng: np.random.Generator, *, areas: int) -> IntArray:
    """Share wijken out over areas at random, and take one buurt out: its wijk's figure is no longer of use."""
    number = np.unique(municipality.buurten.str[:8].to_numpy(), return_inverse=True)[1]
    found = rng.integers(0, areas, number.max() + 1)[number]
    is_out = (municipality.buurten == rng.choice(municipality.buurten.to_numpy())).to_numpy()
    return np.where(is_out, NO_AREA, found)


def misses(figures: AreaFigures, is_inside: BoolArray) -> list[str]:
    return [key for key, inside in zip(figures.keys, is_inside.T, strict=True) if not inside.all()]


@settings(max_examples=8)
@given(
    st.integers(0, 10_000),
    st.sampled_from(codes.YEARS),
    st.sampled_from([by_buurt, by_piece, what_is_left]),
    st.integers(1, 12),
)
def test_the_truth_is_never_outside_the_hard_range(seed: int, year: int, share_out: object, areas: int) -> None:
    rng = np.random.default_rng(seed)
    municipality = random_municipality(year, rng)
    held = share_out(municipality, rng, areas=areas)  # type: ignore[operator]
    figures = figures_of(municipality, held)
    assert misses(figures, is_in_hard_range(figures, aligned(figures, truth_of(municipality, held)))) == []


@pytest.mark.parametrize("key", [*WIJK_BASED, *BUURT_BASED])
def test_the_truth_of_the_samples_own_clusterings_is_never_outside_the_hard_range(key: str) -> None:
    municipality, units_df = sample_municipality(BASE_YEAR), codes.units(BASE_YEAR)
    area_of = assignment(key).set_index("code")["gebied"]
    held = units_df["wijkcode" if key in WIJK_BASED else "buurtcode"].map(area_of)
    areas = np.array(held.astype("category").cat.codes, dtype=np.int64)
    figures = figures_of(municipality, areas)
    assert misses(figures, is_in_hard_range(figures, aligned(figures, truth_of(municipality, areas)))) == []


@pytest.mark.parametrize("year", codes.YEARS)
def test_all_kinds_of_indicator_are_among_those_of_which_the_truth_is_known(year: int) -> None:
    municipality = sample_municipality(year)
    everything = np.zeros(len(municipality.buurten), dtype=np.int64)
    figures = figures_of(municipality, everything)
    true = aligned(figures, truth_of(municipality, everything))
    known = [key for key, one in zip(figures.keys, true[0], strict=True) if not np.isnan(one)]
    kinds = Counter(load_catalogue().indicator(key).kind for key in known)
    wanted = {Kind.COUNT, Kind.AREA, Kind.PERCENTAGE, Kind.MEAN, Kind.RATIO, Kind.DENSITY, Kind.DISTANCE, Kind.CLASS}
    assert len(known) >= 90
    assert wanted <= kinds.keys()


def hits_in_draws(draws: int) -> dict[str, tuple[int, int]]:
    """By indicator how often the truth was in the 95 % range, of how many values; of areas of five buurten and more."""
    found: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        municipality = random_municipality(2023, rng)
        areas = by_buurt(municipality, rng, areas=6)
        figures = figures_of(municipality, areas)
        true = aligned(figures, truth_of(municipality, areas))
        is_large = np.array([municipality.buurten[areas == number].nunique() >= 5 for number in range(len(true))])
        is_drawn = ~np.isnan(true) & ~np.isnan(figures.value) & is_large[:, np.newaxis]
        is_found = is_drawn & is_in_likely_range(figures, true)
        for column, key in enumerate(figures.keys):
            drawn[key] += int(is_drawn[:, column].sum())
            found[key] += int(is_found[:, column].sum())
    return {key: (found[key], drawn[key]) for key in drawn if drawn[key]}


def test_of_no_kind_of_indicator_the_truth_is_too_seldom_in_the_95_percent_range() -> None:
    totals: dict[Kind, list[int]] = {}
    for key, (found, drawn) in hits_in_draws(8).items():
        total = totals.setdefault(load_catalogue().indicator(key).kind, [0, 0])
        total[:] = [total[0] + found, total[1] + drawn]
    # Two values of one area are often of the same people: as good as one. Two standard errors are allowed for.
    least = {kind: 0.94 - 2 * np.sqrt(0.05 * 0.95 / (drawn / 2)) for kind, (_, drawn) in totals.items()}
    assert {kind.value: found / drawn for kind, (found, drawn) in totals.items() if found / drawn < least[kind]} == {}
    found, drawn = np.sum(list(totals.values()), axis=0)
    assert drawn > 3000
    assert 0.94 <= found / drawn <= 0.98


PEOPLE, OLD, SHARE = "inwoners", "inwoners_65_plus", "pct_inwoners_65_plus"


def many_areas(units: int, rng: np.random.Generator) -> tuple[AreaFigures, FloatArray]:
    """Compose 2,000 areas of so many buurten, of 20 to 2,000 people and any share of 65 and over; and their truth."""
    people = rng.integers(20, 2000, (2000, units))
    old = rng.binomial(people, rng.beta(3, 12, people.shape))
    published = {
        PEOPLE: dict(enumerate(rounded_by_lot(people.ravel().astype(float), rng))),
        OLD: dict(enumerate(rounded_by_lot(old.ravel().astype(float), rng))),
    }
    codes_of = [f"BU{number:08}" for number in range(people.size)]
    coded = {key: dict(zip(codes_of, cells.values(), strict=True)) for key, cells in published.items()}
    cells = cells_of(coded, codes=codes_of)
    cover = cover_of(*(codes_of[first : first + units] for first in range(0, people.size, units)), codes=codes_of)
    totals = people.sum(axis=1), old.sum(axis=1)
    true = np.column_stack([totals[0], totals[1], 100 * totals[1] / totals[0]])
    return aggregate(cells, cover, load_catalogue(), keys=[PEOPLE, OLD, SHARE]), true


@pytest.mark.parametrize("units", [2, 5, 8, 20])
def test_the_truth_lies_in_the_95_percent_range_neither_too_seldom_nor_too_often(units: int) -> None:
    figures, true = many_areas(units, np.random.default_rng(units))
    assert is_in_hard_range(figures, true).all()
    shares = is_in_likely_range(figures, true).mean(axis=0)
    assert figures.keys == (PEOPLE, OLD, SHARE)
    assert np.all(shares >= 0.94), shares
    assert units < 5 or np.all(shares <= 0.98), shares


def test_two_areas_that_are_equal_are_told_apart_in_under_5_percent_of_the_draws() -> None:
    rng = np.random.default_rng(3)
    people = rng.integers(20, 2000, 12)
    codes_of = [f"BU{number:08}" for number in range(12 * 1000)]
    drawn = rounded_by_lot(np.tile(people, 1000).astype(float), rng)
    cells = cells_of({PEOPLE: dict(zip(codes_of, drawn, strict=True))}, codes=codes_of)
    cover = cover_of(*(codes_of[first : first + 12] for first in range(0, 12 * 1000, 12)), codes=codes_of)
    figures = aggregate(cells, cover, load_catalogue())
    found = arrays_of(figures.figure(area, PEOPLE) for area in range(1000))
    rows = np.arange(500)
    told = differences_between(found.take(rows), found.take(rows + 500))
    assert np.mean(told.is_higher | told.is_lower) < 0.05
