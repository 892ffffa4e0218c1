"""The areas that the rows of a file name: one name each, and whom to ask about them."""

from collections.abc import Iterator

import pandas as pd

from geodata.indelingen.examining.contacts import is_personal
from geodata.indelingen.examining.findings import Finding, Severity
from geodata.indelingen.parts import Terms

CONTACTS = {"contact_rol": "rol", "contact_team": "team"}


def areas_of(rows_df: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """List the areas that rows name, in the order of the file.

    Parameters
    ----------
    rows_df
        ``gebied``, ``naam``, ``contact_rol``, ``contact_team``; '' where a row has none.

    Returns
    -------
    ``area_code``, ``name``, ``contact_role``, ``contact_team``: the first that the rows of an area have, else the
    owner's own; None where nobody is named.
    """
    first_df = rows_df.mask(rows_df == "").groupby("gebied", sort=False)[["naam", *CONTACTS]].first().reset_index()
    areas_df = first_df.set_axis(["area_code", "name", "contact_role", "contact_team"], axis=1).astype("object")
    defaults = {"contact_role": terms.contact_role, "contact_team": terms.contact_team}
    for column, default in defaults.items():
        areas_df[column] = [found if isinstance(found, str) else default for found in areas_df[column]]
    return areas_df


def area_findings(rows_df: pd.DataFrame) -> Iterator[Finding]:
    """Find areas with two names or contacts, contacts that point at a person, and names that two areas bear."""
    yield from _ambiguous(rows_df, "naam", "naam")
    for column, noun in CONTACTS.items():
        yield from _ambiguous(rows_df, column, noun)
        yield from _personal(rows_df, column, noun)
    yield from _shared_names(rows_df)


def _ambiguous(rows_df: pd.DataFrame, column: str, noun: str) -> Iterator[Finding]:
    named_df = rows_df[rows_df[column] != ""].drop_duplicates(["gebied", column])
    for area_code, found_df in named_df.groupby("gebied", sort=False):
        if len(found_df) == 1:
            continue
        shown = ", ".join(f"{row[column]} (rij {row['row']})" for row in found_df.to_dict("records"))
        message = f"Gebied {area_code} heeft meer dan één {noun}: {shown}. Geef er overal dezelfde."
        yield Finding(f"meer dan één {noun}", Severity.ERROR, message, int(found_df["row"].iloc[1]), str(area_code))


def _personal(rows_df: pd.DataFrame, column: str, noun: str) -> Iterator[Finding]:
    for row in rows_df[rows_df[column].map(is_personal)].drop_duplicates(["gebied", column]).to_dict("records"):
        message = (
            f"Rij {row['row']}: de {noun} van gebied {row['gebied']} is een e-mailadres of telefoonnummer. "
            "Noem een rol of team; personen staan niet in het register."
        )
        yield Finding("persoonsgegeven", Severity.ERROR, message, row=int(row["row"]), code=row["gebied"])


def _shared_names(rows_df: pd.DataFrame) -> Iterator[Finding]:
    areas_df = rows_df[rows_df["naam"] != ""].drop_duplicates(["gebied", "naam"])
    for _, found_df in areas_df.groupby(areas_df["naam"].str.casefold(), sort=False):
        codes = list(found_df["gebied"].unique())
        if len(codes) > 1:
            message = f"De gebieden {', '.join(codes)} heten allemaal {found_df['naam'].iloc[0]}."
            yield Finding("zelfde naam", Severity.WARNING, message, row=int(found_df["row"].iloc[1]), code=codes[1])
