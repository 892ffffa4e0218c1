import time
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from api.exports.documents import DocumentForm, NoAreasError, Workshop, file_stem
from api.exports.jobs import DocumentJob, DocumentJobs, DocumentWish, NotReadyError, Office, ask_for_document
from api.exports.kept_files import KeptFiles
from api.jobs import Jobs, JobState
from geodata.errors import NotFoundError
from geodata.store.reading import Reader

WISH = DocumentWish("GM0001.ibor.1", DocumentForm.HTML)


@pytest.fixture
def jobs() -> Iterator[DocumentJobs]:
    queue: DocumentJobs = Jobs()
    yield queue
    queue.close()


@pytest.fixture
def office(reader: Reader, workshop: Workshop) -> Iterator[Office]:
    files = KeptFiles()
    yield Office(lambda: nullcontext(reader), workshop, files)
    files.close()


def ended(job: DocumentJob) -> DocumentJob:
    started = time.monotonic()
    while job.state in {JobState.WAITING, JobState.RUNNING} and time.monotonic() - started < 30:
        time.sleep(0.05)
    return job


def test_a_job_makes_a_kept_file_with_a_name_for_people(reader: Reader, jobs: DocumentJobs, office: Office):
    made = ended(ask_for_document(reader, jobs, WISH, office)).result
    assert made is not None
    assert (made.file_name, made.byte_count) == ("wijkfotos-Indeling-ibor.html", made.path.stat().st_size)
    assert office.files.require(made.path) == made.path


def test_a_file_that_is_gone_is_made_anew(reader: Reader, jobs: DocumentJobs, office: Office):
    first = ended(ask_for_document(reader, jobs, WISH, office))
    assert first.result is not None
    assert ask_for_document(reader, jobs, WISH, office) is first
    first.result.path.unlink()
    second = ended(ask_for_document(reader, jobs, WISH, office))
    assert second is not first
    assert second.result is not None
    assert second.result.path.exists()


def test_what_is_not_there_is_told_before_anything_is_queued(reader: Reader, jobs: DocumentJobs, office: Office):
    with pytest.raises(NotFoundError):
        ask_for_document(reader, jobs, DocumentWish("GM0001.weg.1", DocumentForm.ZIP), office)
    with pytest.raises(NoAreasError):
        ask_for_document(reader, jobs, DocumentWish("cbs-wijk.2024", DocumentForm.ZIP, "GM0009"), office)


def test_a_file_that_is_not_ready_says_how_far_it_is():
    assert str(NotReadyError(JobState.RUNNING)) == "Het bestand is er niet: het maken ervan is nog bezig."


def test_a_name_without_letters_is_still_a_name():
    assert file_stem("//") == "gebied"
