"""What was decided about units whose area is not clear, as an officer writes it down."""

from pathlib import Path

from etl.provenance import InputFileNotFoundError
from etl.sources.indeling.units import read_units
from geodata.errors import InvalidInputError
from geodata.gebieden.codes import normalised_code
from geodata.gebieden.levels import Level


class DecidedTwiceError(InvalidInputError):
    """A file decides about one unit more than once."""

    def __init__(self, path: Path, code: str) -> None:
        super().__init__(f"{path.name} noemt {code} meer dan eens. Neem één besluit per eenheid.")


def read_decisions(path: Path, level: Level) -> dict[str, str | None]:
    """Read a table with ``code`` and ``gebied`` (the area's code in its clustering; empty: in none).

    Raises
    ------
    InputFileNotFoundError, DecidedTwiceError
        It is not there, or decides twice about one unit.
    geodata.gebieden.codes.MalformedCodeError, OtherLevelError
        It names what is no unit of that level.
    etl.sources.indeling.columns.IndelingColumnsError
        It lacks a column; what else may be wrong with a file, `etl.sources.cells.files.read_cells` names.
    """
    if not path.exists():
        raise InputFileNotFoundError(path)
    decisions: dict[str, str | None] = {}
    for row in read_units(path, level).to_dict("records"):
        code = normalised_code(row["code"], level)
        if code in decisions:
            raise DecidedTwiceError(path, code)
        decisions[code] = row["gebied"] or None
    return decisions
