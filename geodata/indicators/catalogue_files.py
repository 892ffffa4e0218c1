"""Reads the files under ``data/``: a table per subject, so that a change of one indicator is a change of one line.

``indicators.csv`` holds the indicators in the order in which they are shown, and names their theme, rounding and
secrecy rule; those have a file each, and so have the series breaks. Several keys are joined by `` + ``; a leading ``~``
marks weights as approximate. ``names.csv`` and ``topics.csv`` hold what publishers call an indicator (groups are joined
by `` > ``), ``aside.csv`` and ``topics_aside.csv`` what is known and deliberately not loaded; an empty ``from`` or
``until`` means as long as is known.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from geodata.errors import InvalidInputError
from geodata.gebieden.levels import Level
from geodata.indicators.indicator import (
    Aggregation,
    AggregationRule,
    Direction,
    Indicator,
    Kind,
    Rounding,
    RoundingMethod,
    RoundingStep,
    Secrecy,
    SeriesBreak,
    Theme,
)
from geodata.indicators.source_names import Meaning, SourceName, Topic, TopicName

Row = dict[str, str]
Known = TypeVar("Known")
Choice = TypeVar("Choice", bound=StrEnum)
DATA = Path(__file__).parent / "data"


class CatalogueValueError(InvalidInputError):
    """A row of the catalogue refers to something that does not exist."""

    def __init__(self, row: Row, column: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Catalogus, indicators.csv, indicator {row['key']!r}: {row[column]!r} in kolom {column!r} is niet bekend. "
            f"Kies uit: {', '.join(map(repr, known))}."
        )


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of a file under ``data/``."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def fingerprint() -> str:
    """Return the SHA-256 of all files under ``data/`` together."""
    digest = hashlib.sha256()
    for path in sorted(DATA.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def read_themes() -> dict[str, Theme]:
    """Read the themes by key, in the order in which they are shown."""
    return {row["key"]: Theme(**row) for row in rows("themes.csv")}


def read_indicators(themes: Mapping[str, Theme]) -> dict[str, Indicator]:
    """Read the indicators by key, in the order in which they are shown.

    Raises
    ------
    CatalogueValueError
        A row names a theme, kind, direction, rule, rounding or secrecy rule that does not exist.
    """
    roundings, secrecies, breaks = _read_roundings(), _read_secrecies(), _read_breaks()
    return {
        row["key"]: Indicator(
            key=row["key"],
            label=row["label"],
            definition=row["definition"],
            theme=_looked_up(row, "theme", themes),
            unit=row["unit"],
            decimals=int(row["decimals"]),
            kind=_looked_up(row, "kind", _members(Kind)),
            direction=_looked_up(row, "direction", _members(Direction)),
            minimum=_number(row["minimum"]),
            maximum=_number(row["maximum"]),
            aggregation=_aggregation(row),
            rounding=_looked_up(row, "rounding", roundings),
            secrecy=_looked_up(row, "secrecy", secrecies),
            breaks=tuple(breaks[row["key"]]),
            is_estimate=_flag(row["estimated"]),
        )
        for row in rows("indicators.csv")
    }


def read_coverage_needed() -> dict[Kind, float]:
    """Read which share of an area's weight must be known for its figure to have a value, per kind of indicator."""
    return {Kind(row["kind"]): float(row["needed"]) for row in rows("coverage.csv")}


def read_names() -> tuple[SourceName, ...]:
    """Read the names of columns and measures, those that are set aside included."""
    files = (*rows("names.csv"), *rows("aside.csv"))
    return tuple(SourceName(row["source"], row["name"], _meaning(row)) for row in files)


def read_topics() -> tuple[TopicName, ...]:
    """Read the OData v3 topics, those that are set aside included."""
    files = (*rows("topics.csv"), *rows("topics_aside.csv"))
    return tuple(
        TopicName(Topic(tuple(row["path"].split(" > ")), row["title"], row["unit"]), _meaning(row)) for row in files
    )


def _aggregation(row: Row) -> Aggregation:
    class_from, _, thresholds = row["thresholds"].partition(":")
    return Aggregation(
        rule=_looked_up(row, "rule", _members(AggregationRule)),
        numerator=row["numerator"] or None,
        denominator=row["denominator"] or None,
        factor=float(row["factor"] or 1),
        weights=_keys(row["weights"]),
        class_from=class_from or None,
        thresholds=tuple(float(threshold) for threshold in thresholds.split()),
        is_approximate=row["weights"].startswith("~"),
        fallback=_weighted_mean(row["fallback"]) if row["fallback"] else None,
    )


def _weighted_mean(weights: str) -> Aggregation:
    return Aggregation(AggregationRule.WEIGHTED_MEAN, weights=_keys(weights), is_approximate=weights.startswith("~"))


def _read_roundings() -> dict[str, Rounding]:
    steps: dict[str, list[RoundingStep]] = defaultdict(list)
    for row in rows("roundings.csv"):
        steps[row["rounding"]].append(_rounding_step(row))
    return {key: Rounding(key, tuple(found)) for key, found in steps.items()}


def _rounding_step(row: Row) -> RoundingStep:
    first_year, last_year = _years(row)
    return RoundingStep(
        method=RoundingMethod(row["method"]),
        step=float(row["step"] or 0),
        numerator=row["of"] or None,
        levels=frozenset(Level(level) for level in row["levels"].split()),
        sources=frozenset(row["sources"].split()),
        first_year=first_year,
        last_year=last_year,
        definition=row["definition"],
    )


def _read_secrecies() -> dict[str, Secrecy]:
    return {
        row["key"]: Secrecy(
            key=row["key"],
            definition=row["definition"],
            lowest=_number(row["lowest"]),
            highest=_number(row["highest"]),
            highest_of=row["highest_of"] or None,
            needs_gemeente=_flag(row["needs_gemeente"]),
        )
        for row in rows("secrecy.csv")
    }


def _read_breaks() -> dict[str, list[SeriesBreak]]:
    breaks: dict[str, list[SeriesBreak]] = defaultdict(list)
    for row in rows("breaks.csv"):
        breaks[row["indicator"]].append(SeriesBreak(int(row["year"]), row["explanation"]))
    return breaks


def _meaning(row: Row) -> Meaning:
    return Meaning(*_years(row), row.get("indicator"), row.get("reason"))


def _years(row: Row) -> tuple[int | None, int | None]:
    return (int(row["from"]) if row["from"] else None, int(row["until"]) if row["until"] else None)


def _looked_up(row: Row, column: str, known: Mapping[str, Known]) -> Known:
    if row[column] not in known:
        raise CatalogueValueError(row, column, known)
    return known[row[column]]


def _members(choices: type[Choice]) -> dict[str, Choice]:
    return {choice.value: choice for choice in choices}


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.removeprefix("~").split("+") if key.strip())


def _number(text: str) -> float | None:
    return float(text) if text else None


def _flag(text: str) -> bool:
    return text == "ja"
