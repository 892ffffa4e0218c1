import logging
from collections.abc import Iterator
from threading import Event

import pytest

from api.jobs import KEPT_S, MAX_KEPT, MAX_WAITING, Job, JobControl, JobNotFoundError, Jobs, JobsFullError, JobState
from geodata.errors import ConflictError

PATIENCE_S = 10


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(clock: Clock) -> Iterator[Jobs[str, int]]:
    jobs: Jobs[str, int] = Jobs(clock)
    yield jobs
    jobs.close()


@pytest.fixture
def gate() -> Iterator[Event]:
    """Work that `waits` for it goes on when it is set, at the latest when the test ends."""
    gate = Event()
    yield gate
    gate.set()


def done(job: Job[str, int]) -> Job[str, int]:
    job.future.exception(PATIENCE_S)
    return job


def test_a_job_tells_its_progress_and_then_its_result(jobs: Jobs[str, int], gate: Event) -> None:
    started = Event()

    def work(control: JobControl[str]) -> int:
        control.report("halverwege")
        started.set()
        gate.wait(PATIENCE_S)
        return 42

    job = jobs.submit("vraag", work)
    started.wait(PATIENCE_S)
    assert (job.state, job.control.progress, job.result) == (JobState.RUNNING, "halverwege", None)
    gate.set()
    assert (done(job).state, job.result, job.error) == (JobState.DONE, 42, None)
    assert jobs.find(job.id) is job


def test_the_same_question_is_the_same_job(jobs: Jobs[str, int], gate: Event) -> None:
    first = jobs.submit("vraag", lambda _: int(gate.wait(PATIENCE_S)))
    assert jobs.submit("vraag", lambda _: 2) is first
    assert jobs.submit("andere vraag", lambda _: 2) is not first
    gate.set()
    assert jobs.submit("vraag", lambda _: 2) is done(first)


def test_a_question_that_failed_or_was_cancelled_is_worked_on_anew(jobs: Jobs[str, int], gate: Event) -> None:
    failed = done(jobs.submit("faalt", lambda _: 1 // 0))
    assert jobs.submit("faalt", lambda _: 2) is not failed
    cancelled = jobs.cancel(jobs.submit("weg", lambda _: int(gate.wait(PATIENCE_S))).id)
    assert jobs.submit("weg", lambda _: 2) is not cancelled


def test_work_that_fails_on_purpose_keeps_its_error(jobs: Jobs[str, int], caplog: pytest.LogCaptureFixture) -> None:
    def work(_: JobControl[str]) -> int:
        raise ConflictError("dat gaat niet")

    job = done(jobs.submit("vraag", work))
    assert (job.state, job.result, str(job.error)) == (JobState.FAILED, None, "dat gaat niet")
    assert caplog.records == []


def test_work_that_fails_unexpectedly_is_logged(jobs: Jobs[str, int], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        job = done(jobs.submit("vraag", lambda _: 1 // 0))
        jobs.close()
    assert job.state is JobState.FAILED
    assert "unexpected ZeroDivisionError" in caplog.text


def test_running_work_hears_that_it_is_cancelled(jobs: Jobs[str, int]) -> None:
    started, heard = Event(), Event()

    def work(control: JobControl[str]) -> int:
        started.set()
        while not control.is_cancelled():
            heard.wait(0.01)
        heard.set()
        return 1

    job = jobs.submit("vraag", work)
    started.wait(PATIENCE_S)
    assert jobs.cancel(job.id).state is JobState.CANCELLED
    assert heard.wait(PATIENCE_S)
    assert (done(job).state, job.result) == (JobState.CANCELLED, None)


def test_waiting_work_that_is_cancelled_never_runs(jobs: Jobs[str, int], gate: Event) -> None:
    ran = Event()
    jobs.submit("eerst", lambda _: int(gate.wait(PATIENCE_S)))
    waiting = jobs.submit("daarna", lambda _: ran.set() or 1)
    jobs.cancel(waiting.id)
    gate.set()
    done(jobs.submit("laatst", lambda _: 1))
    assert not ran.is_set()


def test_cancelling_what_is_done_changes_nothing(jobs: Jobs[str, int]) -> None:
    job = done(jobs.submit("vraag", lambda _: 1))
    assert (jobs.cancel(job.id).state, job.result) == (JobState.DONE, 1)


def test_more_than_a_short_queue_is_refused(jobs: Jobs[str, int], gate: Event) -> None:
    started = Event()
    jobs.submit("bezig", lambda _: int(started.set() or gate.wait(PATIENCE_S)))
    started.wait(PATIENCE_S)
    for number in range(MAX_WAITING):
        jobs.submit(f"wacht {number}", lambda _: 1)
    with pytest.raises(JobsFullError, match=f"wachten al {MAX_WAITING} berekeningen"):
        jobs.submit("te veel", lambda _: 1)


def test_a_result_is_kept_for_an_hour(jobs: Jobs[str, int], clock: Clock) -> None:
    job = done(jobs.submit("vraag", lambda _: 1))
    done(jobs.submit("de volgende, zodat het einde is genoteerd", lambda _: 1))
    clock.now_s = KEPT_S
    assert jobs.find(job.id) is job
    clock.now_s = KEPT_S + 1
    with pytest.raises(JobNotFoundError, match="er niet"):
        jobs.find(job.id)


def test_only_so_many_results_are_kept(jobs: Jobs[str, int]) -> None:
    kept = [done(jobs.submit(f"vraag {number}", lambda _: 1)) for number in range(MAX_KEPT + 2)]
    jobs.find(kept[-1].id)
    with pytest.raises(JobNotFoundError):
        jobs.find(kept[0].id)


def test_closing_ends_what_runs_and_what_waits() -> None:
    jobs: Jobs[str, int] = Jobs()
    started = Event()

    def work(control: JobControl[str]) -> int:
        started.set()
        while not control.is_cancelled():
            Event().wait(0.01)
        return 1

    running, waiting = jobs.submit("bezig", work), jobs.submit("wacht", lambda _: 1)
    started.wait(PATIENCE_S)
    jobs.close()
    assert (running.state, waiting.state) == (JobState.CANCELLED, JobState.CANCELLED)
    assert running.future.done()
