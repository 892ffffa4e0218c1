"""Requests to publishers: time-outs, retries, resumed downloads, checksums, and errors that say what to do."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import stamina

from etl.cache import CachedFile, Download, Validators
from geodata.errors import InvalidInputError, SourceError
from geodata.settings import Settings

log = logging.getLogger(__name__)

TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
CONNECT_TIMEOUT_S = 10.0
LONGEST_PAUSE_S = 30.0
EXCERPT_LENGTH = 200


class UnreachableError(SourceError):
    """A host gives no answer."""

    def __init__(self, url: str, attempts: int, *, reason: str, place: Path | None = None) -> None:
        instead = f", of download {url} op een andere manier en zet het bestand neer als {place}" if place else ""
        super().__init__(
            f"{_host(url)} is niet bereikbaar ({attempts} keer geprobeerd): {reason}. "
            f"Controleer de netwerkverbinding en probeer het later opnieuw{instead}. Gevraagd: {url}"
        )


class BadAddressError(InvalidInputError):
    """An address cannot be asked for over HTTP."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url!r} is geen webadres. Verwacht: een adres dat met http:// of https:// begint.")


class BadStatusError(SourceError):
    """A host answers with a status that is no success."""

    def __init__(self, response: httpx.Response, *, is_transient: bool, place: Path | None = None) -> None:
        self.url = str(response.url)
        self.status = response.status_code
        self.body = response.text
        self.is_transient = is_transient
        self.retry_after_s = _retry_after_s(response)
        advice = "Probeer het later opnieuw" if is_transient else "Controleer het adres"
        instead = f", of zet het bestand zelf neer als {place}" if place else ""
        excerpt = " ".join(self.body[:EXCERPT_LENGTH].split())
        super().__init__(
            f"{_host(self.url)} antwoordt met status {self.status} op {self.url} (uitleg: {excerpt or 'geen'}). "
            f"{advice}{instead}."
        )


class NotJsonError(SourceError):
    """An answer that should be JSON is something else."""

    def __init__(self, url: str, content: bytes) -> None:
        excerpt = " ".join(content[:EXCERPT_LENGTH].decode(errors="replace").split())
        super().__init__(
            f"{_host(url)} geeft op {url} geen JSON maar: {excerpt!r}. "
            "Misschien staat er een storingspagina of een proxy tussen; open het adres in een browser."
        )


class TruncatedError(SourceError):
    """An answer stops before its end."""

    def __init__(self, url: str, received: str) -> None:
        super().__init__(
            f"{_host(url)} brak het antwoord op {url} voortijdig af: {received}. "
            "Probeer het opnieuw; een download gaat verder waar hij stopte."
        )


@dataclass(frozen=True)
class Step:
    """How far a long fetch is: what, how much of it is done, of how much (None: unknown), in which unit."""

    label: str
    done: int
    total: int | None
    unit: str


@dataclass(frozen=True)
class Fetched:
    """The seal on what was fetched: SHA-256 over all answers in order, their size, and when the last one came."""

    sha256: str
    byte_count: int
    fetched_at: datetime


