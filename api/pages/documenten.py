"""Wijkfoto's as files: one as PDF, all of a clustering as a job with a page that tells how far it is."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from api.exports.asked_document import RequestDocumentJobs, RequestOffice, answer_file, answer_pdf
from api.exports.documents import DocumentForm
from api.exports.jobs import DocumentWish, ask_for_document
from api.jobs import JobState
from api.pages.rendering import render_page
from api.security import NOT_KEPT
from api.sessions import RequestReader
from geodata.errors import MonitorError

router = APIRouter()

LOOK_AGAIN = '<noscript><meta http-equiv="refresh" content="2"></noscript>'


@router.get("/wijkfoto/{code}/pdf")
def show_pdf(
    code: str, reader: RequestReader, office: RequestOffice, peildatum: Annotated[date | None, Query()] = None
) -> Response:
    """Return the wijkfoto of an area as PDF."""
    return answer_pdf(reader, code, office, peildatum=peildatum)


@router.post("/indelingen/{naam}/wijkfotos")
def ask(  # noqa: PLR0913 (what FastAPI hands in)
    naam: str,
    vorm: DocumentForm,
    *,
    reader: RequestReader,
    jobs: RequestDocumentJobs,
    office: RequestOffice,
    gemeente: Annotated[str, Query(max_length=80)] = "",
) -> RedirectResponse:
    """Let files be made of all areas of a clustering, and lead to the page that follows it."""
    job = ask_for_document(reader, jobs, DocumentWish(naam, vorm, gemeente), office)
    return RedirectResponse(f"/documenten/{job.id}", HTTPStatus.SEE_OTHER)


@router.get("/documenten/{document}")
def show_progress(request: Request, document: str, jobs: RequestDocumentJobs) -> HTMLResponse:
    """Show how far the making of a file is, or where it is."""
    job = jobs.find(document)
    # It may be done by the next line: one look at its state, and all else to match.
    state, progress, made, error = job.state, job.control.progress, job.result, job.error
    if error is not None and not isinstance(error, MonitorError):
        raise error
    is_going_on = state in {JobState.WAITING, JobState.RUNNING}
    context = {
        "document": document,
        "progress": progress,
        "made": made,
        "failure": str(error) if error else "",
        "is_going_on": is_going_on,
        "is_cancelled": state is JobState.CANCELLED,
        "head": LOOK_AGAIN if is_going_on else "",
    }
    response = render_page(request, "document.html", context)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


@router.get("/documenten/{document}/bestand")
def get_file(document: str, jobs: RequestDocumentJobs, office: RequestOffice) -> FileResponse:
    """Return a file that was made."""
    return answer_file(jobs.find(document), office)
