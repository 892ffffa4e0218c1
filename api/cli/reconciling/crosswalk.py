"""``indeling kruistabel``: which share of each area lies in which area of another clustering, or of another year."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
import typer
from rich.markup import escape

from api.cli.options import AsJson, Gemeente
from api.cli.output import NUMBER, out, print_json, print_table
from api.cli.reading import open_reading
from api.cli.reconciling.handed_in import write_csv
from api.cli.reconciling.options import Weight
from api.cli.reconciling.years import YearsTable, are_two_years
from api.comparing.amounts import M2_PER_KM2, counted
from api.comparing.sentences import unweighed_sentence
from geodata.indelingen.comparing.crosswalk import EXACT, crosswalk_between
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.examining.findings import share_text
from geodata.indelingen.queries import find_indeling
from geodata.indicators.studies import read_study
from geodata.store.reading import Reader
from maps.numbers import format_number

if TYPE_CHECKING:
    from api.routes.indelingen.crosswalk import KruistabelAnswer

LEFT_OUT, UNKNOWN, ROUGHLY = "(niet ingedeeld)", "onbekend", "≈"

From = Annotated[str, typer.Argument(help="De indeling die vertaald wordt, zoals GM0828.wijkfoto.1.", metavar="VAN")]
To = Annotated[str, typer.Argument(help="De indeling waarheen.", metavar="NAAR")]
CsvPath = Annotated[
    Path | None, typer.Option("--csv", help="Schrijf de tabel voor een spreadsheet.", metavar="BESTAND.csv")
]


def crosswalk(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    first: From,
    other: To,
    measure: Weight = Measure.PEOPLE,
    gemeente: Gemeente = None,
    csv_path: CsvPath = None,
    as_json: AsJson = False,
) -> None:
    """Vertaal een indeling naar een andere, of CBS-eenheden van het ene jaar naar het andere."""
    with open_reading() as reader:
        pair = (find_indeling(reader, first), find_indeling(reader, other))
        is_of_years = are_two_years(*pair)
        table = (
            YearsTable.read(reader, *pair, gemeente)
            if is_of_years
            else AreasTable(reader, (first, other), measure, gemeente)
        )
        if csv_path is not None:
            write_csv(csv_path, table.csv_text())
        if as_json:
            print_json(table.as_json())
        else:
            table.show()
    if csv_path is not None and not as_json:
        out.print(f"\nGeschreven: {escape(str(csv_path))}")


@dataclass(frozen=True)
class AreasTable:
    """The crosswalk between two clusterings."""

    reader: Reader
    names: tuple[str, str]
    measure: Measure
    gemeente_code: str | None

    def as_json(self) -> Any:
        """Return it as the API answers it."""
        return self._answer().model_dump(mode="json", by_alias=True)

    def csv_text(self) -> str:
        """Write it as the API does for a spreadsheet."""
        from api.routes.indelingen.crosswalk import csv_text  # noqa: PLC0415 - see `_answer`

        return csv_text(self._answer())

    def show(self) -> None:
        """Print it."""
        study = read_study(self.reader, self.names, self.gemeente_code).study
        first, other = study.labellings
        rows_df = crosswalk_between(study, 0, 1, self.measure)
        unit = "km²" if self.measure is Measure.AREA else self.measure.value
        out.print(f"[bold]Van {escape(first.title)} naar {escape(other.title)}[/]\n")
        headings = (first.title, other.title, f"{NUMBER}{unit}", f"{NUMBER}van eerste", f"{NUMBER}van tweede")
        print_table(headings, [_row(row, self.measure) for row in rows_df.to_dict("records")])
        for quality, count in rows_df["quality"].value_counts().drop(EXACT, errors="ignore").items():
            out.print(f"{ROUGHLY} {quality}: {counted(count, ('rij', 'rijen'))}")
        unweighed = unweighed_sentence(study.unweighed_units(self.measure), unit)
        if unweighed:
            out.print(escape(unweighed))

    def _answer(self) -> "KruistabelAnswer":
        # The API takes a second to import, which a table should not cost.
        from api.routes.indelingen.crosswalk import KruistabelParameters, kruistabel_answer  # noqa: PLC0415

        first, other = self.names
        asked = KruistabelParameters(
            van=first, naar=other, gewicht=self.measure, gemeente=self.gemeente_code, formaat=None
        )
        return kruistabel_answer(asked, self.reader)


def _row(row: dict[Any, Any], measure: Measure) -> tuple[str, ...]:
    amount = row["amount"] / M2_PER_KM2 if measure is Measure.AREA else row["amount"]
    written = UNKNOWN if pd.isna(amount) else format_number(amount, 2 if measure is Measure.AREA else 0)
    mark = "" if row["quality"] == EXACT else f"{ROUGHLY} "
    shares = ("" if pd.isna(row[one]) else share_text(row[one]) for one in ("share_of_area", "share_of_other"))
    return row["area_name"] or LEFT_OUT, row["other_area_name"] or LEFT_OUT, mark + written, *shares
