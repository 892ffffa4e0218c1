"""The figures of one table, by its column map: a batch for each peildatum of its boundaries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from etl.batch import Batch, Fault, Provenance, Severity
from etl.sources.cells.files import cell_text
from etl.sources.cells.readings import CellPlaces, observed, readings_of, refused, refused_readings
from etl.sources.gebieden import gebieden_without_outlines
from etl.sources.tabel.column_map import TableMap
from etl.sources.tabel.rows import NothingReadError, TableRows, table_rows
from etl.sources.tabel.sample import spread_faults, with_sample_sizes
from etl.sources.tabel.vocabulary import Vocabulary, column_faults, vocabulary_of
from etl.sources.tabel.years import year_in_heading
from geodata.gebieden.codes import levels_of
from geodata.indicators.catalogue import Catalogue


@dataclass(frozen=True)
class _NamedCells:
    """Cells under one of the publisher's names; ``column`` is where they stand, ``years`` is indexed as ``cells``."""

    name: str
    column: str
    cells: pd.Series
    years: pd.Series


def table_batches(
    raw_df: pd.DataFrame, table_map: TableMap, provenance: Provenance, *, catalogue: Catalogue
) -> list[Batch]:
    """Map one table to a batch per peildatum, oldest first; what is wrong with the whole goes with the first.

    Without a column of names a batch brings no areas: its figures are for areas that are known from a map or KWB table.

    Raises
    ------
    NoRowsLeftError, NothingReadError, etl.sources.tabel.vocabulary.UnknownIndicatorsError
        As their names say.
    """
    rows = table_rows(raw_df, table_map, file_name=provenance.address)
    named = list(_named_cells(rows, table_map))
    present_years = sorted({int(year) for part in named for year in part.years.unique()})
    vocabularies = {year: vocabulary_of(table_map.indicators, catalogue, year) for year in present_years}
    faults = (
        *rows.faults,
        *_yearless_headings(rows, table_map),
        *_column_faults(named, vocabularies, table_map, file_name=provenance.address),
        *_spread_faults(named, vocabularies, table_map, catalogue),
    )
    readings_df = _all_readings(named, rows, vocabularies, table_map)
    if readings_df.empty:
        raise NothingReadError(provenance.address, faults)
    peildatum_years = _peildatum_years(readings_df, rows, table_map)
    names = None if table_map.gebied.name is None else rows.cells_df[table_map.gebied.name].map(cell_text)
    batches = [
        _batch(
            readings_df[peildatum_years == year],
            date(year, 1, 1),
            provenance=provenance,
            names_of_codes=_names_of_codes(rows.codes, names),
        )
        for year in sorted({int(year) for year in peildatum_years.unique()})
    ]
    return [replace(batches[0], faults=(*faults, *batches[0].faults)), *batches[1:]]


def _named_cells(rows: TableRows, table_map: TableMap) -> Iterator[_NamedCells]:
    """Yield the cells with figures: column by column, or in a long table name by name."""
    layout = table_map.layout
    years = rows.years if rows.years is not None else pd.Series(table_map.period.year or 0, index=rows.codes.index)
    if layout.indicator is not None and layout.value is not None:
        names = rows.cells_df[layout.indicator].map(cell_text)
        for name, cells in rows.cells_df[layout.value].groupby(names, sort=False):
            yield _NamedCells(str(name), str(name), cells, years.loc[cells.index])
        return
    for column in rows.cells_df.columns:
        if column in table_map.key_columns() or column in table_map.indicators.ignored:
            continue
        heading = table_map.period.heading
        if heading is None:
            yield _NamedCells(column, column, rows.cells_df[column], years)
        elif match := re.fullmatch(heading, column):
            year = year_in_heading(match["jaar"])
            yield _NamedCells(match["naam"], column, rows.cells_df[column], pd.Series(year, index=years.index))


def _all_readings(
    named: Sequence[_NamedCells], rows: TableRows, vocabularies: Mapping[int, Vocabulary], table_map: TableMap
) -> pd.DataFrame:
    readings = [reading for part in named for reading in _readings(part, rows.codes, vocabularies, table_map)]
    if not readings:
        return pd.DataFrame()
    readings_df = _with_refusals(pd.concat(readings), table_map)
    if table_map.sample is None:
        return readings_df
    return with_sample_sizes(readings_df, rows.cells_df[table_map.sample.column], table_map.sample)


