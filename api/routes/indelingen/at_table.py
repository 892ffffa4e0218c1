"""Wie zit er aan tafel: for an area, a point or an address, the area of every clustering and whom to turn to."""

from datetime import UTC, date, datetime
from math import isfinite, nan
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import AfterValidator, Field, model_validator

from api.answers import Answer
from api.comparing.asking import rounded, rounded_share
from api.openapi import problems
from api.parameters import Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader, RequestStudies
from geodata.gebieden.crs import RD, WGS84, transformer
from geodata.gebieden.queries import find_gebied
from geodata.indelingen.at_table.queries import RdPoint, address_point, seats_at_point
from geodata.indelingen.at_table.seats import Seat
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.queries import name_of
from geodata.indelingen.tables import IndelingStatus
from geodata.indicators.seating import seats_of_gebied
from geodata.store.reading import Reader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])

NOBODY = "Deze indeling heeft hier geen gebied."
ON_BORDER = "Het punt ligt op de grens van meer gebieden; genoemd is dat met de laagste code."
BY_SURFACE = "Verdeeld naar oppervlakte, niet naar inwoners."
CONCEPT = "Deze indeling is een concept."


def _numbers(written: str) -> tuple[float, float]:
    first, second = (float(part) for part in written.split(","))
    return first, second


def _coordinates(written: str) -> str:
    try:
        numbers = _numbers(written)
    except ValueError:
        numbers = (nan, nan)
    if not all(isfinite(number) for number in numbers):
        raise ValueError(f"'{written}' is geen punt: geef twee getallen met een komma ertussen, zoals 5.53,51.76.")
    return written


Coordinates = Annotated[str, AfterValidator(_coordinates)]


class AanTafelParameters(Parameters):
    """A place: exactly one of four."""

    gebied: str | None = Query(None, max_length=80, description="Code van een gebied, zoals WK082803.")
    punt: Coordinates | None = Query(
        None, max_length=60, description="Lengtegraad,breedtegraad in WGS84, zoals 5.53,51.76."
    )
    rd: Coordinates | None = Query(None, max_length=60, description="x,y in RD, in meters, zoals 164500,419800.")
    adres: str | None = Query(
        None, max_length=40, description="Identificatie van een adres zoals de bron (BAG) die geeft."
    )
    peildatum: date | None = Query(None, description="Dag (jjjj-mm-dd) waarvoor het wordt gevraagd; zonder: vandaag.")

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if sum(place is not None for place in (self.gebied, self.punt, self.rd, self.adres)) != 1:
            raise ValueError("geef precies één van gebied, punt, rd en adres.")
        return self


class PuntAnswer(Answer):
    """Het punt, in beide stelsels."""

    rd: tuple[float, float]
    wgs84: tuple[float, float]


class AanTafelGebiedAnswer(Answer):
    """Een gebied waar de plek in ligt, met wie er namens de eigenaar over gaat: een rol en een team, geen persoon."""

    gebied: str
    naam: str
    contact_rol: str | None
    contact_team: str | None
    aandeel: Annotated[float, Field(description="Deel van de plek dat in dit gebied ligt.")]
    inwoners: Annotated[float | None, Field(description="Van dat deel; null bij een punt of als het niet bekend is.")]


class ZetelAnswer(Answer):
    """Een indeling aan tafel."""

    indeling: str
    naam: str
    eigenaar: str
    status: IndelingStatus
    gebieden: list[AanTafelGebiedAnswer]
    verdeeld_naar: Annotated[Measure | None, Field(description="Waar de aandelen van zijn; null bij een punt.")]
    periode: Annotated[int | None, Field(description="Jaar van de inwoners.")]
    op_grens: bool
    toelichting: str


class AanTafelAnswer(Answer):
    """Wie er voor een plek aan tafel zitten: van elke geldende indeling het gebied en het contact."""

    peildatum: date
    gemeente_code: str | None
    gebied: str | None
    punt: PuntAnswer | None
    tafel: list[ZetelAnswer]


@router.get("/indelingen/_aan-tafel", summary="Wie zit er aan tafel", responses=problems(409))
def find_table(
    parameters: Annotated[AanTafelParameters, Query()], reader: RequestReader, studies: RequestStudies
) -> AanTafelAnswer:
    """Van elke indeling die die dag geldt het gebied waar de plek in ligt, met het contact van de eigenaar.

    Van elke indeling telt de nieuwste vastgestelde versie; is er geen, dan de nieuwste conceptversie.
    """
    on = parameters.peildatum or datetime.now(UTC).date()
    if parameters.gebied is not None:
        gebied = find_gebied(reader, parameters.gebied, parameters.peildatum)
        seats = seats_of_gebied(reader, gebied, on, studies=studies)
        return _table(on, seats, gemeente_code=gebied.gemeente_code, gebied_code=gebied.code)
    point = _point(reader, parameters)
    gemeente_code, seats = seats_at_point(reader, point, on)
    return _table(on, seats, gemeente_code=gemeente_code, point=point)


def _point(reader: Reader, parameters: AanTafelParameters) -> RdPoint:
    if parameters.adres is not None:
        return address_point(reader, parameters.adres)
    if parameters.punt is not None:
        return RdPoint(*transformer(WGS84, RD).transform(*_numbers(parameters.punt)))
    return RdPoint(*_numbers(parameters.rd or ""))


def _table(
    on: date,
    seats: list[Seat],
    *,
    gemeente_code: str | None,
    gebied_code: str | None = None,
    point: RdPoint | None = None,
) -> AanTafelAnswer:
    return AanTafelAnswer(
        peildatum=on,
        gemeente_code=gemeente_code,
        gebied=gebied_code,
        punt=None if point is None else _point_answer(point),
        tafel=[_seat(seat) for seat in seats],
    )


def _point_answer(point: RdPoint) -> PuntAnswer:
    longitude, latitude = transformer(RD, WGS84).transform(point.x_m, point.y_m)
    return PuntAnswer(rd=(round(point.x_m, 3), round(point.y_m, 3)), wgs84=(round(longitude, 8), round(latitude, 8)))


def _seat(seat: Seat) -> ZetelAnswer:
    return ZetelAnswer(
        indeling=name_of(seat.indeling),
        naam=seat.indeling.name,
        eigenaar=seat.indeling.owner,
        status=seat.indeling.status,
        gebieden=[
            AanTafelGebiedAnswer(
                gebied=area.code,
                naam=area.name,
                contact_rol=area.contact_role,
                contact_team=area.contact_team,
                aandeel=rounded_share(area.share),
                inwoners=None if area.people is None else rounded(area.people),
            )
            for area in seat.areas
        ],
        verdeeld_naar=seat.measure,
        periode=seat.indeling.base_peildatum.year if seat.measure is Measure.PEOPLE else None,
        op_grens=seat.is_on_border,
        toelichting=_remarks(seat),
    )


def _remarks(seat: Seat) -> str:
    remarks = {
        NOBODY: not seat.areas,
        ON_BORDER: seat.is_on_border,
        BY_SURFACE: seat.measure is Measure.AREA and bool(seat.areas),
        CONCEPT: seat.indeling.status is IndelingStatus.CONCEPT,
    }
    return " ".join(remark for remark, holds in remarks.items() if holds)
