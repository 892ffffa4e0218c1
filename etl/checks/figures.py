"""Checks on single figures: of a known area and indicator, once, within bounds, and with a status that fits."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from etl.batch import Batch, Fault, Severity
from etl.checks.numbers import dutch_as_served
from etl.checks.summary import capped
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Kind
from geodata.indicators.status import Status

WITH_VALUE = frozenset({Status.EXACT, Status.ROUNDED, Status.ESTIMATED})
WITHOUT_VALUE = frozenset({Status.SECRET, Status.UNPUBLISHED, Status.NOT_APPLICABLE, Status.UNDETERMINABLE})
CODES = frozenset({Kind.CLASS, Kind.CATEGORY})

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
Sentence = Callable[[Any], str]


def figure_faults(batch: Batch, catalogue: Catalogue, known_codes: frozenset[str]) -> Iterator[Fault]:
    """Yield figures of unknown areas or indicators, duplicates, impossible values and statuses that contradict them."""
    observations_df = batch.observations_df
    if observations_df.empty:
        return
    known = known_codes | set(batch.gebieden_gdf["code"])
    yield from _of_unknown_areas(observations_df["gebied_code"], known, batch.peildatum)
    yield from _of_unknown_indicators(observations_df["indicator"], catalogue)
    yield from _duplicates(observations_df)
    yield from _impossible_values(observations_df, catalogue)
    yield from _contradictions(observations_df)


def _of_unknown_areas(codes: pd.Series, known: frozenset[str], peildatum: date) -> Iterator[Fault]:
    counts = codes.value_counts(sort=False, dropna=False)
    unknown = counts[~counts.index.isin(known)]
    if len(unknown) == len(counts) > 1:
        message = (
            f"Geen van de {len(counts)} gebieden met cijfers ({', '.join(counts.index[:3])}, ...) is geladen met "
            f"peildatum {peildatum}. Laad eerst de kaart of de kerncijfers van die peildatum."
        )
        yield Fault("onbekend gebied", Severity.ERROR, message, column="gebied_code", value=str(len(counts)))
        return
    faults = (_unknown_area(str(code), count, peildatum) for code, count in unknown.items())
    yield from capped(faults, len(unknown))


def _unknown_area(code: str, count: int, peildatum: date) -> Fault:
    message = (
        f"Er zijn {count} cijfers van {code}, maar dat gebied zit niet in de levering en is niet geladen met peildatum "
        f"{peildatum}. Verbeter de code, of laad eerst de kaart van die peildatum."
    )
    return Fault("onbekend gebied", Severity.ERROR, message, row=code, column="gebied_code", value=code)


def _of_unknown_indicators(keys: pd.Series, catalogue: Catalogue) -> Iterator[Fault]:
    counts = keys.value_counts(sort=False, dropna=False)
    for key, count in counts[~counts.index.isin(list(catalogue.indicators))].items():
        message = f"Er zijn {count} cijfers van {key}, maar die indicator staat niet in de catalogus. Voeg hem toe."
        yield Fault("onbekende indicator", Severity.ERROR, message, column=str(key), value=str(key))


def _duplicates(observations_df: pd.DataFrame) -> Iterator[Fault]:
    numbers = np.zeros(len(observations_df), dtype=np.int64)
    for column in ("gebied_code", "indicator", "period"):
        part, distinct = pd.factorize(observations_df[column], use_na_sentinel=False)
        numbers = numbers * len(distinct) + part
    is_repeated = pd.Series(numbers).duplicated().to_numpy()
    yield from _told(
        observations_df[is_repeated],
        ("dubbel cijfer", Severity.ERROR),
        lambda cell: (
            f"{cell.indicator} van {cell.gebied_code} over {cell.period} staat er meer dan één keer in "
            f"(nog eens: {_value(cell)}). Laat er één staan."
        ),
    )


def _impossible_values(observations_df: pd.DataFrame, catalogue: Catalogue) -> Iterator[Fault]:
    value = observations_df["value"].to_numpy(dtype=float)
    facts_df = _facts_per_row(observations_df["indicator"], catalogue)
    minimum, maximum = facts_df["minimum"].to_numpy(), facts_df["maximum"].to_numpy()
    is_outside = (value < minimum) | (value > maximum) | np.isinf(value)
    is_broken_number = np.isfinite(value) & (value != np.floor(value)) & ~is_outside
    outside_df = observations_df.assign(minimum=minimum, maximum=maximum)[is_outside]
    yield from _told(outside_df, ("onmogelijke waarde", Severity.ERROR), _outside_sentence)
    yield from _told(
        observations_df[is_broken_number & facts_df["is_code"].to_numpy()],
        ("onbekende klasse", Severity.ERROR),
        lambda cell: (
            f"{cell.indicator} van {cell.gebied_code} over {cell.period} is {_value(cell)}; een klasse of code is "
            "een geheel getal."
        ),
    )
    yield from _told(
        observations_df[is_broken_number & facts_df["is_count"].to_numpy()],
        ("gebroken aantal", Severity.WARNING),
        lambda cell: (
            f"{cell.indicator} van {cell.gebied_code} over {cell.period} is {_value(cell)}, maar een aantal is een "
            "geheel getal. Is een punt als komma gelezen?"
        ),
    )


def _outside_sentence(cell: Any) -> str:
    bounds = [] if np.isnan(cell.minimum) else [f"minstens {dutch_as_served(cell.minimum)}"]
    bounds += [] if np.isnan(cell.maximum) else [f"hoogstens {dutch_as_served(cell.maximum)}"]
    expected = " en ".join(bounds) or "een eindig getal"
    return (
        f"{cell.indicator} van {cell.gebied_code} over {cell.period} is {_value(cell)}; mogelijk is {expected}. "
        "Controleer de cel, en of zo'n waarde bij deze bron een bijzondere betekenis heeft."
    )


def _contradictions(observations_df: pd.DataFrame) -> Iterator[Fault]:
    status = observations_df["status"]
    has_value = observations_df["value"].notna()
    is_unknown = ~status.isin([known.value for known in Status])
    is_contradiction = (has_value & status.isin(WITHOUT_VALUE)) | (~has_value & status.isin(WITH_VALUE))
    yield from _told(
        observations_df[is_contradiction | is_unknown],
        ("tegenstrijdige status", Severity.ERROR),
        lambda cell: (
            f"{cell.indicator} van {cell.gebied_code} over {cell.period} heeft "
            f"{'geen waarde' if np.isnan(cell.value) else 'waarde ' + _value(cell)} en status '{cell.status}'; "
            "dat gaat niet samen."
        ),
    )


def _facts_per_row(keys: pd.Series, catalogue: Catalogue) -> pd.DataFrame:
    """Give the bounds and the sort of number of each row's indicator; no bounds where the catalogue has none."""
    numbers, distinct = pd.factorize(keys, use_na_sentinel=False)
    known = [catalogue.indicators.get(key) for key in distinct]
    facts_df = pd.DataFrame(
        {
            "minimum": [np.nan if it is None or it.minimum is None else it.minimum for it in known],
            "maximum": [np.nan if it is None or it.maximum is None else it.maximum for it in known],
            "is_count": [it is not None and it.kind is Kind.COUNT for it in known],
            "is_code": [it is not None and it.kind in CODES for it in known],
        }
    )
    return facts_df.take(numbers)


def _told(cells_df: pd.DataFrame, sort: tuple[str, Severity], sentence: Sentence) -> Iterator[Fault]:
    """Yield a fault per cell, up to the cap per indicator."""
    check, severity = sort
    for key, column_df in cells_df.groupby("indicator", sort=False, dropna=False):
        faults = (
            Fault(check, severity, sentence(cell), row=str(cell.gebied_code), column=str(key), value=_value(cell))
            for cell in column_df.itertuples(index=False)
        )
        yield from capped(faults, len(column_df))


def _value(cell: Any) -> str:
    return "leeg" if np.isnan(cell.value) else dutch_as_served(cell.value)
