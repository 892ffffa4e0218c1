"""A column map: the declaration, in TOML, of how a table's columns become areas, periods and indicators.

The keys are Dutch, for whoever has a table of their own writes one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, nan
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from etl.sources.cells.codes import CodeColumn
from etl.sources.cells.figures import NumberFormat
from etl.sources.cells.specials import STATLINE_SPECIALS
from geodata.gebieden.levels import Level
from geodata.indicators.status import Status

CbsLevel = Literal["land", "gemeente", "wijk", "buurt"]
MissingStatus = Literal["geheim", "niet gepubliceerd", "niet van toepassing", "niet bepaalbaar"]


def own_fault(sentence: str) -> PydanticCustomError:
    """Return a fault of ours, with its Dutch sentence."""
    return PydanticCustomError("kolommenkaart", "{sentence}", {"sentence": sentence})


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise own_fault(f"is geen geldige reguliere expressie: {error}") from error
    return pattern


def _heading_regex(pattern: str) -> str:
    if not {"naam", "jaar"} <= set(re.compile(_regex(pattern)).groupindex):
        raise own_fault("moet twee groepen hebben: (?P<naam>…) voor de naam en (?P<jaar>…) voor het jaar")
    return pattern


def _spread(spread: object) -> object:
    numbers = spread.values() if isinstance(spread, Mapping) else [spread]
    if not all(isinstance(number, int | float) and 0 < number < inf for number in numbers):
        raise own_fault('moet een getal boven 0 zijn, of een tabel met een getal per naam: { "naam" = 1.2 }')
    return spread


Regex = Annotated[str, AfterValidator(_regex)]
HeadingRegex = Annotated[str, AfterValidator(_heading_regex)]
Spread = Annotated[float | Mapping[str, float], BeforeValidator(_spread)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def _exactly_one_of(self, *names: str) -> None:
        keys = {name: type(self).model_fields[name].alias for name in names}
        given = [keys[name] for name in names if getattr(self, name) is not None]
        if len(given) != 1:
            found = f"gevonden: {' en '.join(map(str, given))}" if given else "geen ervan staat er"
            raise own_fault(f"heeft precies één nodig van {', '.join(map(str, keys.values()))}; {found}")


class FileSection(_Section):
    """``[bestand]``: how to read the file."""

    sheet: str | None = Field(None, alias="blad")
    header_row: int | None = Field(None, alias="kopregel", ge=1)
    delimiter: Literal[";", ",", "\t", "|"] | None = Field(None, alias="scheidingsteken")
    encoding: str | None = Field(None, alias="codering")
    decimal: Literal[".", ","] | None = Field(None, alias="decimaalteken")
    thousands: Literal[".", ",", " ", "'"] | None = Field(None, alias="duizendteken")


class GebiedSection(_Section):
    """``[gebied]``: which column holds the area's code, and what helps to read it."""

    code: str = Field(alias="code")
    name: str | None = Field(None, alias="naam")
    level_column: str | None = Field(None, alias="niveaukolom")
    level: CbsLevel | None = Field(None, alias="niveau")
    aliases: Mapping[str, str] = Field(default_factory=dict, alias="vertaling")

    @model_validator(mode="after")
    def _has_one_level(self) -> Self:
        if self.level is not None and self.level_column is not None:
            raise own_fault("heeft óf niveau (voor alle rijen hetzelfde) óf niveaukolom, niet allebei")
        return self

    def code_column(self) -> CodeColumn:
        """Return how to read the codes."""
        level = None if self.level is None else Level(self.level)
        return CodeColumn(self.code, level_column=self.level_column, level=level, aliases=self.aliases)


class PeriodSection(_Section):
    """``[periode]``: the year of the figures, from a column, fixed, or in the headings of the columns."""

    column: str | None = Field(None, alias="kolom")
    year: int | None = Field(None, alias="jaar", ge=1900, le=2100)
    heading: HeadingRegex | None = Field(None, alias="kop")

    @model_validator(mode="after")
    def _has_one_rule(self) -> Self:
        self._exactly_one_of("column", "year", "heading")
        return self


class PeildatumSection(_Section):
    """``[peildatum]``: the year on whose 1 January the boundaries are those of the table."""

    year: int | None = Field(None, alias="jaar", ge=1900, le=2100)
    column: str | None = Field(None, alias="kolom")
    rule: Literal["periode", "nieuwste periode"] | None = Field(None, alias="regel")

    @model_validator(mode="after")
    def _has_one_rule(self) -> Self:
        self._exactly_one_of("year", "column", "rule")
        return self


class LayoutSection(_Section):
    """``[vorm]``: a column per indicator (breed), or a row per figure (lang)."""

    kind: Literal["breed", "lang"] = Field(alias="soort")
    indicator: str | None = Field(None, alias="indicator")
    value: str | None = Field(None, alias="waarde")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        given = (self.indicator is not None, self.value is not None)
        if self.kind == "lang" and not all(given):
            raise own_fault("met soort = 'lang' horen de sleutels indicator en waarde, elk met de naam van een kolom")
        if self.kind == "breed" and any(given):
            raise own_fault("met soort = 'breed' horen geen sleutels indicator en waarde: elke kolom is een indicator")
        return self


