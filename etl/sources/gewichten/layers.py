"""Which layer of a map has the points, and which of its columns hold what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from etl.sources.kaart.layers import UnreadableMapError
from etl.sources.listing import listed
from geodata.errors import InvalidInputError
from geodata.indelingen.tables import WeightKind

# Names of columns without case and punctuation, the surest first: BAG as PDOK, its extract and others deliver it, CBS's
# squares since 2000. A shapefile cuts names off after ten letters.
REF_COLUMNS = {
    WeightKind.ADDRESSES: (
        "adresseerbaarobjectidentificatie",
        "verblijfsobjectidentificatie",
        "adresseerbaarobjectid",
        "verblijfsobjectid",
        "vboid",
        "identificatie",
        "identifica",
    ),
    WeightKind.PEOPLE: ("crs28992res100m", "crs28992res500m", "c28992r100", "c28992r500"),
}
PEOPLE_COLUMN = re.compile(r"(aantal)?inw(oners|\d{4})?")
STATUS_COLUMNS = ("status", "verblijfsobjectstatus")
PURPOSE_COLUMNS = ("gebruiksdoel", "gebruiksdoelen", "gebruiksdoelverblijfsobject")
LAYER_WORDS = {WeightKind.ADDRESSES: ("verblijfsobject", "adres"), WeightKind.PEOPLE: ("vierkant", "vk100")}


class LayerUnclearError(InvalidInputError):
    """A map has several layers, and it is not clear which to read, or none of the name that was asked for."""

    def __init__(self, file: Path, layers: Sequence[str]) -> None:
        super().__init__(f"{file.name} heeft de lagen {', '.join(layers)}. Zeg met --laag welke gelezen moet worden.")


class WeightColumnMissingError(InvalidInputError):
    """A map lacks a column that is needed for what was asked."""

    def __init__(self, file: Path, expected: str, present: Sequence[str]) -> None:
        super().__init__(f"{file.name} mist een kolom met {expected}; aanwezig: {listed(present, 12)}.")


@dataclass(frozen=True)
class Wanted:
    """What to read of a map.

    Parameters
    ----------
    has_homes_only
        Leave out addresses where nobody may live (gebruiksdoel without woonfunctie).
    layer
        Where a map has several; without it the one that is named like what is wanted.
    within
        In RD; what lies outside is left.
    """

    kind: WeightKind
    has_homes_only: bool = False
    layer: str | None = None
    within: shapely.Geometry | None = None


def layer_name(file: Path, wanted: Wanted) -> str:
    """Return the layer to read: the one that was asked for, the only one, or the one that is named like what it is.

    Raises
    ------
    LayerUnclearError
        There is not just one such layer.
    etl.sources.kaart.layers.UnreadableMapError
        It is no map.
    """
    try:
        names = [str(name) for name, geometry in pyogrio.list_layers(file) if geometry is not None]
    except (DataSourceError, DataLayerError) as error:
        raise UnreadableMapError(file.name, str(error)) from error
    asked = [name for name in names if name == wanted.layer]
    likely = [name for name in names if any(word in name.casefold() for word in LAYER_WORDS[wanted.kind])]
    found = asked if wanted.layer else names if len(names) == 1 else likely
    if len(found) != 1:
        raise LayerUnclearError(file, names)
    return found[0]


def point_columns(file: Path, present: Sequence[str], wanted: Wanted) -> dict[str, str]:
    """Find the columns to read: ours (``ref``, ``people``, ``status``, ``purpose``) → the file's.

    Raises
    ------
    WeightColumnMissingError
        There are no inhabitants, or no purposes where only homes are wanted.
    """
    plain = {re.sub(r"[\W_]", "", name).casefold(): name for name in present}
    candidates: dict[str, Sequence[str]] = {"ref": REF_COLUMNS[wanted.kind]}
    if wanted.kind is WeightKind.PEOPLE:
        candidates["people"] = sorted(name for name in plain if PEOPLE_COLUMN.fullmatch(name))
    else:
        candidates |= {"status": STATUS_COLUMNS, "purpose": PURPOSE_COLUMNS}
    names = {ours: next((name for name in named if name in plain), None) for ours, named in candidates.items()}
    columns = {ours: plain[name] for ours, name in names.items() if name is not None}
    if wanted.kind is WeightKind.PEOPLE and "people" not in columns:
        raise WeightColumnMissingError(file, "het aantal inwoners (aantal_inwoners)", present)
    if wanted.has_homes_only and "purpose" not in columns:
        raise WeightColumnMissingError(file, "het gebruiksdoel (gebruiksdoel)", present)
    return columns
