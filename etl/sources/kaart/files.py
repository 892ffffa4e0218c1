"""Files that hold a map: a GeoPackage, shapefile, GeoJSON or TopoJSON, as they are, in a folder or in a zip."""

import glob
import logging
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from etl.provenance import InputFileNotFoundError
from etl.sources.listing import listed
from geodata.errors import InvalidInputError, SourceError

log = logging.getLogger(__name__)

FORMATS = (".gpkg", ".geojson", ".topojson", ".json", ".shp")
"""Suffixes of maps. CBS's zip files hold one map in several formats: the first of these is the one that is read."""

_SIDECARS = (".dbf", ".shx", ".prj", ".cpg")


class NoMapInFolderError(InvalidInputError):
    """A folder or zip file holds no map in a format that is read."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        found = listed(sorted(names)) or "niets"
        super().__init__(
            f"{path.name} bevat geen kaart. Verwacht: een bestand op {', '.join(FORMATS)}; gevonden: {found}."
        )


class DamagedZipError(SourceError):
    """A zip file cannot be unpacked."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Het zip-bestand {path.name} is beschadigd ({reason}). Haal het opnieuw op.")


@contextmanager
def map_files(path: Path) -> Iterator[tuple[Path, ...]]:
    """Yield the files that hold the map at `path`, unpacked for as long as the block lasts.

    Parameters
    ----------
    path
        A map, a folder with maps, or a zip file with maps, in folders or not.

    Raises
    ------
    etl.provenance.InputFileNotFoundError
        There is nothing at `path`.
    NoMapInFolderError
        The folder or zip file holds no map.
    DamagedZipError
        The zip file cannot be unpacked.
    """
    if not path.exists():
        raise InputFileNotFoundError(path)
    if path.is_dir():
        yield _maps_under(path, named_after=path)
    elif path.suffix.lower() not in FORMATS and zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="kaart-") as folder:
            _unpack(path, Path(folder))
            yield _maps_under(Path(folder), named_after=path)
    else:
        yield (path,)


def parts_of(path: Path) -> tuple[Path, ...]:
    """Return the files that a map on disk consists of: the parts of a shapefile, else the file itself.

    A zip file is one file; of a folder these are the parts of each map in it.
    """
    if path.is_dir():
        return tuple(part for file in _maps_under(path, named_after=path) for part in parts_of(file))
    if path.suffix.lower() != ".shp":
        return (path,)
    siblings = sorted(path.parent.glob(f"{glob.escape(path.stem)}.*"))
    return tuple(file for file in siblings if file.suffix.lower() in (".shp", *_SIDECARS))


def _unpack(path: Path, folder: Path) -> None:
    """Unpack the maps of a zip file, and nothing else in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if _is_wanted(PurePosixPath(name)):
                    archive.extract(name, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise DamagedZipError(path, str(error)) from error


def _is_wanted(name: PurePosixPath) -> bool:
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
    return name.suffix.lower() in FORMATS + _SIDECARS and not is_hidden


def _maps_under(folder: Path, *, named_after: Path) -> tuple[Path, ...]:
    """Return the files of the first format that occurs, in the order of their names."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _is_wanted(PurePosixPath(path.relative_to(folder)))
    ]
    for suffix in FORMATS:
        if maps := tuple(path for path in files if path.suffix.lower() == suffix):
            log.info("reading %s from %s", ", ".join(file.name for file in maps), named_after)
            return maps
    raise NoMapInFolderError(named_after, [path.name for path in files])
