"""What is loaded, as the first page tells it: one row per source, however many tables it brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from api.sources import source_name, source_of
from geodata.store.tables import Load


@dataclass(frozen=True)
class LoadedSource:
    """A source with its tables by name, the boundaries from first to last, and when it was fetched last."""

    name: str
    tables: tuple[str, ...]
    first_peildatum: date
    last_peildatum: date
    fetched_at: datetime
    licences: tuple[str, ...]


def loaded_sources(loads: Iterable[Load]) -> list[LoadedSource]:
    """Put loads together by the name of their source; clusterings are left to their register."""
    by_name: dict[str, list[Load]] = {}
    for load in loads:
        if not source_of(load.source).is_owned:
            by_name.setdefault(source_name(load.source), []).append(load)
    return [_loaded_source(name, group) for name, group in sorted(by_name.items())]


def _loaded_source(name: str, loads: list[Load]) -> LoadedSource:
    peildata = [load.peildatum for load in loads]
    return LoadedSource(
        name=name,
        tables=tuple(sorted({load.table_id for load in loads})),
        first_peildatum=min(peildata),
        last_peildatum=max(peildata),
        fetched_at=max(load.fetched_at for load in loads),
        licences=tuple(sorted({load.licence for load in loads})),
    )
