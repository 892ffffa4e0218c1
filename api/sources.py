"""Sources as people know them: the name of each, whether its data are invented, and on what terms it comes."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.store.tables import Load

SOURCES_PATH = Path(__file__).with_name("bronnen.toml")


@dataclass(frozen=True)
class Source:
    """A source: ``is_fictitious`` where its data are invented, ``is_owned`` where somebody owns what it brings."""

    name: str
    is_fictitious: bool = False
    is_owned: bool = False


@cache
def known_sources() -> Mapping[str, Source]:
    """Read the sources from the file beside this module, by their key."""
    rows = tomllib.loads(SOURCES_PATH.read_text(encoding="utf-8"))
    return {
        key: Source(row["naam"], row.get("fictief", False), row.get("eigenaar", False)) for key, row in rows.items()
    }


def source_of(key: str) -> Source:
    """Return a source; one that is not known is called by its key."""
    return known_sources().get(key, Source(key))


def source_name(key: str) -> str:
    """Return the name of a source for people; its own key where it has none."""
    return source_of(key).name


def source_names(loads: Iterable[Load]) -> str:
    """Return the names of the sources that loads came from, for below a map."""
    return "; ".join(sorted({source_name(load.source) for load in loads}))


def licence_of(load: Load) -> str | None:
    """Return the licence of what a load brought; None where it has an owner instead."""
    return None if source_of(load.source).is_owned else load.licence


def owner_of(load: Load) -> str | None:
    """Return whose a load of a clustering is, which its record holds in the place of a licence; None for any other."""
    return load.licence if source_of(load.source).is_owned else None


def is_all_invented(loads: Iterable[Load]) -> bool:
    """Tell whether none of the loads holds real figures or boundaries; a clustering by itself holds neither."""
    return all(is_invented(load.source) for load in loads)


def is_invented(key: str) -> bool:
    """Tell whether a source holds no real figures or boundaries; a clustering by itself holds neither."""
    source = source_of(key)
    return source.is_fictitious or source.is_owned
