"""Files as the answer to a request: what making them works with, one PDF at once, and what a job made."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import FileResponse, Response

from api.exports.documents import DocumentForm, Workshop, file_stem, print_area
from api.exports.jobs import DocumentJob, DocumentJobs, NotReadyError, Office
from api.security import NOT_KEPT
from api.sessions import RequestCatalogue, RequestChoice
from geodata.store.reading import Reader, open_reader


def _office(request: Request, catalogue: RequestCatalogue, choice: RequestChoice) -> Office:
    state = request.app.state
    workshop = Workshop(catalogue, choice, state.templates, state.settings, state.printer.print, state.studies)
    return Office(lambda: open_reader(state.read_engine), workshop, state.files)


def _document_jobs(request: Request) -> DocumentJobs:
    jobs: DocumentJobs = request.app.state.document_jobs
    return jobs


RequestOffice = Annotated[Office, Depends(_office)]
RequestDocumentJobs = Annotated[DocumentJobs, Depends(_document_jobs)]


def answer_pdf(reader: Reader, code: str, office: Office, *, peildatum: date | None = None) -> Response:
    """Make the PDF of an area and answer it; the printing process does the work meanwhile.

    Raises
    ------
    geodata.gebieden.queries.GebiedNotFoundError
        There is no such area.
    """
    workshop = office.workshop
    area = workshop.read_area(reader, code, peildatum=peildatum)
    path = office.files.new_path(".pdf")
    try:
        print_area(area, path, workshop)
        content = path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
    headers = {"Content-Disposition": f'inline; filename="wijkfoto-{_in_ascii(file_stem(area.name))}.pdf"'}
    return Response(content, media_type=DocumentForm.PDF.media_type, headers=headers)


def answer_file(job: DocumentJob, office: Office) -> FileResponse:
    """Return the file that a job made.

    Raises
    ------
    NotReadyError
        It made none, or none yet.
    api.exports.kept_files.FileGoneError
        It is not kept any more.
    """
    made = job.result
    if made is None:
        raise NotReadyError(job.state)
    path = office.files.require(made.path)
    headers = {"Cache-Control": NOT_KEPT}
    return FileResponse(path, media_type=made.form.media_type, filename=made.file_name, headers=headers)


def _in_ascii(name: str) -> str:
    """Return a name as a header can hold it."""
    return name.encode("ascii", "replace").decode().replace("?", "-")
