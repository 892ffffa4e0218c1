"""The crosswalk between two years of CBS's own units in a gemeente, as it is printed and handed on."""

from dataclasses import dataclass
from typing import Any, Self

import pandas as pd
from rich.markup import escape

from api.cli.output import NUMBER, out, print_table
from api.comparing.amounts import counted
from api.comparing.sentences import UNIT_WORDS
from geodata.gebieden.levels import Level
from geodata.indelingen.examining.findings import area_text, share_text
from geodata.indelingen.queries import name_of
from geodata.indelingen.reading.queries import GemeenteNeededError
from geodata.indelingen.tables import Indeling
from geodata.indelingen.years.carrying import crosswalk_of
from geodata.indelingen.years.queries import UnitsOfTwoYears, units_of_two_years
from geodata.indelingen.years.year_crosswalk import Quality, YearCrosswalk
from geodata.store.reading import Reader

OUTSIDE = "(buiten de gemeente)"
UNKNOWN = "(onbekend)"
# What a column of the rows is called in an answer; a table for a spreadsheet writes the same apart.
_COLUMNS = {
    "code": "eenheid",
    "name": "eenheidNaam",
    "other_code": "naarEenheid",
    "other_name": "naarEenheidNaam",
    "area_m2": "oppervlakteM2",
    "share": "aandeelVanEenheid",
    "share_of_other": "aandeelVanNaarEenheid",
    "quality": "kwaliteit",
}
_PASSED_OVER = {
    "code": "eenheid",
    "other_code": "naarEenheid",
    "area_m2": "oppervlakteM2",
    "width_m": "breedteM",
    "reason": "reden",
}
_SUGGESTIONS = {"code": "eenheid", "other_code": "naarEenheid", "reason": "reden"}


def are_two_years(first: Indeling, other: Indeling) -> bool:
    """Tell whether two clusterings are one level of CBS's in two years."""
    are_national = first.gemeente_code is None and other.gemeente_code is None
    return are_national and first.base_level == other.base_level and first.base_peildatum != other.base_peildatum


@dataclass(frozen=True)
class YearsTable:
    """What became of the units of a gemeente from one year to another."""

    first: Indeling
    other: Indeling
    gemeente_code: str
    units: UnitsOfTwoYears
    crosswalk: YearCrosswalk

    @classmethod
    def read(cls, reader: Reader, first: Indeling, other: Indeling, gemeente_code: str | None) -> Self:
        """Read the units and find what became of them.

        Raises
        ------
        GemeenteNeededError
            No gemeente is given.
        geodata.indelingen.years.queries.YearNotLoadedError
            Its units of either year are not loaded.
        """
        if gemeente_code is None:
            raise GemeenteNeededError
        peildata = (first.base_peildatum, other.base_peildatum)
        units = units_of_two_years(reader, gemeente_code, first.base_level, *peildata)
        return cls(first, other, gemeente_code, units, crosswalk_of(units))

    @property
    def level(self) -> Level:
        """Level of the units."""
        return self.first.base_level

    def as_json(self) -> dict[str, Any]:
        """Return all of it, under the names that the API uses."""
        points = self.units.points
        return {
            "van": name_of(self.first),
            "naar": name_of(self.other),
            "gemeenteCode": self.gemeente_code,
            "verdeeldNaar": None if points is None else f"{points.kind} van {points.peildatum.year}",
            "rijen": _records(self._rows_df(), _COLUMNS),
            "nietGeteld": _records(self.crosswalk.passed_over_df, _PASSED_OVER),
            "suggesties": _records(self.crosswalk.suggestions_df, _SUGGESTIONS),
        }

    def csv_text(self) -> str:
        """Write the rows for a spreadsheet: semicolons and decimal commas."""
        rows_df = self._rows_df()[list(_COLUMNS)].rename(columns=_COLUMNS)
        return rows_df.to_csv(sep=";", decimal=",", index=False, float_format="%.9g", lineterminator="\n")

    def show(self) -> None:
        """Print what changed, and how much did not."""
        words = UNIT_WORDS[self.level]
        out.print(f"[bold]{self.gemeente_code}: van {name_of(self.first)} naar {name_of(self.other)}[/]\n")
        rows_df = self._rows_df()
        is_equal = rows_df["quality"].isin([Quality.EQUAL.value, Quality.CODE.value])
        if not is_equal.all():
            headings = ("van", "naar", f"{NUMBER}van oude", f"{NUMBER}van nieuwe", "hoe")
            print_table(headings, [_texts(row) for row in rows_df[~is_equal].to_dict("records")])
        out.print(f"{counted(int(is_equal.sum()), words)} ongewijzigd.")
        for sentence in self._remarks():
            out.print(escape(sentence))

    def _rows_df(self) -> pd.DataFrame:
        names, other_names = (gdf.set_index("code")["name"] for gdf in (self.units.from_gdf, self.units.to_gdf))
        rows_df = self.crosswalk.rows_df
        return rows_df.assign(name=rows_df["code"].map(names), other_name=rows_df["other_code"].map(other_names))

    def _remarks(self) -> list[str]:
        remarks = []
        passed_over_df = self.crosswalk.passed_over_df
        if len(passed_over_df):
            sums = passed_over_df.groupby("reason")["area_m2"].sum()
            reasons = "; ".join(f"{reason}: {area_text(area_m2)}" for reason, area_m2 in sums.items())
            remarks.append(f"Niet geteld ({reasons}); elk stuk staat in --json.")
        if (self.crosswalk.rows_df["quality"] == Quality.POINTS.value).any() and self.units.points is not None:
            remarks.append(f"Verdeeld naar {self.units.points.kind} van {self.units.points.peildatum.year}.")
        if len(self.crosswalk.suggestions_df):
            pairs = self.crosswalk.suggestions_df.itertuples(index=False)
            remarks.append("Misschien: " + "; ".join(f"{old} → {new} ({reason})" for old, new, reason in pairs) + ".")
        return remarks


def _texts(row: dict[Any, Any]) -> tuple[str, ...]:
    nowhere = UNKNOWN if row["quality"] == Quality.UNKNOWN.value else OUTSIDE
    sides = (
        nowhere if pd.isna(row[code]) else f"{row[code]} {row[name]}"
        for code, name in (("code", "name"), ("other_code", "other_name"))
    )
    shares = ("" if pd.isna(row[one]) else share_text(row[one]) for one in ("share", "share_of_other"))
    return *sides, *shares, row["quality"]


def _records(rows_df: pd.DataFrame, names: dict[str, str]) -> list[dict[Any, Any]]:
    """Return rows for JSON: what is missing is null."""
    rounded_df = rows_df[list(names)].round({"area_m2": 3, "width_m": 3, "share": 9, "share_of_other": 9})
    renamed_df = rounded_df.rename(columns=names).astype(object)
    return [dict(row) for row in renamed_df.where(renamed_df.notna(), None).to_dict("records")]
