"""The catalogue: every indicator once, as data, with its names in every source and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from geodata.errors import NotFoundError
from geodata.indicators import catalogue_files
from geodata.indicators.indicator import Indicator, Kind, Theme
from geodata.indicators.source_names import SourceName, Topic, TopicName, names_in


class IndicatorNotFoundError(NotFoundError):
    """The catalogue has no indicator of this key."""

    def __init__(self, key: str, suggestions: list[str]) -> None:
        hint = f" Bedoelt u {' of '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"Indicator {key!r} staat niet in de catalogus.{hint}")


@dataclass(frozen=True)
class Catalogue:
    """All indicators by key in the order in which they are shown, all themes, and the names that sources use.

    ``coverage_needed`` is the share of an area's weight, per kind of indicator, below which its figure has no value.
    ``fingerprint`` is the checksum of all definitions: what was read under the same one need not be read again.

    Examples
    --------
    >>> catalogue = load_catalogue()
    >>> catalogue.indicator("huishoudens").unit
    'huishoudens'
    >>> catalogue.column_names("kwb-xlsx", 2023)["a_hh"]
    'huishoudens'
    """

    indicators: Mapping[str, Indicator]
    themes: Mapping[str, Theme]
    names: tuple[SourceName, ...]
    topic_names: tuple[TopicName, ...]
    coverage_needed: Mapping[Kind, float]
    fingerprint: str

    def indicator(self, key: str) -> Indicator:
        """Give an indicator by its key.

        Raises
        ------
        IndicatorNotFoundError
            There is none; the message suggests keys that look alike.
        """
        if key not in self.indicators:
            raise IndicatorNotFoundError(key, get_close_matches(key, self.indicators, n=3))
        return self.indicators[key]

    def column_names(self, source: str, year: int) -> dict[str, str]:
        """Give the publisher's names that mean an indicator in a year, with its key.

        Parameters
        ----------
        source
            One of ``geodata.indicators.source_names.SOURCES``.

        Raises
        ------
        SourceUnknownError
            The catalogue holds no names of the source.
        """
        names = names_in(self.names, source, year=year)
        return {known.name: known.meaning.indicator for known in names if known.meaning.indicator}

    def columns_set_aside(self, source: str, year: int) -> dict[str, str]:
        """Give the publisher's names that are known and deliberately no indicator, with the reason in Dutch.

        Raises
        ------
        SourceUnknownError
            The catalogue holds no names of the source.
        """
        names = names_in(self.names, source, year=year)
        return {known.name: known.meaning.reason for known in names if known.meaning.reason}

    def topics(self, year: int) -> dict[Topic, str]:
        """Give the OData v3 topics that mean an indicator in a year, with its key."""
        topics = [known for known in self.topic_names if known.meaning.holds_in(year)]
        return {known.topic: known.meaning.indicator for known in topics if known.meaning.indicator}

    def topics_set_aside(self, year: int) -> dict[Topic, str]:
        """Give the OData v3 topics that are deliberately no indicator, with the reason in Dutch."""
        topics = [known for known in self.topic_names if known.meaning.holds_in(year)]
        return {known.topic: known.meaning.reason for known in topics if known.meaning.reason}


@cache
def load_catalogue() -> Catalogue:
    """Read the catalogue from the files beside this module; it is read once and cannot be changed."""
    themes = catalogue_files.read_themes()
    return Catalogue(
        indicators=MappingProxyType(catalogue_files.read_indicators(themes)),
        themes=MappingProxyType(themes),
        names=catalogue_files.read_names(),
        topic_names=catalogue_files.read_topics(),
        coverage_needed=MappingProxyType(catalogue_files.read_coverage_needed()),
        fingerprint=catalogue_files.fingerprint(),
    )