def _readings(
    part: _NamedCells, codes: pd.Series, vocabularies: Mapping[int, Vocabulary], table_map: TableMap
) -> Iterator[pd.DataFrame]:
    """Read the cells of one name, year by year: a name need not mean the same in each.

    In a long table a name without meaning is refused cell by cell, for each row was meant as a figure; a column of a
    wide one need not be.
    """
    for year, cells in part.cells.groupby(part.years):
        meaning = vocabularies[int(year)].meaning_of(part.name)
        places = CellPlaces(codes.loc[cells.index], part.column, meaning.indicator, int(year))
        if meaning.indicator:
            readings_df = readings_of(cells, places, number_format=table_map.number_format(), factor=meaning.factor)
            if table_map.sample is not None:
                readings_df["answer_spread"] = table_map.sample.spread_of(part.name) * abs(meaning.factor)
            yield readings_df
        elif table_map.layout.kind == "lang":
            yield refused_readings(cells, places, reason=meaning.refusal)


def _with_refusals(readings_df: pd.DataFrame, table_map: TableMap) -> pd.DataFrame:
    """Refuse what the column map says is not taken over: the whole table, or a level of areas."""
    if table_map.refused is not None:
        return refused(readings_df, pd.Series(True, index=readings_df.index), reason=table_map.refused)
    if not table_map.refused_levels:
        return readings_df
    levels = levels_of(readings_df["gebied_code"])
    for level, reason in table_map.refused_levels.items():
        readings_df = refused(readings_df, levels == level, reason=reason)
    return readings_df


def _peildatum_years(readings_df: pd.DataFrame, rows: TableRows, table_map: TableMap) -> pd.Series:
    """Return the year of the boundaries for each reading."""
    rule = table_map.peildatum
    if rows.peildatum_years is not None:
        return rows.peildatum_years.reindex(readings_df.index)
    if rule.rule == "periode":
        return readings_df["period"]
    year = rule.year if rule.year is not None else int(readings_df["period"].max())
    return pd.Series(year, index=readings_df.index)


def _names_of_codes(codes: pd.Series, names: pd.Series | None) -> Mapping[str, str]:
    return {} if names is None else dict(zip(codes, names, strict=True))


def _batch(
    readings_df: pd.DataFrame, peildatum: date, *, provenance: Provenance, names_of_codes: Mapping[str, str]
) -> Batch:
    result = observed([readings_df])
    distinct_codes = result.observations_df["gebied_code"].drop_duplicates()
    codes = distinct_codes[distinct_codes.isin(list(names_of_codes))]
    return Batch(
        provenance=provenance,
        peildatum=peildatum,
        gebieden_gdf=gebieden_without_outlines(codes, names=codes.map(names_of_codes)),
        observations_df=result.observations_df,
        faults=result.faults,
        refused_df=result.refused_df,
    )


def _column_faults(
    named: Sequence[_NamedCells], vocabularies: Mapping[int, Vocabulary], table_map: TableMap, *, file_name: str
) -> Iterator[Fault]:
    """Yield what is new and what is missing among the columns of a wide table, for each of its years."""
    if table_map.layout.kind == "lang":
        return
    found: dict[Fault, None] = {}
    for year, vocabulary in vocabularies.items():
        present = [part.name for part in named if (part.years == year).any()]
        found |= dict.fromkeys(column_faults(present, vocabulary, file_name=file_name, year=year))
    yield from found


def _spread_faults(
    named: Sequence[_NamedCells], vocabularies: Mapping[int, Vocabulary], table_map: TableMap, catalogue: Catalogue
) -> Iterator[Fault]:
    if table_map.sample is not None:
        meanings = {name: key for vocabulary in vocabularies.values() for name, key in vocabulary.names.items()}
        present = dict.fromkeys(part.name for part in named if part.name in meanings)
        yield from spread_faults(table_map.sample, meanings, present, catalogue)


def _yearless_headings(rows: TableRows, table_map: TableMap) -> Iterator[Fault]:
    """Yield the columns without the year that the headings of figures carry."""
    heading = table_map.period.heading
    known = {*table_map.key_columns(), *table_map.indicators.ignored}
    for column in rows.cells_df.columns if heading is not None else ():
        if column not in known and not re.fullmatch(heading or "", column):
            message = (
                f"Kolom {column} heeft geen kop met een jaar zoals periode.kop die beschrijft, en is overgeslagen."
            )
            yield Fault("onbekende kolom", Severity.WARNING, message, column=column)
