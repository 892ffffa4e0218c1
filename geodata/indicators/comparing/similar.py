"""The areas that are most like one: by a distance over chosen indicators that says what it was measured by."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import numpy as np
import pandas as pd

from geodata.errors import NotFoundError
from geodata.indicators.comparing.figure_arrays import FloatArray
from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.indicator import Indicator

ORIGIN_THEME = "herkomst"
"""Theme of the indicators on origin: no area is like another by it, unless somebody decides so."""

SIMILARITY_KEYS = (
    "omgevingsadressendichtheid",
    "pct_inwoners_0_15",
    "pct_inwoners_15_25",
    "pct_inwoners_65_plus",
    "pct_huishoudens_eenpersoons",
    "pct_huishoudens_met_kinderen",
    "pct_meergezinswoning",
    "pct_koopwoningen",
    "pct_huur_corporatie",
    "gem_woz_waarde",
    "gem_inkomen_per_inwoner",
    "nettoarbeidsparticipatie",
    "personenautos_per_huishouden",
)
"""What areas are compared by where nobody chose: density, age, households, dwellings, income, work and cars."""

# The middle half of a normal distribution spans 1.349 standard deviations.
_IQR_OF_NORMAL = 1.349


class LeftOut(StrEnum):
    """Why a chosen indicator is not measured by."""

    ORIGIN = "het gaat over herkomst, en dat is niet uitdrukkelijk gekozen"
    NOT_COMPARABLE = "het is een aantal, klasse of categorie: daarin zijn gebieden niet te vergelijken"
    NO_FIGURES = "er zijn geen cijfers van"
    NO_SPREAD = "meer dan de helft van de gebieden heeft er bijna hetzelfde cijfer van"


class GebiedNotComparedError(NotFoundError):
    """An area is not among those that are compared."""

    def __init__(self, code: str, count: int) -> None:
        super().__init__(
            f"Gebied {code!r} staat niet tussen de {count} gebieden die worden vergeleken; "
            "kies een gebied van hetzelfde niveau en dezelfde peildatum."
        )


@dataclass(frozen=True)
class SimilarityChoice:
    """What areas are compared by.

    Parameters
    ----------
    with_origin
        Whether indicators on origin among them count. Somebody has to have decided that.
    min_common_share
        Which part of the indicators, 0 to 1, two areas must both have a figure of.
    """

    indicators: tuple[Indicator, ...]
    with_origin: bool = False
    min_common_share: float = 0.75


@dataclass(frozen=True)
class Profiles:
    """Areas by what they are compared by: ``scores`` has a row per area and a column per indicator, NaN for none.

    A score is the distance to the median of all areas, in standard deviations; ``left_out`` are the chosen indicators
    without scores, with why.
    """

    codes: pd.Index
    indicators: tuple[Indicator, ...]
    scores: FloatArray
    left_out: tuple[tuple[Indicator, LeftOut], ...]
    min_common: int


@dataclass(frozen=True)
class SimilarArea:
    """An area with its distance, and the indicators that it was not compared by because one of the two has none."""

    code: str
    distance: float
    common: tuple[Indicator, ...]
    missing: tuple[Indicator, ...]


@dataclass(frozen=True)
class Similarity:
    """The areas most like one, nearest first.

    Parameters
    ----------
    indicators
        What was measured by; those on origin are in ``origin`` as well, for the reader has to be told.
    left_out
        Chosen indicators that were not measured by, with why.
    missing
        Indicators that the area itself has no figure of.
    compared_count
        How many areas have enough in common with it.
    min_common
        How many indicators that takes.
    """

    code: str
    areas: tuple[SimilarArea, ...]
    indicators: tuple[Indicator, ...]
    origin: tuple[Indicator, ...]
    left_out: tuple[tuple[Indicator, LeftOut], ...]
    missing: tuple[Indicator, ...]
    compared_count: int
    min_common: int


def profiles_of(values_df: pd.DataFrame, choice: SimilarityChoice) -> Profiles:
    """Make areas comparable: one scale for all indicators, that outliers do not stretch.

    Parameters
    ----------
    values_df
        Published values of one level and period by area code (index) and indicator key (columns); NaN for none.

    Notes
    -----
    Median and interquartile range in the place of mean and standard deviation (P.J. Huber, "Robust Statistics", 1981).
    The margins of the values are not allowed for: near areas may be as near as others.
    """
    reasons = {one.key: _left_out(one, values_df, with_origin=choice.with_origin) for one in choice.indicators}
    eligible = [one for one in choice.indicators if reasons[one.key] is None]
    values = values_df[[one.key for one in eligible]].to_numpy(dtype=np.float64)
    quartiles = np.array([np.nanpercentile(column, (25, 50, 75)) for column in values.T]).reshape(-1, 3).T
    spread = (quartiles[2] - quartiles[0]) / _IQR_OF_NORMAL
    has_spread = spread > 0
    reasons |= {one.key: LeftOut.NO_SPREAD for one, has in zip(eligible, has_spread, strict=True) if not has}
    indicators = tuple(one for one in choice.indicators if reasons[one.key] is None)
    return Profiles(
        codes=values_df.index,
        indicators=indicators,
        scores=(values[:, has_spread] - quartiles[1, has_spread]) / spread[has_spread],
        left_out=tuple((one, reason) for one in choice.indicators if (reason := reasons[one.key])),
        min_common=max(1, ceil(choice.min_common_share * len(indicators))),
    )


def _left_out(indicator: Indicator, values_df: pd.DataFrame, *, with_origin: bool) -> LeftOut | None:
    if indicator.theme.key == ORIGIN_THEME and not with_origin:
        return LeftOut.ORIGIN
    if not is_comparable_between_areas(indicator):
        return LeftOut.NOT_COMPARABLE
    has_figures = indicator.key in values_df.columns and values_df[indicator.key].notna().any()
    return None if has_figures else LeftOut.NO_FIGURES


def most_similar(profiles: Profiles, code: str, *, count: int = 10) -> Similarity:
    """Find the areas that are most like one.

    Returns
    -------
    Similarity
        At most `count` areas; equally near ones in the order of the profiles. None where the area has too few figures.

    Raises
    ------
    GebiedNotComparedError
        The area is not among the profiles.

    Notes
    -----
    The distance is the root of the mean squared difference over the indicators that both have: Euclid's, averaged so
    that it does not shrink where figures are missing (J.K. Dixon, "Pattern Recognition with Partly Missing Data", IEEE
    Transactions on Systems, Man, and Cybernetics 9, 1979). At 1 two areas differ by a standard deviation.
    """
    if code not in profiles.codes:
        raise GebiedNotComparedError(code, len(profiles.codes))
    own = profiles.codes.get_loc(code)
    squares = (profiles.scores - profiles.scores[own]) ** 2
    has_both = np.isfinite(squares)
    common = has_both.sum(axis=1)
    is_compared = common >= profiles.min_common
    is_compared[own] = False
    distances = np.sqrt(np.where(has_both, squares, 0.0).sum(axis=1) / np.maximum(common, 1))
    order = np.argsort(np.where(is_compared, distances, np.inf), kind="stable")[: min(count, int(is_compared.sum()))]
    return Similarity(
        code=code,
        areas=tuple(
            SimilarArea(
                code=str(profiles.codes[row]),
                distance=float(distances[row]),
                common=_those(profiles, has_both[row]),
                missing=_those(profiles, ~has_both[row]),
            )
            for row in order
        ),
        indicators=profiles.indicators,
        origin=tuple(one for one in profiles.indicators if one.theme.key == ORIGIN_THEME),
        left_out=profiles.left_out,
        missing=_those(profiles, np.isnan(profiles.scores[own])),
        compared_count=int(is_compared.sum()),
        min_common=profiles.min_common,
    )


def _those(profiles: Profiles, is_meant: np.ndarray) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator, is_one in zip(profiles.indicators, is_meant, strict=True) if is_one)
