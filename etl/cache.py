"""Downloaded files on disk: their names, what is known of them, and the part of one that is still under way."""

import hashlib
import json
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Download:
    """A file on disk and where it came from; ``address`` is the URL, or the file's name when put there by hand."""

    path: Path
    address: str
    sha256: str
    byte_count: int
    fetched_at: datetime


@dataclass(frozen=True)
class Validators:
    """What a server says to recognise one edition of a file by."""

    etag: str | None = None
    last_modified: str | None = None

    def if_changed(self) -> dict[str, str]:
        """Return the request headers that ask for the file only when it is another edition."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}

    def if_same(self) -> str | None:
        """Return the value of ``If-Range``; None where the server gave nothing strong enough to resume on."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


class CachedFile:
    """The place in the cache of what one URL gives.

    Beside the file ``name`` stand ``name.json`` (what is known of it), and, while it is under way, ``name.part`` and
    ``name.part.json``. A file without a ``.json`` was put there by hand: the description is always written first.

    Parameters
    ----------
    cache_dir
        Folder of the cache; the file lies in a folder named after the host.
    url
        Address of the file. Its last segment names the file, with eight hexadecimals of the whole address, so that
        two ``index.xml`` of one host do not meet.
    """

    def __init__(self, cache_dir: Path, url: str) -> None:
        parts = urlsplit(url)
        name = PurePosixPath(parts.path).name or "index"
        suffix = PurePosixPath(name).suffix
        stem = re.sub(r"[^\w.-]", "_", name.removesuffix(suffix))[:80]
        mark = hashlib.sha256(url.encode()).hexdigest()[:8]
        self.url = url
        self.path = cache_dir / parts.netloc.replace(":", "_") / f"{stem}-{mark}{suffix}"
        self.part_path = self.path.with_name(f"{self.path.name}.part")

    def is_by_hand(self) -> bool:
        """Tell whether somebody put the file there, in place of a download."""
        return self.path.exists() and not _described_in(self.path).exists()

    def by_hand(self) -> Download:
        """Describe the file that somebody put there."""
        stat = self.path.stat()
        when = datetime.fromtimestamp(stat.st_mtime, UTC)
        return Download(self.path, self.path.name, sha256_of(self.path), stat.st_size, when)

    def kept(self) -> tuple[Download, Validators] | None:
        """Return the complete file of an earlier download, or None: never fetched, or no longer what was fetched."""
        facts = _read_facts(self.path)
        if not self.path.exists() or facts is None:
            return None
        if sha256_of(self.path) != facts["sha256"]:
            log.warning("cached file %s is not what was downloaded; fetching it again", self.path)
            return None
        fetched_at = datetime.fromisoformat(facts["fetched_at"])
        download = Download(self.path, self.url, facts["sha256"], facts["byte_count"], fetched_at)
        return download, Validators(facts["etag"], facts["last_modified"])

    def part(self) -> tuple[int, str] | None:
        """Return how many bytes of an unfinished download there are and its ``If-Range``, or None: start anew."""
        facts = _read_facts(self.part_path)
        if not self.part_path.exists() or facts is None:
            return None
        validator = Validators(facts["etag"], facts["last_modified"]).if_same()
        byte_count = self.part_path.stat().st_size
        return (byte_count, validator) if validator and byte_count else None

    def start_part(self, validators: Validators) -> None:
        """Throw an unfinished download away and begin a new one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.part_path.unlink(missing_ok=True)
        _write_facts(self.part_path, {"etag": validators.etag, "last_modified": validators.last_modified})

    def drop_part(self) -> None:
        """Throw an unfinished download away."""
        self.part_path.unlink(missing_ok=True)
        _described_in(self.part_path).unlink(missing_ok=True)

    def keep(self, validators: Validators) -> Download:
        """Make the finished part the file, atomically, and describe it."""
        byte_count = self.part_path.stat().st_size
        download = Download(self.path, self.url, sha256_of(self.part_path), byte_count, datetime.now(UTC))
        facts = {
            "address": self.url,
            "etag": validators.etag,
            "last_modified": validators.last_modified,
            "sha256": download.sha256,
            "byte_count": byte_count,
            "fetched_at": download.fetched_at.isoformat(),
        }
        _write_facts(self.path, facts)
        self.part_path.replace(self.path)
        self.drop_part()
        return download


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimals, without reading it into memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described_in(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _write_facts(path: Path, facts: dict[str, Any]) -> None:
    described_in = _described_in(path)
    draft = described_in.with_name(f"{described_in.name}.new")
    draft.write_text(json.dumps(facts, indent=1))
    draft.replace(described_in)


def _read_facts(path: Path) -> dict[str, Any] | None:
    """Return what is known of `path`; None where nothing is, or the description cannot be read."""
    try:
        facts: dict[str, Any] = json.loads(_described_in(path).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return facts
