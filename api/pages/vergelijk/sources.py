"""What the figures of the page came from."""

from api.pages.vergelijk.choice import TableChoice
from api.pages.vergelijk.rows import Table
from geodata.indelingen.queries import find_indeling
from geodata.indicators.queries import load_ids_of
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from geodata.wijkfoto.freezing.freezing import derived_loads


def loads_behind(reader: Reader, choice: TableChoice, table: Table) -> list[Load]:
    """Read the loads that figures came from; those of an own clustering are derived, from the loads of its units."""
    load_ids = {figure.load_id for figure in table.figures}
    if choice.areas.is_own:
        indeling = find_indeling(reader, choice.areas.division)
        derived = derived_loads(reader, indeling, {column.period for column in choice.columns})
        for period, found in derived.items():
            behind = load_ids_of(reader, _keys(choice, period), period, gemeente_code=choice.areas.gemeente.code)
            load_ids |= set(found).intersection(behind)
        # The clustering itself says where its areas lie, and holds no figures.
        load_ids -= {indeling.load_id} if derived else set()
    return list(loads_by_id(reader, load_ids).values())


def _keys(choice: TableChoice, period: int) -> set[str]:
    """Return the indicators of a year, with those that they can be derived from."""
    indicators = [column.indicator for column in choice.columns if column.period == period]
    return {key for one in indicators for key in (one.key, *one.aggregation.inputs())}
