"""Where an area lies: a small map of it among those of its level, the areas in it, and those to set it beside."""

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden, outlines_of
from geodata.indelingen.queries import member_ids
from geodata.indelingen.tables import Indeling
from geodata.store.reading import Reader
from maps.outline import outline_svg

OUTLINE_TOLERANCE_M = 50
MOST_NEIGHBOURS = 500
LEVEL_BELOW = {Level.GEMEENTE: Level.WIJK, Level.WIJK: Level.BUURT}


def gebieden_below(reader: Reader, gebied: GebiedRecord) -> list[GebiedRecord]:
    """Read the wijken of a gemeente, or the buurten of a wijk, on the same peildatum."""
    level = LEVEL_BELOW.get(gebied.level)
    if level is None:
        return []
    wanted = GebiedFilter(level=level, gemeente_code=gebied.gemeente_code, peildatum=gebied.peildatum)
    found = list_gebieden(reader, wanted, limit=MOST_NEIGHBOURS)
    return [part for part in found if gebied.level is Level.GEMEENTE or part.wijk_code == gebied.code]


def neighbours(reader: Reader, gebied: GebiedRecord, indeling: Indeling | None) -> list[GebiedRecord]:
    """Read the areas of the same clustering, or of the same level in the gemeente; gemeenten of the whole country."""
    if gebied.level is Level.LAND:
        return []
    if indeling is not None:
        wanted = GebiedFilter(ids=member_ids(reader, indeling.id))
    else:
        gemeente_code = None if gebied.level is Level.GEMEENTE else gebied.gemeente_code
        wanted = GebiedFilter(level=gebied.level, gemeente_code=gemeente_code, peildatum=gebied.peildatum)
    return list_gebieden(reader, wanted, limit=MOST_NEIGHBOURS)


def location_svg(reader: Reader, gebied: GebiedRecord, indeling: Indeling | None) -> str:
    """Draw where an area lies among those of its level or clustering; empty where its outline is not loaded."""
    if gebied.level in {Level.LAND, Level.GEMEENTE}:
        ids = [gebied.id]
    else:
        ids = [neighbour.id for neighbour in neighbours(reader, gebied, indeling)]
    areas_gdf = outlines_of(reader, ids, tolerance_m=OUTLINE_TOLERANCE_M)
    if gebied.code not in set(areas_gdf["code"]):
        return ""
    place = f" in {gebied.gemeente_name}" if gebied.gemeente_name and len(ids) > 1 else ""
    href = "/wijkfoto/{code}" if len(ids) > 1 else None
    return outline_svg(areas_gdf, gebied.code, title=f"Ligging van {gebied.name}{place}", href_template=href)
