"""From cells that are read to the figures, the refused cells and the faults of a batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.batch import OBSERVATION_COLUMNS, REFUSED_COLUMNS, Fault, Severity
from etl.sources.cells.figures import NumberFormat, figures_of
from geodata.indicators.status import Status

READING_COLUMNS = ("gebied_code", "column", "cell", "indicator", "period", "value", "status", "reason")
# What a table may tell about its figures beside them.
EXTRA_COLUMNS = ("sample_size", "effective_size", "answer_spread")
# Ten digits are more than any publisher gives; they take off what a decimal factor adds in binary (0.29 × 100).
SIGNIFICANT_DECIMALS = 10


@dataclass(frozen=True)
class CellPlaces:
    """What a column of cells is about; a Series has the index of the cells, a single value holds for all of them."""

    codes: pd.Series
    column: str | pd.Series
    indicator: str | pd.Series
    period: int | pd.Series


@dataclass(frozen=True)
class Observed:
    """Figures and refused cells, with the columns that `etl.batch.Batch` asks for."""

    observations_df: pd.DataFrame
    refused_df: pd.DataFrame
    faults: tuple[Fault, ...]


def readings_of(
    cells: pd.Series, places: CellPlaces, *, number_format: NumberFormat | None = None, factor: float | pd.Series = 1.0
) -> pd.DataFrame:
    """Read a column of cells into rows of `READING_COLUMNS`, with the file's row numbers as index.

    Parameters
    ----------
    factor
        What a figure is multiplied by to get our unit.
    """
    figures = figures_of(cells, number_format)
    return pd.DataFrame(
        {
            "gebied_code": places.codes,
            "column": places.column,
            "cell": cells,
            "indicator": places.indicator,
            "period": places.period,
            "value": np.round(figures.value * factor, SIGNIFICANT_DECIMALS),
            "status": figures.status,
            "reason": figures.reason,
        },
        index=cells.index,
    )


def refused_readings(cells: pd.Series, places: CellPlaces, *, reason: str | pd.Series) -> pd.DataFrame:
    """Return rows of `READING_COLUMNS` for cells that are not read, because of what they are about."""
    readings_df = pd.DataFrame(
        {"gebied_code": places.codes, "column": places.column, "cell": cells, "reason": reason}, index=cells.index
    )
    return readings_df.assign(indicator="", period=places.period, value=np.nan, status="")[list(READING_COLUMNS)]


def refused(readings_df: pd.DataFrame, is_refused: pd.Series, *, reason: str) -> pd.DataFrame:
    """Refuse readings after all, because of where or what they are."""
    return readings_df.assign(
        indicator=readings_df["indicator"].mask(is_refused, ""),
        value=readings_df["value"].mask(is_refused, np.nan),
        status=readings_df["status"].mask(is_refused, ""),
        reason=readings_df["reason"].mask(is_refused, reason),
    )


def observed(readings: Sequence[pd.DataFrame]) -> Observed:
    """Bring readings together, tell unpublished figures from secret ones, and set the refused cells apart.

    Notes
    -----
    In CBS's tables '.' is secret as well as "not published yet". A figure that is missing on every row, the country's
    and the gemeenten's among them, is not published; so is one that is blank on every row. Without a row of a gemeente
    or the country it cannot be told, stays as it is written, and gives a warning.
    """
    if not readings:
        return Observed(_empty(OBSERVATION_COLUMNS), _empty(REFUSED_COLUMNS), ())
    readings_df = pd.concat(readings)
    is_refused = readings_df["reason"] != ""
    states = _missing_everywhere(readings_df)
    status = readings_df["status"].mask(states["is_unpublished"], Status.UNPUBLISHED)
    observations_df = readings_df.assign(status=status)[~is_refused]
    faults = (*_refusals(readings_df[is_refused]), *_unclear(readings_df[states["is_unclear"]]))
    columns = [*OBSERVATION_COLUMNS, *(column for column in EXTRA_COLUMNS if column in readings_df.columns)]
    observations_df = observations_df.reset_index(drop=True)[columns].astype({"status": "str", "period": "int64"})
    return Observed(observations_df, _refused_df(readings_df[is_refused]), faults)


def _missing_everywhere(readings_df: pd.DataFrame) -> pd.DataFrame:
    """Tell per row whether its indicator has no figure in its period, and if so, whether that is "not published"."""
    facts_df = pd.DataFrame(
        {
            "has_figure": readings_df["value"].notna() | (readings_df["reason"] != ""),
            "has_total": readings_df["gebied_code"].str[:2].isin(["NL", "GM"]),
            "has_sign": ~readings_df["status"].isin([Status.NOT_APPLICABLE, Status.UNPUBLISHED]),
        }
    )
    groups = facts_df.groupby([readings_df["indicator"].to_numpy(), readings_df["period"].to_numpy()], sort=False)
    somewhere_df = groups.transform("any")
    is_missing = ~somewhere_df["has_figure"]
    is_clear = somewhere_df["has_total"] | ~somewhere_df["has_sign"]
    return pd.DataFrame({"is_unpublished": is_missing & is_clear, "is_unclear": is_missing & ~is_clear})


def _refused_df(readings_df: pd.DataFrame) -> pd.DataFrame:
    refused_df = readings_df.rename(columns={"cell": "value", "value": "number"})[list(REFUSED_COLUMNS)]
    return refused_df.astype("str").reset_index(drop=True)


def _refusals(readings_df: pd.DataFrame) -> Iterator[Fault]:
    """Yield one warning per column and reason, with the first cell that it concerns."""
    for (column, reason), part_df in readings_df.groupby(["column", "reason"], sort=False):
        row, value = part_df.index[0], str(part_df["cell"].iloc[0])
        count = f"{len(part_df)} cellen zijn" if len(part_df) > 1 else "1 cel is"
        message = f"Kolom {column}: {count} geweigerd ({reason}); de eerste is '{value}' op rij {row}."
        yield Fault("geweigerde cel", Severity.WARNING, message, row=str(row), column=str(column), value=value)


def _unclear(readings_df: pd.DataFrame) -> Iterator[Fault]:
    for column in readings_df["column"].unique():
        message = (
            f"Kolom {column} heeft nergens een cijfer, en er is geen rij van de gemeente of het land: niet te zien is "
            "of het geheim is of nog niet gepubliceerd. Laad het hele bestand, met de rijen van gemeente of land."
        )
        yield Fault("geheim of niet gepubliceerd", Severity.WARNING, message, column=str(column))


def _empty(columns: Sequence[str]) -> pd.DataFrame:
    dtypes = {"value": "float64", "period": "int64"} if "indicator" in columns else {}
    return pd.DataFrame({column: pd.Series(dtype=dtypes.get(column, "str")) for column in columns})
