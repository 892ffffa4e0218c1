"""One gemeente's boundaries and figures: from files that somebody put ready, else from PDOK and CBS."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.batch import Batch
from etl.http import Client
from etl.load import LoadReport
from etl.pipeline import Workbench, fetch_figures, fetch_map, gemeente_code_from, only_gemeente
from etl.sources import kwb
from etl.sources.kaart import wijkenbuurtenkaart
from geodata.errors import SourceError

MAP_SUFFIXES = (".gpkg", ".zip", ".shp", ".geojson", ".json", ".topojson")
SHEET_SUFFIXES = (".xlsx", ".xls", ".csv")
# CBS's shapefiles and some maps have a file per level; the one of buurten makes it a map.
MAP_NAME, BUURT_NAME = re.compile("buurt|wijk|gemeente", re.IGNORECASE), re.compile("buurt", re.IGNORECASE)


@dataclass(frozen=True)
class InputFiles:
    """What somebody put in the folder of a year: the files of the map, and the spreadsheet; either may be absent."""

    folder: Path
    year: int
    map_paths: tuple[Path, ...]
    sheet_path: Path | None

    def missing(self) -> list[str]:
        """Describe each file that is not there."""
        a_map = (
            f"de wijk- en buurtkaart {self.year} van CBS of PDOK (een bestand met 'buurt' in de naam: "
            f"{', '.join(MAP_SUFFIXES)})"
        )
        a_sheet = f"kwb-{self.year}.xlsx, de Kerncijfers wijken en buurten {self.year} van CBS"
        return ([] if self.map_paths else [a_map]) + ([] if self.sheet_path else [a_sheet])


class GemeenteUnreachableError(SourceError):
    """A gemeente could not be fetched from its publishers, and its files are not there either."""

    def __init__(self, gemeente_code: str, files: InputFiles, reason: str) -> None:
        missing = files.missing()
        which = "dit bestand" if len(missing) == 1 else "deze bestanden"
        listed = "".join(f"  - {name}\n" for name in missing)
        super().__init__(
            f"De gegevens van {gemeente_code} over {files.year} konden niet worden opgehaald.\n{reason}\n"
            f"Zet in plaats daarvan {which} in {files.folder} en voer de opdracht opnieuw uit:\n{listed}"
            "Er is niets geladen; het voorbeeld staat hier niet voor in de plaats."
        )


def load_gemeente(
    bench: Workbench, client: Client, *, gemeente_code: str, year: int, input_dir: Path
) -> list[LoadReport]:
    """Load one gemeente's boundaries and figures: from files in `input_dir` where they are, else from PDOK and CBS.

    Where only one of the two files is there, it is used, and the other is fetched.

    Raises
    ------
    geodata.gebieden.codes.MalformedCodeError
        `gemeente_code` is no code of a gemeente.
    GemeenteUnreachableError
        A publisher cannot be reached, and its file is not there.
    GemeenteAbsentError
        What was read holds nothing of this gemeente.
    """
    gemeente_code = gemeente_code_from(gemeente_code)
    files = input_files(input_dir, year)
    # Both are read before anything is loaded: half a gemeente helps nobody.
    batches = [
        _boundaries_of(bench, client, gemeente_code=gemeente_code, files=files),
        _figures_of(bench, client, gemeente_code=gemeente_code, files=files),
    ]
    return bench.load(batches, scope=gemeente_code)


def input_files(input_dir: Path, year: int) -> InputFiles:
    """Find the map and the spreadsheet that somebody put in `input_dir`."""
    paths = sorted(path for path in input_dir.glob("*") if path.is_file()) if input_dir.is_dir() else []
    sheets = [
        path for path in paths if path.suffix.lower() in SHEET_SUFFIXES and path.name.lower().startswith(f"kwb-{year}")
    ]
    return InputFiles(input_dir, year, _maps_among(paths), next(iter(sheets), None))


def _maps_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the map's files in one format: CBS's zip holds the same map in several."""
    for suffix in MAP_SUFFIXES:
        maps = tuple(path for path in paths if path.suffix.lower() == suffix and MAP_NAME.search(path.name))
        if any(BUURT_NAME.search(path.name) for path in maps):
            return maps
    return ()


def _boundaries_of(bench: Workbench, client: Client, *, gemeente_code: str, files: InputFiles) -> Batch:
    if files.map_paths:
        bench.say(f"Grenzen van {gemeente_code} uit {', '.join(str(path) for path in files.map_paths)}")
        batch = wijkenbuurtenkaart.batch_from_path(files.map_paths, bench.catalogue, year=files.year)
        return only_gemeente(batch, gemeente_code)
    try:
        return fetch_map(bench, client, files.year, gemeente_code)
    except SourceError as error:
        raise GemeenteUnreachableError(gemeente_code, files, str(error)) from error


def _figures_of(bench: Workbench, client: Client, *, gemeente_code: str, files: InputFiles) -> Batch:
    if files.sheet_path:
        bench.say(f"Kerncijfers van {gemeente_code} uit {files.sheet_path}")
        return only_gemeente(kwb.batch_from_path(files.sheet_path, bench.catalogue, year=files.year), gemeente_code)
    try:
        return fetch_figures(bench, client, year=files.year, gemeente_code=gemeente_code)
    except SourceError as error:
        raise GemeenteUnreachableError(gemeente_code, files, str(error)) from error
