"""Clusterings from files that an officer can make: a register in TOML, units in CSV or polygons in a map file."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pydantic
from pydantic_core import ErrorDetails
from pyogrio.errors import DataSourceError

from etl.provenance import InputFileNotFoundError
from etl.sources.cells.files import TEXT_SUFFIXES, cell_text, read_cells
from etl.sources.kaart.layers import UnreadableMapError
from etl.sources.validation import found_in, said_of
from geodata.errors import SourceError
from geodata.gebieden.levels import Level
from geodata.indelingen.tables import IndelingStatus

UNIT_COLUMNS = ("code", "gebied", "naam")
POLYGON_COLUMNS = ("gebied", "naam", "geometry")


class RegisterUnreadableError(SourceError):
    """The register of clusterings cannot be read."""

    def __init__(self, path: Path, reasons: list[str]) -> None:
        listed = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"Het register {path.name} kan niet worden gelezen:\n{listed}")


class IndelingColumnsError(SourceError):
    """A file of a clustering lacks columns."""

    def __init__(self, path: Path, missing: list[str], present: list[str]) -> None:
        super().__init__(
            f"{path.name} mist {', '.join(missing)}; aanwezig: {', '.join(present)}. Verwacht: "
            f"{', '.join(UNIT_COLUMNS)} in CSV, of {', '.join(POLYGON_COLUMNS[:2])} met vlakken in een kaartbestand."
        )


class IndelingHeader(pydantic.BaseModel):
    """What the register says of one clustering; ``file`` lies beside the register."""

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    key: str = pydantic.Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = pydantic.Field(1, ge=1)
    gemeente_code: str = pydantic.Field(pattern=r"^GM\d{4}$")
    name: str
    owner: str
    purpose: str
    legal_basis: str | None = None
    valid_from: date
    valid_to: date | None = None
    status: IndelingStatus
    base_level: Level
    base_peildatum: date
    is_partial: bool = False
    file: Path


@dataclass(frozen=True)
class IndelingFile:
    """One clustering as its owner handed it in: ``units_df`` (code, gebied, naam) or ``polygons_gdf``.

    Polygons are in the reference system that their file declares, if it does.
    """

    header: IndelingHeader
    path: Path
    units_df: pd.DataFrame | None
    polygons_gdf: gpd.GeoDataFrame | None


def read_register(path: Path) -> list[IndelingFile]:
    """Read a register and the files that it names.

    Raises
    ------
    RegisterUnreadableError
        It is no TOML, or fields are missing or wrong; all are named.
    InputFileNotFoundError, IndelingColumnsError
        A file is not there, or lacks columns.
    etl.sources.kaart.layers.UnreadableMapError
        A file is neither text nor a map; text that cannot be read gives the errors of
        `etl.sources.cells.files.read_cells`.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["indeling"]
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterUnreadableError(path, [str(error)]) from error
    except KeyError as error:
        raise RegisterUnreadableError(path, ["er staat geen enkele [[indeling]] in"]) from error
    if not isinstance(entries, list):
        raise RegisterUnreadableError(path, ["schrijf elke indeling onder [[indeling]], met dubbele haken"])
    return [_read_indeling(path, header) for header in _headers(path, entries)]


def _headers(path: Path, entries: list[dict[str, object]]) -> list[IndelingHeader]:
    reasons: list[str] = []
    headers = []
    for number, entry in enumerate(entries, start=1):
        try:
            headers.append(IndelingHeader.model_validate(entry))
        except pydantic.ValidationError as error:
            name = entry.get("key", f"nummer {number}")
            reasons += [f"indeling {name}, {_sentence(fault)}" for fault in error.errors(include_url=False)]
    if reasons:
        raise RegisterUnreadableError(path, reasons)
    return headers


def _sentence(fault: ErrorDetails) -> str:
    return f"{'.'.join(map(str, fault['loc']))} {said_of(fault)}{found_in(fault)}"


def _read_indeling(register_path: Path, header: IndelingHeader) -> IndelingFile:
    path = register_path.parent / header.file
    if not path.is_file():
        raise InputFileNotFoundError(path)
    if path.suffix.lower() in TEXT_SUFFIXES:
        units_df = read_cells(path).cells_df
        _require_columns(path, list(units_df.columns), UNIT_COLUMNS)
        return IndelingFile(header, path, units_df[list(UNIT_COLUMNS)].map(cell_text).reset_index(drop=True), None)
    try:
        polygons_gdf = gpd.read_file(path)
    except DataSourceError as error:
        raise UnreadableMapError(path.name, str(error)) from error
    _require_columns(path, list(polygons_gdf.columns), POLYGON_COLUMNS)
    return IndelingFile(header, path, None, polygons_gdf[list(POLYGON_COLUMNS)])


def _require_columns(path: Path, present: list[str], expected: tuple[str, ...]) -> None:
    missing = [name for name in expected if name not in present]
    if missing:
        raise IndelingColumnsError(path, missing, present)
