"""The codes that a row of a table may bear: which exist on the base, on other peildata, and which look like them."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from geodata.gebieden.codes import (
    MalformedCodeError,
    OtherLevelError,
    is_cbs_code,
    level_of,
    normalised_code,
    suggested_code,
)
from geodata.gebieden.levels import Level
from geodata.indelingen.examining.findings import Finding, Severity
from geodata.indelingen.parts import Base

_LENGTH_IN_GEMEENTE = {"BU": 4, "WK": 2}
_IN_GEMEENTE = re.compile(r"([0-9A-Z]{1,4})(?:[.,]0)?", re.ASCII)
_FULL_AREA_CODE = re.compile(r"GM\d{4}\.[a-z0-9-]+\.\d+\.(.+)", re.IGNORECASE | re.ASCII)
_FRACTION = re.compile(r"[.,]0$")
_LIKENESS = 0.8


@dataclass(frozen=True)
class CodeBook:
    """What codes there are on a base, and elsewhere."""

    base: Base

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes that a row may bear: of units and their wijken, or of areas of the clustering below."""
        if self.base.indeling_parts_gdf is not None:
            return frozenset(self.base.indeling_parts_gdf["area_code"])
        return frozenset(self.base.units_gdf["code"]) | frozenset(self.base.units_gdf["wijk_code"].dropna())

    @cached_property
    def _codes_by_name(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for unit in self.base.units_gdf.itertuples():
            found[str(unit.name).casefold()].append(str(unit.code))
        return found

    @cached_property
    def _elsewhere(self) -> Mapping[str, list[tuple[date, str]]]:
        """Peildatum and name of each code on other peildata, in order."""
        found: dict[str, list[tuple[date, str]]] = defaultdict(list)
        if self.base.elsewhere_df is not None:
            for unit in self.base.elsewhere_df.sort_values("peildatum").to_dict("records"):
                found[unit["code"]].append((unit["peildatum"], unit["name"]))
        return found

    def fitting(self, written: str) -> list[str]:
        """Return the codes that exist and that may be meant by what is written: none, one, or more."""
        if self.base.indeling_parts_gdf is not None:
            return self._fitting_areas(written)
        return [code for code in dict.fromkeys(self._readings(written)) if code in self.codes]

    def refusal(self, written: str, unit_name: str) -> tuple[str, str]:
        """Say of a code that does not fit, or fits more than once, of what kind that is and what may be meant.

        Parameters
        ----------
        unit_name
            What the row calls the unit, or ''.
        """
        fitting = self.fitting(written)
        if fitting:
            return "onduidelijke code", f"'{written}' kan {' of '.join(fitting)} zijn. Schrijf de code voluit."
        code = next(self._readings(written), written)
        kind, why = self._why_unknown(written, code)
        suggestion = self._suggestion(code, unit_name)
        return kind, f"{why}. Bedoelt u {suggestion}?" if suggestion else f"{why}."

    def other_years(self, written: pd.Series) -> Iterator[Finding]:
        """Say on which other peildatum all codes of a file exist."""
        codes = {next(self._readings(text), text) for text in written}
        found: Mapping[date, set[str]] = defaultdict(set)
        for code in codes & set(self._elsewhere):
            for day, _ in self._elsewhere[code]:
                found[day].add(code)
        days = [_written_out(day) for day, there in sorted(found.items()) if there == codes]
        if days:
            message = f"Alle codes van dit bestand bestaan op {', '.join(days)}. Staat base_peildatum goed?"
            yield Finding("ander jaar", Severity.WARNING, message)

    def _readings(self, written: str) -> Iterator[str]:
        """Yield the codes of buurten and wijken that may be meant, whether they exist or not."""
        for level in (Level.BUURT, Level.WIJK):
            try:
                yield normalised_code(written, level)
            except (MalformedCodeError, OtherLevelError):
                continue
        short = _IN_GEMEENTE.fullmatch(written.strip().upper())
        for prefix, length in _LENGTH_IN_GEMEENTE.items():
            if short and len(short[1]) <= length:
                yield f"{prefix}{self.base.gemeente_code[2:]}{short[1].zfill(length)}"

    def _fitting_areas(self, written: str) -> list[str]:
        full = _FULL_AREA_CODE.fullmatch(written)
        short = full[1] if full else written
        same = [code for code in sorted(self.codes) if _area_key(code) == _area_key(short)]
        return [short] if short in self.codes else same

    def _why_unknown(self, written: str, code: str) -> tuple[str, str]:
        if self.base.indeling_parts_gdf is not None:
            return "onbekende code", f"'{written}' is geen gebied van de onderliggende indeling"
        here, shown = _written_out(self.base.peildatum), code if code == written else f"'{written}' ({code})"
        if code in self._elsewhere:
            there = ", ".join(_written_out(day) for day, _ in self._elsewhere[code])
            name = self._elsewhere[code][-1][1]
            return "ander jaar", f"{shown}, {name}, bestaat niet op {here}, wel op {there}"
        if not is_cbs_code(code):
            return "onbekende code", f"'{written}' is geen code van een {self.base.level}"
        if level_of(code) is not self.base.level:
            return "ander niveau", f"{shown} is een {level_of(code)}; deze indeling staat op {self.base.level}en"
        outside = f", en ligt niet in {self.base.gemeente_code}" if code[2:6] != self.base.gemeente_code[2:] else ""
        return "onbekende code", f"{shown} bestaat niet op {here}{outside}"

    def _suggestion(self, code: str, unit_name: str) -> str | None:
        """Suggest the unit of the same name, here or on another peildatum, else the one with the nearest code."""
        names = [unit_name, code, *(name for _, name in self._elsewhere.get(code, []))]
        same_name = {found for name in names for found in self._codes_by_name.get(name.casefold(), [])}
        if len(same_name) == 1:
            return f"{same_name.pop()} (zelfde naam)"
        likely = suggested_code(code, self.base.level) or code.upper()
        close = difflib.get_close_matches(likely, sorted(self.codes), n=1, cutoff=_LIKENESS)
        return close[0] if close else None


def _area_key(code: str) -> str:
    """Make codes equal that a spreadsheet may have changed: case, leading zeros, a fraction."""
    return _FRACTION.sub("", code.strip()).casefold().lstrip("0") or "0"


def _written_out(day: date) -> str:
    return f"{day:%d-%m-%Y}"
