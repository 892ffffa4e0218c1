"""The columns of the wijk- en buurtkaart that say which area a row is: their names in each spelling and year."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from geodata.gebieden.levels import Level


class Spelling(StrEnum):
    """How a map spells its columns; the value is the catalogue's name of the source."""

    SNAKE = "kaart-snake"
    CAMEL = "kaart-camel"
    SHAPEFILE = "kaart-shp"
    ENGLISH = "long"  # CBS's figures of 2022 as the R package tmap names them


# Publisher's name in lower case → what it holds. The map of 2003 is the first with codes; GeoPackage, OGC API and WFS
# share the names without capitals; the maps of gebiedsindelingen hold a code, a name and a year only.
KEY_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "buurtcode": "buurt_code",
        "bu_code": "buurt_code",
        "buurtnaam": "buurt_name",
        "bu_naam": "buurt_name",
        "wijkcode": "wijk_code",
        "wk_code": "wijk_code",
        "district_code": "wijk_code",
        "wijknaam": "wijk_name",
        "wk_naam": "wijk_name",
        "gemeentecode": "gemeente_code",
        "gm_code": "gemeente_code",
        "municip_code": "gemeente_code",
        "gemeentenaam": "gemeente_name",
        "gm_naam": "gemeente_name",
        "municip_name": "gemeente_name",
        "statcode": "code",
        "code": "code",
        "gwb_code_10": "code",
        "statnaam": "name",
        "name": "name",
        "regio": "name",
        "water": "water",
        "h2o": "water",
        "ind_wbi": "change",
        "indelingswijziging_wijken_en_buurten": "change",
        "indelingswijzigingwijkenenbuurten": "change",
        "indelingswijziging_gemeente_wijken_buurten": "change",
        "indelingswijziginggemeentewijkenbuurten": "change",
        "jaar": "year",
        "jaarcode": "year",
        "jrstatcode": "year_and_code",
    }
)
# Columns that programs and publishers add beside the figures; they are no indicator and no surprise.
OTHER_COLUMNS = frozenset(
    {"id", "_id", "fid", "ogc_fid", "gml_id", "objectid", "rubriek", "startdatum", "einddatum", "geometry", "geom"}
    | {"shape_leng", "shape_length", "shape_area", "shape_le_1", "shape__area", "shape__length", "land"}
    | {"regionaam", "province", "province_code", "province_name", "provincie", "provinciecode", "provincienaam"}
)
_CODE_COLUMN_OF_LEVEL = {
    Level.BUURT: "buurt_code",
    Level.WIJK: "wijk_code",
    Level.GEMEENTE: "gemeente_code",
}
_LEVEL_OF_PREFIX = {"BU": Level.BUURT, "WK": Level.WIJK, "GM": Level.GEMEENTE}


def key_columns(columns: Iterable[str]) -> dict[str, str]:
    """Find the columns that say which area a row is.

    Returns
    -------
    What a column holds (a value of `KEY_COLUMNS`) → the publisher's name of the first column that holds it.
    """
    found: dict[str, str] = {}
    for column in columns:
        if holds := KEY_COLUMNS.get(column.lower()):
            found.setdefault(holds, column)
    return found


def is_known_beside_figures(column: str) -> bool:
    """Tell whether a column is known not to hold figures."""
    return column.lower() in OTHER_COLUMNS or column.lower() in KEY_COLUMNS


def spelling_of(columns: Iterable[str]) -> Spelling:
    """Tell how a map spells its columns.

    Examples
    --------
    >>> spelling_of(["BU_CODE", "AANT_INW"]), spelling_of(["buurtcode", "aantalInwoners"])
    (<Spelling.SHAPEFILE: 'kaart-shp'>, <Spelling.CAMEL: 'kaart-camel'>)
    """
    names = list(columns)
    if any(name.lower() in {"bu_code", "wk_code", "gm_code"} for name in names):
        return Spelling.SHAPEFILE
    if {"population", "dwelling_total"} <= set(names):
        return Spelling.ENGLISH
    is_camel = any(name != name.lower() and name != name.upper() for name in names)
    return Spelling.CAMEL if is_camel else Spelling.SNAKE


def level_from_columns(keys: Mapping[str, str]) -> Level | None:
    """Tell the level from the most detailed code column; None where there is none, or one code column for all."""
    if "code" in keys:
        return None
    return next((level for level, column in _CODE_COLUMN_OF_LEVEL.items() if column in keys), None)


def level_from_codes(codes: Iterable[str]) -> Level | None:
    """Tell the level from codes; None where they are of more than one level, or of none."""
    prefixes = {str(code).strip()[:2].upper() for code in codes}
    return _LEVEL_OF_PREFIX.get(prefixes.pop()) if len(prefixes) == 1 else None


def code_column(keys: Mapping[str, str], level: Level) -> str:
    """Return the publisher's name of the column with the areas' own codes."""
    return keys.get("code") or keys[_CODE_COLUMN_OF_LEVEL[level]]


def name_column(keys: Mapping[str, str], level: Level) -> str | None:
    """Return the publisher's name of the column with the areas' own names; None where the map has no names."""
    return keys.get("name") or keys.get(f"{level}_name")
