"""From one clustering to another: which part of each area lies in each area of the other, as JSON or CSV."""

import csv
import io
from enum import StrEnum
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request, Response

from api.answers import Answer
from api.comparing.asking import (
    GEMEENTE,
    GEWICHT,
    Amounts,
    HoeveelheidAnswer,
    VerantwoordingAnswer,
    account_of,
)
from api.openapi import problems
from api.parameters import GemeenteCode, Parameters
from api.routes.indelingen.comparison import VergelekenIndelingAnswer, compared_indeling
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader
from geodata.indelingen.comparing.crosswalk import crosswalk_between
from geodata.indelingen.comparing.ground import NO_AREA, Labelling, Measure, Study
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.reading import Reader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])

CSV_TYPE = "text/csv"
CSV_NOTE = (
    "Voor Excel in het Nederlands: puntkomma's tussen de velden, decimale komma's, UTF-8 met BOM. Zonder bronregel; de "
    "verantwoording staat in het antwoord als JSON, waarnaar de kop Link verwijst."
)


class Formaat(StrEnum):
    """How the table is written."""

    JSON = "json"
    CSV = "csv"


class KruistabelParameters(Parameters):
    """Two clusterings, in this direction."""

    van: str = Query(max_length=80, description="Naam van de indeling die wordt vertaald.")
    naar: str = Query(max_length=80, description="Naam van de indeling waarheen.")
    gewicht: Measure = GEWICHT
    gemeente: GemeenteCode | None = GEMEENTE
    formaat: Formaat | None = Query(None, description="json of csv; zonder: wat de kop Accept vraagt, anders json.")


class KruisrijAnswer(Answer):
    """Wat twee gebieden gemeen hebben; zonder gebied aan een kant: wat die indeling niet indeelt."""

    gebied: str | None
    gebied_naam: str | None
    naar_gebied: str | None
    naar_gebied_naam: str | None
    hoeveelheid: HoeveelheidAnswer
    aandeel_van_gebied: float | None
    aandeel_van_naar_gebied: float | None
    kwaliteit: str


class KruistabelAnswer(Answer):
    """De kruistabel van een indeling naar een andere. De aandelen van één gebied zijn samen 1."""

    verantwoording: VerantwoordingAnswer
    van: VergelekenIndelingAnswer
    naar: VergelekenIndelingAnswer
    rijen: list[KruisrijAnswer]


@router.get(
    "/indelingen/_kruistabel",
    summary="Kruistabel tussen twee indelingen",
    response_model=KruistabelAnswer,
    responses=problems(409) | {200: {"content": {CSV_TYPE: {"schema": {"type": "string", "description": CSV_NOTE}}}}},
)
def get_crosswalk(
    request: Request, response: Response, parameters: Annotated[KruistabelParameters, Query()], reader: RequestReader
) -> KruistabelAnswer | Response:
    """Welk deel van elk gebied in welk gebied van de andere indeling ligt, met de factoren van beide kanten."""
    table = kruistabel_answer(parameters, reader)
    response.headers["Vary"] = "Accept"
    return _as_csv(request, table) if _wants_csv(request, parameters.formaat) else table


def kruistabel_answer(parameters: KruistabelParameters, reader: Reader) -> KruistabelAnswer:
    """Return the crosswalk between two clusterings as the API writes it."""
    found = read_study(reader, [parameters.van, parameters.naar], parameters.gemeente)
    first, other = found.study.labellings
    return KruistabelAnswer(
        verantwoording=account_of(reader, found, parameters.gewicht),
        van=compared_indeling(first),
        naar=compared_indeling(other),
        rijen=_rows(found, parameters.gewicht),
    )


def _rows(found: RegisteredStudy, measure: Measure) -> list[KruisrijAnswer]:
    amounts, elements = Amounts(found.study, measure), _elements_by_areas(found.study)
    rows_df = crosswalk_between(found.study, 0, 1, measure).astype(object).replace({np.nan: None})
    return [
        KruisrijAnswer(
            gebied=row["area_code"],
            gebied_naam=row["area_name"],
            naar_gebied=row["other_area_code"],
            naar_gebied_naam=row["other_area_name"],
            hoeveelheid=amounts.of(elements[row["area_code"], row["other_area_code"]]),
            aandeel_van_gebied=_factor(row["share_of_area"]),
            aandeel_van_naar_gebied=_factor(row["share_of_other"]),
            kwaliteit=row["quality"],
        )
        for row in rows_df.to_dict("records")
    ]


def _elements_by_areas(study: Study) -> dict[tuple[str | None, str | None], list[int]]:
    found: dict[tuple[str | None, str | None], list[int]] = {}
    columns = [_area_codes(labelling) for labelling in study.labellings]
    for number, codes in enumerate(zip(*columns, strict=True)):
        found.setdefault((codes[0], codes[1]), []).append(number)
    return found


def _area_codes(labelling: Labelling) -> list[str | None]:
    return [None if label == NO_AREA else labelling.area_codes[label] for label in labelling.labels]


def _factor(share: float | None) -> float | None:
    # Factors are multiplied with other figures: they keep more decimals than a share that is read.
    return None if share is None else round(share, 9)


def _wants_csv(request: Request, wanted: Formaat | None) -> bool:
    accepted = request.headers.get("accept", "")
    return wanted is Formaat.CSV or (wanted is None and CSV_TYPE in accepted and "json" not in accepted)


def csv_text(table: KruistabelAnswer) -> str:
    """Write a crosswalk as a table for a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    measure = table.verantwoording.gewicht
    writer.writerow(_header(measure))
    writer.writerows([_cell(value) for value in _values(row, measure)] for row in table.rijen)
    return written.getvalue()


def _as_csv(request: Request, table: KruistabelAnswer) -> Response:
    address = request.url.include_query_params(formaat=Formaat.JSON.value)
    headers = {
        "Content-Disposition": f'attachment; filename="kruistabel {table.van.indeling} {table.naar.indeling}.csv"',
        "Link": f'<{address.path}?{address.query}>; rel="describedby"; type="application/json"',
        "Vary": "Accept",
    }
    return Response(csv_text(table).encode("utf-8-sig"), media_type=CSV_TYPE, headers=headers)


def _header(measure: Measure) -> list[str]:
    amount = "oppervlakte in m²" if measure is Measure.AREA else measure.value
    ends = [f"{amount} laagste", f"{amount} hoogste"] if measure is Measure.PEOPLE else []
    areas = ("gebied", "gebied naam", "naar gebied", "naar gebied naam")
    return [*areas, amount, *ends, "aandeel van gebied", "aandeel van naar gebied", "kwaliteit"]


def _values(row: KruisrijAnswer, measure: Measure) -> list[str | float | None]:
    areas = (row.gebied, row.gebied_naam, row.naar_gebied, row.naar_gebied_naam)
    ends = [row.hoeveelheid.laagste, row.hoeveelheid.hoogste] if measure is Measure.PEOPLE else []
    factors = (row.aandeel_van_gebied, row.aandeel_van_naar_gebied)
    return [*areas, row.hoeveelheid.waarde, *ends, *factors, row.kwaliteit]


def _cell(value: str | float | None) -> str:
    """Write a cell as Excel reads it in Dutch; a text never as a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
    return f"{value:.9f}".rstrip("0").rstrip(".").replace(".", ",")
