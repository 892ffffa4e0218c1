"""Files with all areas of a clustering as a job: the API and the page that ask for the same share one."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from api.exports.bundle.document import make_bundle
from api.exports.documents import (
    DocumentForm,
    MakingProgress,
    Selection,
    Watch,
    Workshop,
    file_stem,
    find_areas,
    make_pdf,
    make_zip,
)
from api.exports.kept_files import KeptFiles
from api.jobs import Job, JobControl, Jobs, JobState
from geodata.errors import ConflictError
from geodata.store.queries import standing_loads
from geodata.store.reading import Reader

MAKERS: Mapping[DocumentForm, Callable[[Reader, Selection, Path, Workshop, Watch], None]] = {
    DocumentForm.ZIP: make_zip,
    DocumentForm.PDF: make_pdf,
    DocumentForm.HTML: make_bundle,
}


class NotReadyError(ConflictError):
    """A file is asked for that is not made, or not yet."""

    def __init__(self, state: JobState) -> None:
        super().__init__(f"Het bestand is er niet: het maken ervan is {_STATE_WORDS[state]}.")


_STATE_WORDS = {
    JobState.WAITING: "nog niet begonnen",
    JobState.RUNNING: "nog bezig",
    JobState.DONE: "klaar",
    JobState.FAILED: "mislukt",
    JobState.CANCELLED: "afgebroken",
}


@dataclass(frozen=True)
class Made:
    """A file that was made of a clustering: where it is, and the name that a reader's copy gets."""

    indeling: str
    form: DocumentForm
    path: Path
    file_name: str
    byte_count: int


DocumentJob = Job[MakingProgress, Made]
DocumentJobs = Jobs[MakingProgress, Made]


@dataclass(frozen=True)
class Office:
    """What a job works with: its own reading sessions, the workshop, and where files are kept."""

    open_reader: Callable[[], AbstractContextManager[Reader]]
    workshop: Workshop
    files: KeptFiles


@dataclass(frozen=True)
class DocumentWish:
    """What is asked for: a file of a form with all areas of a clustering, of one of CBS's those in a gemeente."""

    indeling: str
    form: DocumentForm
    gemeente_code: str = ""


def ask_for_document(reader: Reader, jobs: DocumentJobs, wish: DocumentWish, office: Office) -> DocumentJob:
    """Queue the making of a file, or find the job that makes or made the same of the same data.

    Raises
    ------
    geodata.indelingen.queries.IndelingNotFoundError
        There is no such clustering.
    geodata.errors.InvalidInputError
        It has no areas, too many, or those of more than one gemeente.
    api.jobs.JobsFullError
        As many wait as may.
    """
    selection = find_areas(reader, wish.indeling, wish.gemeente_code)

    def work(control: JobControl[MakingProgress]) -> Made:
        path = office.files.new_path(f".{wish.form.value}")
        watch = Watch(control.report, control.is_cancelled)
        with office.open_reader() as own_reader:
            MAKERS[wish.form](own_reader, selection, path, office.workshop, watch)
        office.files.keep(path)
        name = f"wijkfotos-{file_stem(selection.title)}.{wish.form.value}"
        return Made(wish.indeling, wish.form, path, name, path.stat().st_size)

    newest = max((load.id for load in standing_loads(reader)), default=0)
    key = f"{wish} {newest}"
    job = jobs.submit(key, work)
    is_gone = job.result is not None and not job.result.path.exists()
    return jobs.submit(f"{key} {job.id}", work) if is_gone else job