class IndicatorSection(_Section):
    """``[indicatoren]``: what the publisher's names mean.

    ``catalogus`` is the source under which our catalogue knows them, ``kolommen`` gives the meaning of single ones,
    ``schaal`` the factor to our unit, ``weigeren`` the reason why a name is not taken over, ``negeren`` are the columns
    that hold no figures.
    """

    source: str | None = Field(None, alias="catalogus")
    prefix: str = Field("", alias="voorvoegsel")
    columns: Mapping[str, str] = Field(default_factory=dict, alias="kolommen")
    factors: Mapping[str, float] = Field(default_factory=dict, alias="schaal")
    refused: Mapping[str, str] = Field(default_factory=dict, alias="weigeren")
    ignored: tuple[str, ...] = Field((), alias="negeren")

    @model_validator(mode="after")
    def _has_names(self) -> Self:
        if self.source is None and not self.columns:
            raise own_fault("heeft catalogus (een bron van de catalogus) of kolommen (naam = indicator) nodig")
        return self


class SampleSection(_Section):
    """``[steekproef]``: the column with the number of respondents, how few are too few, and what the others are worth.

    ``ontwerpeffect`` is how many times the variance of a plain random sample of that size its design has. ``spreiding``
    is the standard deviation of one answer, in the table's own unit: of all columns, or by the publisher's name.
    """

    column: str = Field(alias="kolom")
    minimum: int = Field(0, alias="minimum", ge=0)
    design_effect: float = Field(1.0, alias="ontwerpeffect", gt=0, allow_inf_nan=False)
    spread: Spread | None = Field(None, alias="spreiding")

    def spread_of(self, name: str) -> float:
        """Return the spread of one answer to what the publisher calls by a name; NaN where it is not told."""
        spread = self.spread.get(name) if isinstance(self.spread, Mapping) else self.spread
        return nan if spread is None else spread


class FilterSection(_Section):
    """``[[filter]]``: only rows with one of these values, or whose value matches a pattern as a whole."""

    column: str = Field(alias="kolom")
    allowed: tuple[str, ...] | None = Field(None, alias="waarden")
    pattern: Regex | None = Field(None, alias="patroon")

    @model_validator(mode="after")
    def _has_one_rule(self) -> Self:
        self._exactly_one_of("allowed", "pattern")
        return self


class TableMap(_Section):
    """How one table is read; ``refused`` is the reason why none of it is taken over, ``refused_levels`` per level."""

    source: str = Field(alias="bron")
    table_id: str = Field(alias="tabel")
    publisher: str = Field(alias="uitgever")
    licence: str = Field(alias="licentie")
    version: str | None = Field(None, alias="versie")
    file: FileSection = Field(default_factory=lambda: FileSection.model_validate({}), alias="bestand")
    gebied: GebiedSection = Field(alias="gebied")
    period: PeriodSection = Field(alias="periode")
    peildatum: PeildatumSection = Field(alias="peildatum")
    layout: LayoutSection = Field(alias="vorm")
    indicators: IndicatorSection = Field(alias="indicatoren")
    sample: SampleSection | None = Field(None, alias="steekproef")
    filters: tuple[FilterSection, ...] = Field((), alias="filter")
    specials: Mapping[str, MissingStatus] = Field(default_factory=dict, alias="bijzonder")
    refused: str | None = Field(None, alias="weigeren")
    refused_levels: Mapping[CbsLevel, str] = Field(default_factory=dict, alias="niveaus_weigeren")

    @model_validator(mode="after")
    def _has_headings_where_they_can_be(self) -> Self:
        if self.period.heading is not None and self.layout.kind == "lang":
            raise own_fault(
                "periode.kop kan alleen met vorm.soort = 'breed': in een lange tabel is er één kolom met cijfers"
            )
        return self

    def number_format(self) -> NumberFormat:
        """Return how the figures are written: the signs of CBS, and those of the table itself over them."""
        own = {sign.strip().lower(): Status(status) for sign, status in self.specials.items()}
        return NumberFormat(self.file.decimal, self.file.thousands, {**STATLINE_SPECIALS, **own})

    def key_columns(self) -> frozenset[str]:
        """Return the columns that the map names and that hold no figures."""
        named = {
            self.gebied.code,
            self.gebied.name,
            self.gebied.level_column,
            self.period.column,
            self.peildatum.column,
        }
        named |= {self.layout.indicator, self.sample.column if self.sample else None}
        return frozenset(named | {row_filter.column for row_filter in self.filters}) - {None}  # type: ignore[return-value]


@dataclass(frozen=True)
class ColumnMap:
    """A column map: one table, or several that ``table_column`` tells apart (its value → the table).

    Without ``table_column`` the one table has the name ''. How to read the file is the same for all of them.
    """

    name: str
    table_column: str | None
    tables: Mapping[str, TableMap]

    @property
    def file(self) -> FileSection:
        """How to read the file."""
        return next(iter(self.tables.values())).file
