"""The sources of a wijkfoto, by the names that people know."""

from api.pages.wijkfoto.view import all_lines
from api.sources import source_of
from geodata.indelingen.tables import Indeling
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.wijkfoto.freezing.freezing import derived_loads
from geodata.wijkfoto.wijkfoto import Wijkfoto


def names_of_sources(reader: Reader, found: Wijkfoto, indeling: Indeling | None) -> tuple[str, ...]:
    """Name the sources of the newest figures; for an area of a clustering those that its figures were derived from."""
    newest = [line.newest for line in all_lines(found) if line.newest]
    load_ids = {figure.load_id for figure in newest}
    if indeling is not None:
        derived = derived_loads(reader, indeling, {figure.period for figure in newest})
        load_ids |= {load_id for found_ids in derived.values() for load_id in found_ids}
    loads = loads_by_id(reader, load_ids).values()
    return tuple(sorted({source_of(load.source).name for load in loads}))