class Digest:
    """Running checksum over the answers that together make one table."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._byte_count = 0

    def add(self, content: bytes) -> None:
        """Take the next answer in."""
        self._hash.update(content)
        self._byte_count += len(content)

    def seal(self) -> Fetched:
        """Return the checksum and size so far, with the present time."""
        return Fetched(self._hash.hexdigest(), self._byte_count, datetime.now(UTC))


Query = Mapping[str, str | int]


def _never(_: httpx.Response) -> bool:
    return False


class Client:
    """HTTP client for publishers' services; use it as a context manager.

    Parameters
    ----------
    settings
        Uses ``http_timeout_s``, ``http_attempts`` and ``cache_dir``.
    progress
        Called with a `Step` as a long fetch proceeds, such as after each megabyte or page.
    pause_s
        First pause between two tries; it doubles each time, up to 30 seconds, with some chance added.
    """

    def __init__(
        self, settings: Settings, *, progress: Callable[[Step], None] | None = None, pause_s: float = 0.5
    ) -> None:
        self.settings = settings
        self.progress = progress or (lambda _: None)
        self._pause_s = pause_s
        timeout = httpx.Timeout(settings.http_timeout_s, connect=min(CONNECT_TIMEOUT_S, settings.http_timeout_s))
        self._http = httpx.Client(timeout=timeout, follow_redirects=True, headers={"User-Agent": "gebiedsmonitor"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(
        self,
        url: str,
        params: Query | None = None,
        *,
        digest: Digest | None = None,
        is_final: Callable[[httpx.Response], bool] = _never,
    ) -> httpx.Response:
        """Ask for `url` and return the whole answer; reads the network.

        Parameters
        ----------
        params
            Query parameters. None leaves the query of `url` as it is (a link to a next page holds all it needs).
        digest
            Takes the body in, when given.
        is_final
            Tells of an unsuccessful answer that asking again will not mend it.

        Raises
        ------
        UnreachableError
            No answer after all tries.
        BadStatusError
            The last answer was no success; ``status`` and ``body`` tell which.
        TruncatedError
            The connection broke in the middle of each answer.
        """
        with self._explained(url):
            for attempt in self._tries():
                with attempt:
                    response = self._http.get(url, params=params)
                    _raise_unless_success(response, is_final=is_final)
        log.debug("GET %s: %d bytes", response.url, len(response.content))
        if digest is not None:
            digest.add(response.content)
        return response

    def get_json(
        self,
        url: str,
        params: Query | None = None,
        *,
        digest: Digest | None = None,
        is_final: Callable[[httpx.Response], bool] = _never,
    ) -> Any:
        """Ask for `url` and return the JSON of its answer; parameters and errors are those of `get`.

        Raises
        ------
        NotJsonError
            The answer is not JSON.
        """
        response = self.get(url, params, digest=digest, is_final=is_final)
        try:
            return json.loads(response.content)
        except ValueError as error:
            raise NotJsonError(str(response.url), response.content) from error

    def download(self, url: str) -> Download:
        """Fetch a file into the cache, or return the one there when the publisher has no other edition.

        A download that broke off goes on where it stopped, also in a later run. A file that somebody put in the
        cache by hand is used as it is, without asking the publisher.

        Raises
        ------
        UnreachableError, BadStatusError, TruncatedError
            As `get`; the message says where to put the file by hand.
        """
        cached = CachedFile(self.settings.cache_dir, url)
        if cached.is_by_hand():
            log.info("using %s, put there by hand, for %s", cached.path, url)
            return cached.by_hand()
        with self._explained(url, place=cached.path):
            for attempt in self._tries():
                with attempt:
                    download = self._download_once(cached)
        return download

    def _download_once(self, cached: CachedFile) -> Download:
        part, kept = cached.part(), cached.kept()
        headers = {"Accept-Encoding": "identity"}
        if part:
            headers |= {"Range": f"bytes={part[0]}-", "If-Range": part[1]}
        elif kept:
            headers |= kept[1].if_changed()
        with self._http.stream("GET", cached.url, headers=headers) as response:
            if kept and response.status_code == httpx.codes.NOT_MODIFIED:
                log.info("%s has not changed since %s", cached.url, kept[0].fetched_at)
                return kept[0]
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                cached.drop_part()
                raise TruncatedError(cached.url, "het vervolg past niet bij wat er al was")
            if not response.is_success:
                response.read()
                _raise_unless_success(response, place=cached.path)
            if response.status_code != httpx.codes.PARTIAL_CONTENT:
                cached.start_part(_validators(response))
            elif part is None or not response.headers.get("Content-Range", "").startswith(f"bytes {part[0]}-"):
                cached.drop_part()
                raise TruncatedError(cached.url, "het vervolg begint niet waar het vorige stuk ophield")
            self._receive(response, cached)
            return cached.keep(_validators(response))

    def _receive(self, response: httpx.Response, cached: CachedFile) -> None:
        """Write the body behind what is already there of the file."""
        total = _total_bytes(response)
        with cached.part_path.open("ab") as file:
            log.info("downloading %s from byte %d of %s", cached.url, file.tell(), total or "unknown")
            for chunk in response.iter_bytes():
                file.write(chunk)
                self.progress(Step(cached.path.name, file.tell(), total, "bytes"))
            received = file.tell()
        if total is not None and received != total:
            cached.drop_part()
            raise TruncatedError(cached.url, f"{received} van de {total} bytes")

    def _tries(self) -> Iterator[stamina.Attempt]:
        return iter(
            stamina.retry_context(
                on=_try_again,
                attempts=self.settings.http_attempts,
                timeout=None,
                wait_initial=self._pause_s,
                wait_max=LONGEST_PAUSE_S,
                wait_jitter=self._pause_s,
            )
        )

    @contextmanager
    def _explained(self, url: str, *, place: Path | None = None) -> Iterator[None]:
        """Turn what httpx raises after the last try into an error with a sentence."""
        try:
            yield
        except (httpx.RemoteProtocolError, httpx.ReadError) as error:
            raise TruncatedError(url, "de verbinding viel weg") from error
        except httpx.TimeoutException as error:
            reason = f"geen antwoord binnen {self.settings.http_timeout_s:g} seconden"
            raise UnreachableError(url, self.settings.http_attempts, reason=reason, place=place) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise BadAddressError(url) from error
        except httpx.RequestError as error:
            reason = f"er komt geen verbinding tot stand ({error})"
            raise UnreachableError(url, self.settings.http_attempts, reason=reason, place=place) from error


def _try_again(error: Exception) -> bool | float:
    """Tell whether `error` may pass, or after how many seconds the server says that it will."""
    if isinstance(error, BadStatusError):
        return error.is_transient and (error.retry_after_s or True)
    return isinstance(error, (httpx.TransportError, TruncatedError)) and not isinstance(
        error, httpx.UnsupportedProtocol
    )


def _raise_unless_success(
    response: httpx.Response, *, is_final: Callable[[httpx.Response], bool] = _never, place: Path | None = None
) -> None:
    if response.is_success:
        return
    is_transient = response.status_code in TRANSIENT_STATUSES and not is_final(response)
    log.info("GET %s: status %d%s", response.url, response.status_code, "" if is_transient else ", final")
    raise BadStatusError(response, is_transient=is_transient, place=place)


def _retry_after_s(response: httpx.Response) -> float | None:
    """Return the pause that the server asks for, at most 30 seconds; the form with a date is left aside."""
    text = response.headers.get("Retry-After", "")
    return min(float(text), LONGEST_PAUSE_S) if text.isdigit() else None


def _validators(response: httpx.Response) -> Validators:
    return Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))


def _total_bytes(response: httpx.Response) -> int | None:
    """Return the size of the whole file, also when this answer is the rest of it."""
    if "Content-Encoding" in response.headers:
        return None
    total = response.headers.get("Content-Range", "").rpartition("/")[2] or response.headers.get("Content-Length", "")
    return int(total) if total.isdigit() else None


def _host(url: str) -> str:
    return urlsplit(url).netloc or url
