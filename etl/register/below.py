"""The clustering of which areas another is put together."""

from datetime import date

import geopandas as gpd
from psycopg import Connection

from etl.register.frames import frame_from, outlined
from etl.sources.indeling import IndelingHeader
from geodata.errors import ConflictError, InvalidInputError, NotFoundError
from geodata.gebieden.levels import Level
from geodata.indelingen.parts import PART_COLUMNS

BELOW = """
    SELECT id, base_level::text AS level, base_peildatum AS peildatum FROM indeling
    WHERE concat_ws('.', gemeente_code, key, version) = %s
"""
BELOW_PARTS = """
    SELECT area.code AS area_code, unit.code AS base_code, d.share, d.weight, ST_AsBinary(d.geom) AS outline
    FROM indeling_gebied m
    JOIN indeling_deel d ON d.gebied_id = m.gebied_id
    JOIN gebied area ON area.id = d.gebied_id JOIN gebied unit ON unit.id = d.base_gebied_id
    WHERE m.indeling_id = %s ORDER BY area.code, unit.code
"""


class BelowNotFoundError(NotFoundError):
    """The clustering of which areas another is made is not in the register."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"De indeling {name}, waarop deze bouwt, staat niet in het register. Lees die eerst; 'gebiedsmonitor "
            "indeling lijst' noemt wat er staat."
        )


class BelowDiffersError(ConflictError):
    """The clustering below stands on other units than the header says."""

    def __init__(self, header: IndelingHeader, level: str, peildatum: date) -> None:
        super().__init__(
            f"{header.base_indeling} staat op {level}en per {peildatum:%d-%m-%Y}; voor {header.name} zijn "
            f"{header.base_level}en per {header.base_peildatum:%d-%m-%Y} opgegeven. Neem de basis van "
            f"{header.base_indeling} over."
        )


class OtherGemeenteBelowError(InvalidInputError):
    """The clustering below is of another gemeente."""

    def __init__(self, header: IndelingHeader) -> None:
        super().__init__(
            f"{header.base_indeling} is niet van {header.gemeente_code}; kies een indeling van die gemeente."
        )


def below_of(connection: Connection, name: str) -> tuple[int, Level, date]:
    """Return of a clustering in the register its number, and the level and peildatum of its base units.

    Raises
    ------
    BelowNotFoundError
        The register has none of that name.
    """
    row = connection.execute(BELOW, [name]).fetchone()
    if row is None:
        raise BelowNotFoundError(name)
    return row[0], Level(row[1]), row[2]


def parts_below(connection: Connection, header: IndelingHeader) -> gpd.GeoDataFrame:
    """Read the parts of the clustering that a header names, its areas under the codes that they have within it.

    Raises
    ------
    BelowNotFoundError, OtherGemeenteBelowError, BelowDiffersError
        It is not in the register, of another gemeente, or stands on other units than the header says.
    """
    name = str(header.base_indeling)
    if name.partition(".")[0] != header.gemeente_code:
        raise OtherGemeenteBelowError(header)
    indeling_id, level, peildatum = below_of(connection, name)
    if (level, peildatum) != (header.base_level, header.base_peildatum):
        raise BelowDiffersError(header, level, peildatum)
    parts_gdf = outlined(frame_from(connection, BELOW_PARTS, [indeling_id]))
    short_codes = parts_gdf["area_code"].str.rpartition(".")[2]
    return parts_gdf.assign(area_code=short_codes)[list(PART_COLUMNS)]
