"""What a PDOK service answers for one level of the wijk- en buurtkaart, whichever protocol brought it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import geopandas as gpd

from etl.batch import Provenance
from etl.http import Digest
from etl.sources.kaart.layers import MapLayer, NoAreaLayerError, layer_from_frame
from etl.sources.kaart.wijkenbuurtenkaart import LICENCE, table_id_of
from etl.sources.listing import listed
from geodata.errors import NotFoundError, SourceError
from geodata.gebieden.levels import Level

COLLECTIONS: Mapping[Level, str] = MappingProxyType(
    {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}
)
"""PDOK's name of each level, in every protocol."""

PAGE_SIZE = 1000

Feature = Mapping[str, Any]
"""A GeoJSON feature; properties without a value are left out, so that two features may have different ones."""


@dataclass(frozen=True)
class FeatureAnswer:
    """All features of one level, page after page; ``address`` is that of the first page."""

    level: Level
    year: int
    features: tuple[Feature, ...]
    crs: str
    address: str


class GemeenteUnknownError(NotFoundError):
    """A gemeente has no areas in a year's map."""

    def __init__(self, gemeente_code: str, year: int, address: str) -> None:
        super().__init__(
            f"Gemeente {gemeente_code} komt niet voor in de wijk- en buurtkaart van {year} ({address}). "
            "Controleer de code; door een herindeling kan een gemeente in dat jaar niet (meer) bestaan."
        )


class FilterIgnoredError(SourceError):
    """A service answers with other gemeenten than the one that was asked for."""

    def __init__(self, gemeente_code: str, others: Sequence[str], address: str) -> None:
        super().__init__(
            f"Gevraagd is alleen {gemeente_code}, maar {address} geeft ook {listed(others)}: de dienst negeert "
            "het filter. Er is niets overgenomen; laad de landelijke kaart in plaats daarvan."
        )


class IncompleteAnswerError(SourceError):
    """The pages of an answer do not make up the whole."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"Het antwoord van {address} is niet volledig: {reason}. Probeer het later opnieuw.")


class OtherCrsError(SourceError):
    """A service answers in another reference system than was asked for."""

    def __init__(self, address: str, found: str | None) -> None:
        system = found or "een stelsel dat het niet noemt"
        super().__init__(
            f"Gevraagd is RD New (EPSG:28992), maar {address} antwoordt in {system}. "
            "Er is niets overgenomen; meld dit aan PDOK of laad de kaart uit een bestand."
        )


def features_on(page: Mapping[str, Any], address: str) -> list[Feature]:
    """Return the features of a page.

    Raises
    ------
    IncompleteAnswerError
        The page has none, not even an empty list, or not as many as it says.
    """
    features: list[Feature] | None = page.get("features")
    if features is None:
        raise IncompleteAnswerError(address, "het is geen verzameling gebieden")
    number = page.get("numberReturned", len(features))
    if number != len(features):
        raise IncompleteAnswerError(address, f"de pagina noemt {number} gebieden en bevat er {len(features)}")
    return features


def require_gemeente(answer: FeatureAnswer, gemeente_code: str) -> None:
    """Stop unless the answer has areas of a gemeente, and of no other.

    Raises
    ------
    GemeenteUnknownError
        There are no areas.
    FilterIgnoredError
        There are areas of other gemeenten.
    """
    if not answer.features:
        raise GemeenteUnknownError(gemeente_code, answer.year, answer.address)
    found = {str(feature["properties"].get("gemeentecode")) for feature in answer.features}
    if others := sorted(found - {gemeente_code}):
        raise FilterIgnoredError(gemeente_code, others, answer.address)


def read_answer(answer: FeatureAnswer) -> MapLayer:
    """Read an answer as a layer of the map, with the publisher's names.

    Raises
    ------
    etl.sources.kaart.layers.YearsDifferError
        The features are of another year than was asked for.
    """
    gdf = gpd.GeoDataFrame.from_features(answer.features, crs=answer.crs)
    source_layer = f"PDOK, laag {COLLECTIONS[answer.level]}"
    layer = layer_from_frame(gdf, source_layer=source_layer, year=answer.year)
    if layer is None:
        raise NoAreaLayerError(source_layer, list(gdf.columns))
    return layer


def provenance_of_answers(answers: Sequence[FeatureAnswer], source: str) -> Provenance:
    """Describe answers as one source.

    The checksum is that of the features only: the same map keeps the same checksum, though each answer has its own
    time and links. PDOK names no edition, so the checksum stands for it.
    """
    digest = Digest()
    for answer in answers:
        digest.add(json.dumps(answer.features, sort_keys=True).encode())
    sealed = digest.seal()
    return Provenance(
        source=source,
        table_id=table_id_of(answers[0].year),
        version=sealed.sha256[:12],
        address=answers[0].address,
        licence=LICENCE,
        sha256=sealed.sha256,
        byte_count=sealed.byte_count,
        fetched_at=sealed.fetched_at,
    )
