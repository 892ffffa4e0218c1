"""``indeling tafel``: who sits at the table for a place, in every department's clustering."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.markup import escape

from api.cli.options import AsJson, read_day
from api.cli.output import out, print_json, print_table
from api.cli.reading import open_reading
from api.faults import faults_of
from geodata.indelingen.examining.findings import share_text

if TYPE_CHECKING:
    from api.routes.indelingen.at_table import AanTafelAnswer, AanTafelParameters, ZetelAnswer

NO_CONTACT = "geen contact bekend"


Gebied = Annotated[str | None, typer.Option("--gebied", help="Code van een gebied, zoals WK082803.", metavar="CODE")]
Point = Annotated[
    str | None, typer.Option("--punt", help="Een punt in WGS84, zoals 5.53,51.76.", metavar="LENGTE,BREEDTE")
]
RdPoint = Annotated[str | None, typer.Option("--rd", help="Een punt in RD, zoals 164500,419800.", metavar="X,Y")]
Address = Annotated[str | None, typer.Option("--adres", help="Identificatie van een adres (BAG).", metavar="NUMMER")]
Day = Annotated[
    date | None,
    typer.Option("--peildatum", help="Voor welke dag [anders: vandaag].", metavar="JJJJ-MM-DD", parser=read_day),
]


def at_table(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    gebied: Gebied = None,
    point: Point = None,
    rd_point: RdPoint = None,
    address: Address = None,
    day: Day = None,
    as_json: AsJson = False,
) -> None:
    """Laat zien wie er voor een plek aan tafel zitten: van elke indeling het gebied en het contact."""
    # What the API answers is also what is printed; it takes a second to import, which other commands should not cost.
    from api.routes.indelingen.at_table import find_table  # noqa: PLC0415
    from geodata.indicators.studies import Studies  # noqa: PLC0415

    asked = _asked(gebied, point, rd_point, address, day)
    with open_reading() as reader:
        answer = find_table(asked, reader, Studies())
    if as_json:
        print_json(answer.model_dump(mode="json", by_alias=True))
    else:
        _print_table(answer)


def _asked(*place_and_day: object) -> "AanTafelParameters":
    from api.routes.indelingen.at_table import AanTafelParameters  # noqa: PLC0415 - see `at_table`

    gebied, point, rd_point, address, day = place_and_day
    said = {"gebied": gebied, "punt": point, "rd": rd_point, "adres": address, "peildatum": day}
    try:
        return AanTafelParameters.model_validate(said)
    except ValidationError as error:
        sentences = [fault["melding"] for fault in faults_of(error.errors())]
        raise typer.BadParameter(" ".join(f"{one[:1].upper()}{one[1:]}" for one in sentences)) from error


def _print_table(answer: "AanTafelAnswer") -> None:
    out.print(f"[bold]{escape(_place(answer))}[/], op {answer.peildatum:%d-%m-%Y}\n")
    rows = [row for seat in answer.tafel for row in _rows(seat)]
    print_table(("indeling", "gebied", "deel", "contact"), rows)
    for seat in answer.tafel:
        if seat.toelichting and seat.gebieden:
            out.print(escape(f"{seat.naam}: {seat.toelichting}"))


def _place(answer: "AanTafelAnswer") -> str:
    if answer.punt is None:
        return f"{answer.gebied} in {answer.gemeente_code}"
    x_m, y_m = answer.punt.rd
    longitude, latitude = answer.punt.wgs84
    return f"Het punt {longitude:.5f}, {latitude:.5f} (RD {x_m:.0f}, {y_m:.0f}) in {answer.gemeente_code}"


def _rows(seat: "ZetelAnswer") -> list[tuple[str, str, str, str]]:
    if not seat.gebieden:
        return [(seat.naam, seat.toelichting, "", "")]
    return [
        (
            seat.naam if first else "",
            area.naam,
            "" if area.aandeel == 1 else share_text(area.aandeel),
            ", ".join(filter(None, (area.contact_rol, area.contact_team))) or NO_CONTACT,
        )
        for first, area in ((one is seat.gebieden[0], one) for one in seat.gebieden)
    ]
