"""The codes in a table of units: read from what people and spreadsheets write, or refused with a suggestion."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from geodata.indelingen.examining.code_book import CodeBook
from geodata.indelingen.examining.findings import Finding, Severity
from geodata.indelingen.parts import Base, Decision

_EXAMPLES = 5


@dataclass(frozen=True)
class MatchedUnits:
    """The rows of which the code is understood, how it was read where that is not literal, and what is wrong.

    ``units_df`` is as handed in, its ``code`` that of a unit of the base, of a wijk of buurten, or of an area of the
    clustering that the base knows the parts of.
    """

    units_df: pd.DataFrame
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


def matched_units(units_df: pd.DataFrame, base: Base) -> MatchedUnits:
    """Find the unit that each row means.

    Parameters
    ----------
    units_df
        ``code``, ``gebied``, ``naam``, ``eenheid_naam``, ``row``; texts, '' where nothing is written.

    Notes
    -----
    A code may lack its prefix, its leading zeros or the part of the gemeente, be in lower case, or be a number with a
    fraction. It is read as what exists on the base; where two units would fit, it is refused. A code is never replaced
    by one that merely looks like it, nor by that of another year: those are suggested.
    """
    book = CodeBook(base)
    has_area, has_code = units_df["gebied"] != "", units_df["code"] != ""
    rows_df = units_df[has_area & has_code]
    found = {written: book.fitting(written) for written in rows_df["code"].unique()}
    is_read = rows_df["code"].map(lambda written: len(found[written]) == 1).astype("bool")
    codes = rows_df.loc[is_read, "code"].map(lambda written: found[written][0])
    read_df = rows_df[is_read].assign(code=codes.astype("str"), written=rows_df.loc[is_read, "code"])
    findings = [
        *_rows_left_out(units_df[~has_area]),
        *_rows_without_code(units_df[has_area & ~has_code]),
        *_refusals(rows_df[~is_read], book),
        *(() if is_read.all() else book.other_years(rows_df["code"])),
    ]
    units_df = read_df.drop(columns="written").reset_index(drop=True)
    return MatchedUnits(units_df, tuple(_readings(read_df)), (*findings, *_summary(read_df)))


def _refusals(rows_df: pd.DataFrame, book: CodeBook) -> Iterator[Finding]:
    for row in rows_df.to_dict("records"):
        kind, why = book.refusal(row["code"], row["eenheid_naam"])
        yield Finding(kind, Severity.ERROR, f"Rij {row['row']}: {why}", row=int(row["row"]), code=row["code"])


def _rows_left_out(rows_df: pd.DataFrame) -> Iterator[Finding]:
    for row in rows_df.to_dict("records"):
        message = f"Rij {row['row']}: bij '{row['code']}' staat geen gebied; de rij telt niet mee."
        yield Finding("geen gebied", Severity.WARNING, message, row=int(row["row"]), code=row["code"] or None)


def _rows_without_code(rows_df: pd.DataFrame) -> Iterator[Finding]:
    for row in rows_df.to_dict("records"):
        message = f"Rij {row['row']}: bij gebied {row['gebied']} staat geen code van een eenheid. Vul de code in."
        yield Finding("geen code", Severity.ERROR, message, row=int(row["row"]))


def _readings(read_df: pd.DataFrame) -> Iterator[Decision]:
    for row in _not_literal(read_df).to_dict("records"):
        message = f"Rij {row['row']}: '{row['written']}' is gelezen als {row['code']}."
        yield Decision("code gelezen", message, unit_code=row["code"], area_code=row["gebied"])


def _summary(read_df: pd.DataFrame) -> Iterator[Finding]:
    changed_df = _not_literal(read_df)
    if changed_df.empty:
        return
    rows = changed_df.head(_EXAMPLES).to_dict("records")
    shown = ", ".join(f"rij {row['row']} '{row['written']}' als {row['code']}" for row in rows)
    more = f" en nog {len(changed_df) - _EXAMPLES}" if len(changed_df) > _EXAMPLES else ""
    message = f"Codes die niet voluit zijn geschreven, zijn gelezen als wat ze hier betekenen: {shown}{more}."
    yield Finding("code gelezen", Severity.WARNING, message, row=int(changed_df["row"].iloc[0]))


def _not_literal(read_df: pd.DataFrame) -> pd.DataFrame:
    return read_df[read_df["written"] != read_df["code"]]
