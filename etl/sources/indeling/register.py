"""The register of clusterings in TOML, and the file that each entry names: a table of units or a map of polygons."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pydantic
from pydantic_core import ErrorDetails

from etl.provenance import InputFileNotFoundError
from etl.sources.cells.files import SPREADSHEET_SUFFIXES, TEXT_SUFFIXES
from etl.sources.indeling.header import IndelingHeader
from etl.sources.indeling.polygons import read_polygons
from etl.sources.indeling.units import read_units
from etl.sources.validation import found_in, said_of
from geodata.errors import InvalidInputError, SourceError


class RegisterUnreadableError(SourceError):
    """The register of clusterings cannot be read."""

    def __init__(self, path: Path, reasons: list[str]) -> None:
        listed = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"Het register {path.name} kan niet worden gelezen:\n{listed}")


class PolygonsOnIndelingError(InvalidInputError):
    """A clustering is drawn, and said to be made of the areas of another."""

    def __init__(self, path: Path, base_indeling: str) -> None:
        super().__init__(
            f"{path.name} bevat vlakken, en vlakken noemen geen gebieden van {base_indeling}. Laat base_indeling weg, "
            "of geef een tabel met per gebied van die indeling het nieuwe gebied."
        )


@dataclass(frozen=True)
class IndelingFile:
    """One clustering as its owner handed it in: ``units_df`` or ``polygons_gdf``.

    Their columns are those of `etl.sources.indeling.units.read_units` and
    `etl.sources.indeling.polygons.read_polygons`.
    """

    header: IndelingHeader
    path: Path
    units_df: pd.DataFrame | None
    polygons_gdf: gpd.GeoDataFrame | None

    @property
    def handed_in(self) -> pd.DataFrame | gpd.GeoDataFrame:
        """The table or the map, for `geodata.indelingen.examining.examination.examine`."""
        return self.polygons_gdf if self.units_df is None else self.units_df


def read_register(path: Path) -> list[IndelingFile]:
    """Read a register and the files that it names.

    Raises
    ------
    RegisterUnreadableError
        It is no TOML, or fields are missing or wrong; all are named.
    InputFileNotFoundError, IndelingColumnsError
        A file is not there, or lacks columns; what else may be wrong with it, `read_indeling` names.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["indeling"]
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterUnreadableError(path, [str(error)]) from error
    except KeyError as error:
        raise RegisterUnreadableError(path, ["er staat geen enkele [[indeling]] in"]) from error
    if not isinstance(entries, list):
        raise RegisterUnreadableError(path, ["schrijf elke indeling onder [[indeling]], met dubbele haken"])
    return [read_indeling(path.parent / header.file, header) for header in _headers(path, entries)]


def read_indeling(path: Path, header: IndelingHeader) -> IndelingFile:
    """Read the file of one clustering: CSV or a spreadsheet, or a GeoPackage, GeoJSON or shapefile, zipped or not.

    Raises
    ------
    InputFileNotFoundError, IndelingColumnsError
        The file is not there, or lacks columns.
    PolygonsOnIndelingError
        It is a map, while the clustering would be made of the areas of another.
    etl.sources.kaart.layers.UnreadableMapError
        It is neither a table nor a map; a table that cannot be read gives the errors of
        `etl.sources.cells.files.read_cells`.
    """
    if not path.exists():
        raise InputFileNotFoundError(path)
    if path.suffix.lower() in TEXT_SUFFIXES | SPREADSHEET_SUFFIXES:
        return IndelingFile(header, path, read_units(path, header.base_level), None)
    if header.base_indeling is not None:
        raise PolygonsOnIndelingError(path, header.base_indeling)
    return IndelingFile(header, path, None, read_polygons(path))


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
    return " ".join(part for part in (".".join(map(str, fault["loc"])), f"{said_of(fault)}{found_in(fault)}") if part)
