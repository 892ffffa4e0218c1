"""The wijk- en buurtkaart from PDOK, by whichever of its services has the year and answers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from etl.batch import Provenance
from etl.http import Client
from etl.sources.kaart.layers import MapLayer, read_map
from etl.sources.kaart.wijkenbuurtenkaart import provenance_of_download
from etl.sources.pdok import atom as pdok_atom
from etl.sources.pdok import ogc as pdok_ogc
from etl.sources.pdok import wfs as pdok_wfs
from etl.sources.pdok.answer import COLLECTIONS, FeatureAnswer, provenance_of_answers, read_answer
from geodata.errors import SourceError
from geodata.settings import Settings

log = logging.getLogger(__name__)

Fetch = Callable[..., FeatureAnswer]


@dataclass(frozen=True)
class PdokMap:
    """The layers of a year's map as PDOK gave them, and where they came from: what `map_layers` asks for."""

    layers: tuple[MapLayer, ...]
    provenance: Provenance


class PdokUnavailableError(SourceError):
    """None of PDOK's services gives a gemeente's map of a year."""

    def __init__(self, gemeente_code: str, year: int, errors: dict[str, SourceError]) -> None:
        reasons = " ".join(f"{name}: {error}" for name, error in errors.items())
        super().__init__(
            f"De wijk- en buurtkaart van {year} voor {gemeente_code} is bij PDOK niet op te halen. {reasons} "
            f"Wat wel kan: download de Wijk- en Buurtkaart {year} (GeoPackage of shapefile) van cbs.nl of pdok.nl, en "
            "laad dat bestand."
        )
        self.errors = errors


def fetch_gemeente(client: Client, settings: Settings, *, year: int, gemeente_code: str) -> PdokMap:
    """Fetch the buurten, wijken and the gemeente itself of one gemeente; reads the network.

    The OGC API is asked first, and the WFS for a year that it does not have, or when it gives no good answer.

    Raises
    ------
    GemeenteUnknownError
        The year's map does not have the gemeente.
    PdokUnavailableError
        Neither service gives the year; the message says why, and what to do.
    """
    errors: dict[str, SourceError] = {}
    for name, source, fetch, root_url in (
        ("OGC API", pdok_ogc.SOURCE, pdok_ogc.fetch_collection, settings.pdok_ogc_url),
        ("WFS", pdok_wfs.SOURCE, pdok_wfs.fetch_features, settings.pdok_wfs_url),
    ):
        try:
            answers = _fetch_levels(fetch, client, root_url, year=year, gemeente_code=gemeente_code)
        except SourceError as error:
            log.warning("%s of PDOK gives no map of %s in %d: %s", name, gemeente_code, year, error)
            errors[name] = error
        else:
            layers = tuple(read_answer(answer) for answer in answers)
            return PdokMap(layers, provenance_of_answers(answers, source))
    raise PdokUnavailableError(gemeente_code, year, errors)


def fetch_country(client: Client, settings: Settings, *, year: int) -> PdokMap:
    """Download the map of the whole country, about 200 MB, or take it from the cache; reads the network.

    Raises
    ------
    etl.http.UnreachableError, BadStatusError, TruncatedError
        The file cannot be fetched; the message says where to put it by hand.
    etl.sources.pdok.atom.NotAtomError, NoDownloadError
        The feed names no file.
    """
    download = pdok_atom.fetch_geopackage(client, settings.pdok_wfs_url, year=year)
    return PdokMap(read_map(download.path, year), provenance_of_download(download, year))


def _fetch_levels(fetch: Fetch, client: Client, root_url: str, *, year: int, gemeente_code: str) -> list[FeatureAnswer]:
    return [fetch(client, root_url, year=year, level=level, gemeente_code=gemeente_code) for level in COLLECTIONS]
