import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from etl.voorbeeld.draws import chance, split, varied


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


@given(total=st.integers(0, 5000), shares=st.lists(st.floats(0.01, 5), min_size=1, max_size=6))
def test_a_split_adds_up_to_its_total(total, shares):
    counts = split(rng(), np.array([total]), np.array([shares]))

    assert counts.sum() == total
    assert (counts >= 0).all()


def test_a_split_follows_its_shares():
    counts = split(rng(), np.array([100_000]), np.array([[2.0, 1.0, 1.0]]))

    assert np.abs(counts[0] - [50_000, 25_000, 25_000]).max() < 600


def test_a_later_split_keeps_most_of_the_year_before():
    before = np.array([[900, 100]])

    after = split(rng(), np.array([1000]), np.array([[0.5, 0.5]]), before)

    assert 830 < after[0, 0] < 900  # 930 stay as they were, 70 are drawn anew


@given(now=st.integers(0, 400))
def test_a_later_split_can_shrink_to_any_total(now):
    after = split(rng(), np.array([now]), np.array([[0.5, 0.5]]), np.array([[150, 50]]))

    assert after.sum() == now


def test_a_share_of_zero_stays_zero_when_it_is_varied():
    shares = varied(rng(), np.array([[0.0, 0.4, 0.6]]), 100)

    assert shares[0, 0] < 1e-6
    assert shares.sum() == 1


def test_a_chance_beyond_one_counts_everybody():
    assert chance(rng(), np.array([7, 0]), np.array([1.3, 0.5])).tolist() == [7, 0]
