"""A clustering written as a file that ``indeling lees`` takes, and the command that takes it."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import InvalidInputError

_WHOLE = 1 - 1e-9


class NotWrittenError(InvalidInputError):
    """A file cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} kan niet worden geschreven: {error.strerror}. Kies een andere map of naam.")


@dataclass(frozen=True)
class AreaFacts:
    """What a file says of an area: its name, and whom to turn to (a role and a team, where known)."""

    name: str
    contact_role: str | None = None
    contact_team: str | None = None


def write_indeling(path: Path, parts_df: pd.DataFrame, areas: Mapping[str, AreaFacts]) -> None:
    """Write which unit belongs to which area.

    Parameters
    ----------
    parts_df
        ``base_code``, ``area_code`` (short), ``share`` of the unit.
    areas
        By short code.

    Raises
    ------
    NotWrittenError
        The file cannot be made.

    Notes
    -----
    As Excel in Dutch reads it: semicolons, decimal commas, UTF-8 with a mark at the beginning. Columns that would be
    empty are left out.
    """
    facts = [areas[code] for code in parts_df["area_code"]]
    shares = ["" if share >= _WHOLE else f"{share:.12f}".rstrip("0").replace(".", ",") for share in parts_df["share"]]
    columns_df = pd.DataFrame(
        {
            "code": parts_df["base_code"].to_numpy(),
            "gebied": parts_df["area_code"].to_numpy(),
            "naam": [one.name for one in facts],
            "aandeel": shares,
            "contact_rol": [one.contact_role or "" for one in facts],
            "contact_team": [one.contact_team or "" for one in facts],
        }
    )
    is_kept = [name == "code" or (columns_df[name] != "").any() for name in columns_df]
    write_csv(path, columns_df.loc[:, is_kept].to_csv(sep=";", index=False, lineterminator="\n"))


def write_csv(path: Path, text: str) -> None:
    """Write a table that Excel opens.

    Raises
    ------
    NotWrittenError
        The file cannot be made.
    """
    try:
        path.write_text(text, encoding="utf-8-sig")
    except OSError as error:
        raise NotWrittenError(path, error) from error


def reading_command(path: Path, options: Mapping[str, object]) -> str:
    """Return the command that reads such a file, with what else it must be told.

    Parameters
    ----------
    options
        By their name; True is a flag, and what is None or False is not said.

    Examples
    --------
    >>> reading_command(Path("ibor 2.csv"), {"--versie": 2, "--gedeeltelijk": True, "--grondslag": None})
    "gebiedsmonitor indeling lees 'ibor 2.csv' --versie 2 --gedeeltelijk"
    """
    words = ["gebiedsmonitor", "indeling", "lees", str(path)]
    for name, value in options.items():
        if value is not None and value is not False:
            words += [name] if value is True else [name, str(value)]
    return shlex.join(words)
