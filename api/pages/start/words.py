"""How an area that was found is told: what kind it is, and where it lies."""

from geodata.gebieden.levels import Level
from geodata.wijkfoto.finding.queries import FoundGebied

KIND_WORDS = {
    Level.LAND: "Land",
    Level.GEMEENTE: "Gemeenten",
    Level.WIJK: "Wijken",
    Level.BUURT: "Buurten",
    Level.GEBIED: "Gebieden van eigen indelingen",
}


def where(gebied: FoundGebied) -> str:
    """Say what an area lies in, from small to large, and of which clustering it is; empty where nothing is known."""
    wijk = gebied.wijk_name if gebied.wijk_code != gebied.code else None
    gemeente = gebied.gemeente_name if gebied.gemeente_code != gebied.code else None
    return ", ".join(part for part in (gebied.indeling_name, wijk, gemeente) if part)
