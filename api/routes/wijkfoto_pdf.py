"""Wijkfoto's as files: one as PDF while the asker waits, all of a clustering as a job."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse
from pydantic import Field

from api.answers import Answer
from api.exports.asked_document import RequestDocumentJobs, RequestOffice, answer_file, answer_pdf
from api.exports.documents import DocumentForm
from api.exports.jobs import DocumentJob, DocumentWish, ask_for_document
from api.job_answers import MislukkingAnswer, failure_answer, say_when_to_ask_again
from api.jobs import JobState
from api.openapi import problems
from api.parameters import GemeenteCode, NoParameters, Parameters, PeildatumParameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["wijkfoto"])

PDF_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}}, "description": "Een toegankelijke PDF (PDF/UA-1)."}
}
FILE_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/zip": {}, "application/pdf": {}, "text/html": {}},
        "description": "Het bestand.",
    }
}


class WijkfotosParameters(Parameters):
    """What is to be made."""

    vorm: DocumentForm = Query(
        DocumentForm.ZIP,
        description="zip: een PDF per gebied; pdf: één PDF met alle gebieden; html: één bestand dat zonder internet "
        "te lezen is, met kaarten en tabellen.",
    )
    gemeente: GemeenteCode | None = Query(None, description="Bij een indeling van het CBS: van welke gemeente.")


class MaakvoortgangAnswer(Answer):
    """Hoe ver het maken is."""

    gereed: Annotated[int, Field(description="Aantal gebieden dat klaar is.")]
    totaal: int
    bezig_met: str


class BestandAnswer(Answer):
    """Een bestand dat klaar is."""

    adres: str
    naam: str
    bytes: int


class DocumentAnswer(Answer):
    """Een aangevraagd bestand: hoe ver het is, en waar het staat als het klaar is."""

    document: str
    status: JobState
    voortgang: MaakvoortgangAnswer | None
    bestand: BestandAnswer | None
    probleem: MislukkingAnswer | None


@router.get(
    "/gebieden/{code}/wijkfoto/document",
    summary="Wijkfoto als PDF",
    response_class=Response,
    responses=PDF_CONTENT,
)
def get_pdf(
    code: str, parameters: Annotated[PeildatumParameters, Query()], reader: RequestReader, office: RequestOffice
) -> Response:
    """De wijkfoto als toegankelijke PDF: een voorblad dat op zichzelf staat, de thema's, en de bronnen."""
    return answer_pdf(reader, code, office, peildatum=parameters.peildatum)


@router.post(
    "/indelingen/{naam}/_wijkfotos",
    summary="Wijkfoto's van alle gebieden maken",
    status_code=HTTPStatus.ACCEPTED,
    responses=problems(411),
)
def ask(  # noqa: PLR0913 (what FastAPI hands in)
    response: Response,
    naam: str,
    parameters: Annotated[WijkfotosParameters, Query()],
    *,
    reader: RequestReader,
    jobs: RequestDocumentJobs,
    office: RequestOffice,
) -> DocumentAnswer:
    """Zet het maken in de rij; de kop Location zegt waar het te volgen is. Het bestand blijft hooguit een uur staan."""
    wish = DocumentWish(naam, parameters.vorm, parameters.gemeente or "")
    job = ask_for_document(reader, jobs, wish, office)
    response.headers["Location"] = _address(job)
    return _answer(response, job)


@router.get("/documenten/{document}", summary="Hoe het met een bestand staat")
def get_one(response: Response, document: str, _: NoParameters, jobs: RequestDocumentJobs) -> DocumentAnswer:
    """Hoe ver het maken is, of waar het bestand staat."""
    return _answer(response, jobs.find(document))


@router.delete("/documenten/{document}", summary="Een bestand niet langer maken")
def cancel(response: Response, document: str, _: NoParameters, jobs: RequestDocumentJobs) -> DocumentAnswer:
    """Breekt het maken af, ook voor anderen die hetzelfde vroegen; een bestand dat er is, blijft."""
    return _answer(response, jobs.cancel(document))


@router.get(
    "/documenten/{document}/bestand",
    summary="Een bestand dat klaar is",
    response_class=FileResponse,
    responses=FILE_CONTENT,
)
def get_file(document: str, _: NoParameters, jobs: RequestDocumentJobs, office: RequestOffice) -> FileResponse:
    """Het bestand, om te bewaren."""
    return answer_file(jobs.find(document), office)


def _address(job: DocumentJob) -> str:
    return f"{PUBLIC_PREFIX}/documenten/{job.id}"


def _answer(response: Response, job: DocumentJob) -> DocumentAnswer:
    # It may be done by the next line: one look at its state, and all else to match.
    state, progress, error, made = job.state, job.control.progress, job.error, job.result
    say_when_to_ask_again(response, state)
    return DocumentAnswer(
        document=job.id,
        status=state,
        voortgang=None
        if progress is None
        else MaakvoortgangAnswer(gereed=progress.done, totaal=progress.total, bezig_met=progress.doing),
        bestand=None
        if made is None
        else BestandAnswer(adres=f"{_address(job)}/bestand", naam=made.file_name, bytes=made.byte_count),
        probleem=None if error is None else failure_answer(error, instance=_address(job)),
    )
