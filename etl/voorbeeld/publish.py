"""What a statistics office would publish of the truth: rounded, and withheld where it could disclose somebody.

The rules per column stand in ``kwb.csv`` and ``kaart.csv``; they follow CBS, Toelichting Wijk- en Buurtkaart 2022, 2023
en 2024, and the descriptions of the topics of Kerncijfers wijken en buurten.
"""

import operator
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from etl.voorbeeld import codes
from etl.voorbeeld.truth import SEED, truth

_COMPARE: dict[str, Callable[["pd.Series[float]", float], "pd.Series[bool]"]] = {"<": operator.lt, ">": operator.gt}
_URBAN_CLASS_LIMITS = (500, 1000, 1500, 2500)  # addresses per km², CBS: stedelijkheid 5 to 1


class Mark(StrEnum):
    """Why a published cell holds a figure or none."""

    FIGURE = "cijfer"
    SECRET = "geheim"  # noqa: S105 - a mark, no password
    IMPOSSIBLE = "kan niet voorkomen"
    UNPUBLISHED = "later"


@dataclass(frozen=True)
class Published:
    """Figures (NaN where there is none) and, cell by cell, their mark; rows are codes, columns the publisher's."""

    values_df: pd.DataFrame
    marks_df: pd.DataFrame


@dataclass(frozen=True)
class Column:
    """How one column is published, and in which years."""

    name: str
    first_year: int
    last_year: int
    rule: str
    numerator: str
    denominator: str
    factor: float
    decimals: int
    secret: tuple[str, ...]


def columns(name: str, year: int) -> list[Column]:
    """Return the columns of a table (``kwb`` or ``kaart``) in a year, in the publisher's order."""
    rows = [_column(row) for row in codes.table(name).to_dict("records")]
    return [column for column in rows if column.first_year <= year <= column.last_year]


def _column(row: Mapping[Hashable, str]) -> Column:
    first, last = row["years"].split("-")
    return Column(
        name=row["column"],
        first_year=int(first),
        last_year=int(last),
        rule=row["rule"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        factor=float(row["factor"] or 1),
        decimals=int(row["decimals"] or 0),
        secret=tuple(condition for condition in row["secret"].split("|") if condition),
    )


@cache
def publish_kwb(year: int) -> Published:
    """Publish the table Kerncijfers wijken en buurten of a year."""
    rng = np.random.default_rng([SEED, year])
    facts = truth(year)
    cells: dict[str, pd.Series[float]] = {}
    marks: dict[str, pd.Series[str]] = {}
    for column in columns("kwb", year):
        cells[column.name], marks[column.name] = publish_column(column, facts, cells, rng)
    return Published(pd.DataFrame(cells), pd.DataFrame(marks))


def publish_map(year: int) -> Published:
    """Publish the figures of the wijk- en buurtkaart of a year; those it shares with the table are the same."""
    table = publish_kwb(year)
    facts = truth(year)
    cells: dict[str, pd.Series[float]] = {}
    marks: dict[str, pd.Series[str]] = {}
    for column in columns("kaart", year):
        if column.rule == "same":
            cells[column.name] = table.values_df[column.numerator]
            marks[column.name] = table.marks_df[column.numerator]
        else:
            cells[column.name], marks[column.name] = _ratio(column, facts), _marks(column, facts)
            cells[column.name] = cells[column.name].where(marks[column.name] == Mark.FIGURE)
    return Published(pd.DataFrame(cells), pd.DataFrame(marks))


def publish_column(
    column: Column, facts: pd.DataFrame, cells: dict[str, "pd.Series[float]"], rng: np.random.Generator
) -> tuple["pd.Series[float]", "pd.Series[str]"]:
    """Publish one column.

    Parameters
    ----------
    facts
        The truth, one row per code, with ``level``.
    cells
        The columns published so far, for a ratio of published figures.

    Returns
    -------
    tuple
        Figures (NaN where there is none) and their marks, both by code.
    """
    if column.rule == "unpublished":
        return pd.Series(np.nan, facts.index), pd.Series(Mark.UNPUBLISHED.value, facts.index)
    if column.rule == "ratio_of_published":
        published = column.factor * cells[column.numerator] / cells[column.denominator]
        marks = pd.Series(Mark.FIGURE.value, facts.index).mask(published.isna(), Mark.SECRET.value)
        return published.round(column.decimals), marks
    marks = _marks(column, facts)
    figures: pd.Series[float] = _figures(column, facts, rng).where(marks == Mark.FIGURE)
    return figures, marks


def _figures(column: Column, facts: pd.DataFrame, rng: np.random.Generator) -> "pd.Series[float]":
    if column.rule == "ratio":
        return _ratio(column, facts)
    if column.rule == "urban_class":
        density = facts[column.numerator] / facts[column.denominator].where(facts[column.denominator] > 0)
        return pd.Series(5.0 - np.searchsorted(_URBAN_CLASS_LIMITS, density.round(), side="right"), facts.index)
    exact = facts[column.numerator].astype(float)
    if column.rule == "random5":
        return random_to_5(exact, rng).mask(facts["level"] == "Gemeente", exact)
    if column.rule == "exact":
        return exact.round(column.decimals)
    unit = int(column.rule.removeprefix("nearest"))
    return (exact / unit + 0.5).apply(np.floor) * unit


def random_to_5(exact: "pd.Series[float]", rng: np.random.Generator) -> "pd.Series[float]":
    """Round up or down to a multiple of 5 so that the expectation is the exact count."""
    down = exact // 5 * 5
    return down + 5 * (rng.random(len(exact)) < (exact - down) / 5)


def _ratio(column: Column, facts: pd.DataFrame) -> "pd.Series[float]":
    denominator = facts[column.denominator].astype(float)
    ratio: pd.Series[float] = column.factor * facts[column.numerator] / denominator.where(denominator > 0)
    return ratio.round(column.decimals)


def _marks(column: Column, facts: pd.DataFrame) -> "pd.Series[str]":
    """Mark what cannot occur (nothing to divide by), then what is secret."""
    marks = pd.Series(Mark.FIGURE.value, facts.index)
    for rule in column.secret:
        name, sign, limit = re.fullmatch(r"(\w+)([<>])([\d.]+)", rule).groups()  # type: ignore[union-attr]
        marks[_COMPARE[sign](facts[name], float(limit))] = Mark.SECRET.value
    if column.denominator:
        marks[facts[column.denominator] <= 0] = Mark.IMPOSSIBLE.value
    return marks
