"""Checks on the areas of a batch: their codes, names and parents, and whether all that was asked for is there."""

from collections.abc import Iterator, Sequence

import pandas as pd

from etl.batch import Batch, Fault, Severity
from geodata.gebieden.codes import MalformedCodeError, are_cbs_codes, levels_of, parent_codes_of, suggested_code

CODES_IN_MESSAGE = 10


def area_faults(gebieden_df: pd.DataFrame, known_codes: frozenset[str]) -> Iterator[Fault]:
    """Yield malformed and duplicate codes, missing names and parents that exist neither here nor in the store."""
    codes = gebieden_df["code"]
    yield from _malformed(codes)
    yield from _duplicate(codes)
    yield from _nameless(gebieden_df)
    yield from _orphans(codes, known_codes)


def delivery_faults(batch: Batch, expected_codes: frozenset[str] | None) -> Iterator[Fault]:
    """Yield what was asked for and did not come."""
    if expected_codes is None:
        return
    delivered = set(batch.gebieden_gdf["code"]) | set(batch.observations_df["gebied_code"].unique())
    missing = sorted(expected_codes - delivered)
    if missing:
        message = (
            f"Van de {len(expected_codes)} gevraagde gebieden ontbreken er {len(missing)}: "
            f"{_list(missing)}. Haal de bron opnieuw op, of controleer het jaar."
        )
        yield Fault("onvolledige levering", Severity.ERROR, message, column="code", value=str(len(missing)))


def _malformed(codes: pd.Series) -> Iterator[Fault]:
    for code in codes[~are_cbs_codes(codes)]:
        written = "" if pd.isna(code) else str(code)
        message = str(MalformedCodeError(written, suggestion=suggested_code(written)))
        yield Fault("ongeldige code", Severity.ERROR, message, row=written, column="code", value=written)


def _duplicate(codes: pd.Series) -> Iterator[Fault]:
    for code, count in codes[codes.duplicated(keep=False)].value_counts(sort=False).items():
        message = f"Gebied {code} staat er {count} keer in, en mag maar één keer voorkomen. Voeg de delen samen."
        yield Fault("dubbele code", Severity.ERROR, message, row=str(code), column="code", value=str(count))


def _nameless(gebieden_df: pd.DataFrame) -> Iterator[Fault]:
    """Yield areas without a name, and per level those for which the source put the code in its place."""
    codes, names = gebieden_df["code"], gebieden_df["name"]
    is_nameless = names.isna() | (names.astype("str").str.strip() == "")
    for code in codes[is_nameless]:
        message = f"Gebied {code} heeft geen naam. Vul de naam in de bron in."
        yield Fault("ontbrekende naam", Severity.ERROR, message, row=str(code), column="name")
    named_by_code = codes[names == codes]
    for level, alike in named_by_code.groupby(levels_of(named_by_code)):
        message = f"Van {len(alike)} gebieden ({level}) ontbreekt de naam; de code staat op die plaats: {_list(alike)}."
        yield Fault("ontbrekende naam", Severity.WARNING, message, column="name", value=str(len(alike)))


def _orphans(codes: pd.Series, known_codes: frozenset[str]) -> Iterator[Fault]:
    """Yield one fault per parent that does not exist, at its first child.

    Where areas of the parent's level are there, the code is likely wrong: an error. Where none is, the file holds one
    level only: a warning.
    """
    parents = parent_codes_of(codes)
    existing = pd.Series(sorted(known_codes | set(codes.dropna())), dtype="str")
    siblings = frozenset(_family(existing))
    is_orphan = parents.notna() & ~parents.isin(existing)
    for parent, children in codes[is_orphan].groupby(parents[is_orphan]):
        is_likely_wrong = _family(pd.Series([parent])).isin(siblings).any()
        severity = Severity.ERROR if is_likely_wrong else Severity.WARNING
        first, others = children.iloc[0], len(children) - 1
        whose = f"{first} (met nog {others}) hoort" if others else f"{first} hoort"
        message = (
            f"{whose} volgens de code bij {parent}, maar dat gebied zit niet in de levering en is ook niet eerder "
            f"geladen. Lever {parent} mee, of verbeter de code."
        )
        yield Fault("ontbrekend bovenliggend gebied", severity, message, row=first, column="code", value=parent)


def _family(codes: pd.Series) -> pd.Series:
    """Give what areas have in common with their siblings: the gemeente of a wijk, the country of a gemeente."""
    return codes.str[:6].where(codes.str[:2] == "WK", codes.str[:2])


def _list(codes: Sequence[str] | pd.Series) -> str:
    more = f" en {len(codes) - CODES_IN_MESSAGE} meer" if len(codes) > CODES_IN_MESSAGE else ""
    return ", ".join(codes[:CODES_IN_MESSAGE]) + more
