"""Where a file came from: the provenance of a batch that is read from disk."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from etl.batch import Provenance
from geodata.errors import NotFoundError


class InputFileNotFoundError(NotFoundError):
    """The file to load is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Het bestand {path} is er niet, of is geen gewoon bestand. Controleer de naam en de map.")


def provenance_from_file(  # noqa: PLR0913 - the facts that a file cannot tell
    path: Path, *, source: str, table_id: str, version: str, licence: str, address: str | None = None
) -> Provenance:
    """Return the provenance of the file at `path`; reads the file once, in pieces.

    Parameters
    ----------
    source, table_id, version, licence
        As in `etl.batch.Provenance`.
    address
        Where the file was fetched; without it the file's own name.

    Returns
    -------
    Provenance
        With the checksum and size of the file; ``fetched_at`` is when the file was last written, in UTC.

    Raises
    ------
    InputFileNotFoundError
        There is no file at `path`.
    """
    if not path.is_file():
        raise InputFileNotFoundError(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    facts = path.stat()
    return Provenance(
        source=source,
        table_id=table_id,
        version=version,
        address=address or path.name,
        licence=licence,
        sha256=sha256,
        byte_count=facts.st_size,
        fetched_at=datetime.fromtimestamp(facts.st_mtime, tz=UTC),
    )
