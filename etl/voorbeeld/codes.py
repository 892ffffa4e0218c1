"""Names and codes: which pieces form which buurt and wijk in a year, and what changed since the year before."""

from pathlib import Path

import pandas as pd

GEMEENTE_CODE = "GM9999"
GEMEENTE_NAME = "Voorbeeldgemeente (fictief)"
YEARS = (2022, 2023, 2024)
_HERE = Path(__file__).parent


def table(name: str) -> pd.DataFrame:
    """Read one of the generator's own tables, all as text."""
    return pd.read_csv(_HERE / f"{name}.csv", sep=";", dtype=str, keep_default_na=False)


def seeds() -> pd.DataFrame:
    """Return where and as what each piece was begun: the columns of ``buurten.csv``, coordinates and reach in km."""
    return table("buurten").astype({"dwellings": int, "x": float, "y": float, "reach": float})


def units(year: int) -> pd.DataFrame:
    """Return per piece its buurt and wijk in a year.

    Returns
    -------
    pandas.DataFrame
        Indexed by piece: ``buurtcode``, ``buurtnaam``, ``wijkcode``, ``wijknaam`` (CBS codes with prefix).
    """
    plain = seeds().drop_duplicates("id").set_index("id")
    plain = plain.assign(code=plain.index)[["wijk", "code", "name"]]
    different = table("wijzigingen").query("year == @year_text", local_dict={"year_text": str(year)}).set_index("id")
    plain.update(different[["wijk", "code", "name"]])
    wijk_names = table("wijken").set_index("wijk")["name"]
    return pd.DataFrame(
        {
            "buurtcode": "BU9999" + plain["code"],
            "buurtnaam": plain["name"],
            "wijkcode": "WK9999" + plain["wijk"],
            "wijknaam": plain["wijk"].map(wijk_names),
        }
    )


def changes(year: int, level: str) -> "pd.Series[int]":
    """Return CBS's indelingswijziging of each code of a level (``buurtcode`` or ``wijkcode``) since the year before.

    Notes
    -----
    1: code and boundary unchanged; 2: another code, same boundary; 3: another boundary (CBS, Toelichting Wijk- en
    Buurtkaart 2022, 2023 en 2024). The first year has no year before it, and counts as unchanged.
    """
    now = _members(year, level)
    before = _members(max(year - 1, YEARS[0]), level)
    known = set(before.values())
    return pd.Series({code: _change(code, pieces, before, known) for code, pieces in now.items()})


def _change(code: str, pieces: frozenset[str], before: dict[str, frozenset[str]], known: set[frozenset[str]]) -> int:
    if before.get(code) == pieces:
        return 1
    return 2 if pieces in known else 3


def _members(year: int, level: str) -> dict[str, frozenset[str]]:
    frame = units(year)
    return {str(code): frozenset(group.index) for code, group in frame.groupby(level)}
