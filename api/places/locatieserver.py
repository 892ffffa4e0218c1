"""Looking up an address at PDOK's Locatieserver, from the server: a visitor's browser asks nothing of anyone else.

What is looked up is never logged: it can be where somebody lives.
"""

import json
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from geodata.errors import SourceError
from geodata.indelingen.at_table.queries import RdPoint
from geodata.settings import Settings

TIMEOUT_S = 1.5
PAUSE_S = 30.0
"""After a failure the service is left alone for so long: each visitor would else wait for the same silence."""

MOST_ADDRESSES = 5
_MOST_BYTES = 500_000
_KINDS = "type:(adres OR postcode OR weg OR woonplaats)"
_FIELDS = "weergavenaam type gemeentecode gemeentenaam wijkcode buurtcode centroide_rd"
_POINT = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)", re.ASCII)
# Solr reads signs as operators; an address needs none of them.
_SIGNS = re.compile(r"[^\w\s'.,/-]+")


class AddressesUnavailableError(SourceError):
    """The service of addresses gives no usable answer now."""

    def __init__(self) -> None:
        super().__init__(
            "Adressen zoeken lukt nu niet: de dienst van PDOK geeft geen antwoord. Probeer het later weer."
        )


@dataclass(frozen=True)
class Address:
    """An address, postcode, street or town as PDOK names it, with a point in it and CBS's codes of what it lies in.

    PDOK tells buurt and wijk of an address only; of a street or postcode, which can cross a border, just the gemeente.
    """

    label: str
    kind: str
    point: RdPoint
    gemeente_name: str
    codes: tuple[str, ...]


@dataclass
class Locatieserver:
    """A client of the service; ``settings.locatieserver_url`` is its root, empty: addresses are not looked up."""

    settings: Settings
    timeout_s: float = TIMEOUT_S
    _http: httpx.Client = field(init=False)
    _left_alone_until: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        # httpx logs the address of each request, and what was looked up is in it.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._http = httpx.Client(timeout=self.timeout_s, headers={"User-Agent": "gebiedsmonitor"})

    @property
    def is_on(self) -> bool:
        """Whether addresses are looked up at all."""
        return bool(self.settings.locatieserver_url)

    def find(self, text: str) -> list[Address]:
        """Look up an address; reads the network, for `timeout_s` at most.

        Returns
        -------
        list of Address
            The likeliest first, `MOST_ADDRESSES` at most; none where it knows none.

        Raises
        ------
        AddressesUnavailableError
            It cannot be reached, is too slow or answers nonsense, or did so shortly before.
        """
        if time.monotonic() < self._left_alone_until:
            raise AddressesUnavailableError
        try:
            return list(addresses_in(self._ask(" ".join(_SIGNS.sub(" ", text).split()))))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError, LookupError, AttributeError) as error:
            self._left_alone_until = time.monotonic() + PAUSE_S
            # Without its cause, which holds the address that was asked.
            raise AddressesUnavailableError from _without_words(error)

    def close(self) -> None:
        """End its connections."""
        self._http.close()

    def _ask(self, text: str) -> Any:
        query = {"q": text, "rows": str(MOST_ADDRESSES), "fq": _KINDS, "fl": _FIELDS}
        until = time.monotonic() + self.timeout_s
        body = b""
        # The timeout of httpx is that of each read: a slow answer in drops would take as long as it likes.
        with self._http.stream("GET", f"{self.settings.locatieserver_url.rstrip('/')}/free", params=query) as response:
            response.raise_for_status()
            for part in response.iter_bytes():
                body += part
                if time.monotonic() > until or len(body) > _MOST_BYTES:
                    raise httpx.ReadTimeout("")
        return json.loads(body)


def _without_words(error: Exception) -> Exception:
    return RuntimeError(type(error).__name__)


def addresses_in(answer: Any) -> Iterator[Address]:
    """Read the addresses in an answer of ``free``; one without a point tells nothing and is passed over.

    Raises
    ------
    LookupError, TypeError, AttributeError
        It is not an answer of ``free``.
    """
    for doc in answer["response"]["docs"]:
        point = _POINT.fullmatch(doc.get("centroide_rd", ""))
        if point is None:
            continue
        gemeente = doc.get("gemeentecode")
        codes = (doc.get("buurtcode"), doc.get("wijkcode"), f"GM{gemeente}" if gemeente else None)
        yield Address(
            label=str(doc["weergavenaam"]),
            kind=str(doc.get("type", "")),
            point=RdPoint(float(point[1]), float(point[2])),
            gemeente_name=str(doc.get("gemeentenaam", "")),
            codes=tuple(code for code in codes if code),
        )
