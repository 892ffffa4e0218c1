"""Where a file came from: the provenance of a batch that is read from disk."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from etl.batch import Provenance
from geodata.errors import NotFoundError

_CHUNK_BYTES = 1 << 20


class InputFileNotFoundError(NotFoundError):
    """The file to load is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Het bestand {path} is er niet, of is geen gewoon bestand. Controleer de naam en de map.")


def provenance_from_file(  # noqa: PLR0913 - the facts that a file cannot tell
    path: Path,
    *,
    source: str,
    table_id: str,
    version: str,
    licence: str,
    address: str | None = None,
    parts: Sequence[Path] = (),
) -> Provenance:
    """Return the provenance of the file at `path`; reads the file once, in pieces.

    Parameters
    ----------
    source, table_id, version, licence
        As in `etl.batch.Provenance`.
    address
        Where the file was fetched; without it the file's own name.
    parts
        All files that it consists of, where it is a folder or a shapefile.

    Returns
    -------
    Provenance
        With the checksum and size of the file, or of its parts one after the other; ``fetched_at`` is when it was last
        written, in UTC.

    Raises
    ------
    InputFileNotFoundError
        There is no file at `path`, or a part is not there.
    """
    files = parts or [path]
    for file in files:
        if not file.is_file():
            raise InputFileNotFoundError(file)
    digest = hashlib.sha256()
    for chunk in _chunks(files):
        digest.update(chunk)
    facts = [file.stat() for file in files]
    return Provenance(
        source=source,
        table_id=table_id,
        version=version,
        address=address or path.name,
        licence=licence,
        sha256=digest.hexdigest(),
        byte_count=sum(fact.st_size for fact in facts),
        fetched_at=datetime.fromtimestamp(max(fact.st_mtime for fact in facts), tz=UTC),
    )


def _chunks(files: Sequence[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk
