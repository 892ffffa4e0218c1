"""Computations that take longer than a request: one at a time, the rest in a short queue, nothing of it stored.

Jobs live in the memory of this process, and end with it.
"""

import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock
from typing import Generic, TypeVar

from geodata.errors import BusyError, MonitorError, NotFoundError

logger = logging.getLogger(__name__)

MAX_WAITING = 8
MAX_KEPT = 50
KEPT_S = 3600.0

P = TypeVar("P")
R = TypeVar("R")


class JobNotFoundError(NotFoundError):
    """There is no such job, or not any more."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            f"De berekening '{job_id}' is er niet (meer). Een uitkomst wordt een uur bewaard, en niet na een herstart: "
            "stel de vraag opnieuw."
        )


class JobsFullError(BusyError):
    """As many jobs wait as may."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"Er wachten al {waiting} berekeningen. Probeer het over een minuut opnieuw.")


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "wacht"
    RUNNING = "bezig"
    DONE = "klaar"
    FAILED = "mislukt"
    CANCELLED = "geannuleerd"


class JobControl(Generic[P]):
    """What running work says to the outside, and hears from it."""

    def __init__(self) -> None:
        self.progress: P | None = None
        self._cancelled = Event()

    def report(self, progress: P) -> None:
        """Tell how far the work is."""
        self.progress = progress

    def cancel(self) -> None:
        """Ask the work to end."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Tell whether the work was asked to end."""
        return self._cancelled.is_set()


@dataclass(frozen=True)
class Job(Generic[P, R]):
    """One computation: ``key`` is its question, ``id`` its address."""

    id: str
    key: str
    control: JobControl[P]
    future: "Future[R]"

    @property
    def state(self) -> JobState:
        """How far the job is."""
        if self.control.is_cancelled():
            return JobState.CANCELLED
        if self.future.done():
            return JobState.DONE if self.future.exception() is None else JobState.FAILED
        return JobState.RUNNING if self.future.running() else JobState.WAITING

    @property
    def result(self) -> R | None:
        """What came out; None where nothing did, or not yet."""
        return self.future.result() if self.state is JobState.DONE else None

    @property
    def error(self) -> BaseException | None:
        """Why nothing came out of a job that failed."""
        return self.future.exception() if self.state is JobState.FAILED else None


class Jobs(Generic[P, R]):
    """The jobs of an app, run one by one in a thread of their own: the solver lets other threads run meanwhile.

    Parameters
    ----------
    clock
        Tells the time in seconds, from any moment on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._jobs: dict[str, Job[P, R]] = {}
        self._ended: dict[str, float] = {}

    def submit(self, key: str, work: Callable[[JobControl[P]], R]) -> Job[P, R]:
        """Queue a computation, or return the job that has this question already and did not fail.

        Raises
        ------
        JobsFullError
            As many wait as may.
        """
        with self._lock:
            self._forget()
            known = next((job for job in self._jobs.values() if job.key == key and _stands(job)), None)
            if known is not None:
                return known
            waiting = sum(job.state is JobState.WAITING for job in self._jobs.values())
            if waiting >= MAX_WAITING:
                raise JobsFullError(waiting)
            job = self._start(key, work)
        job.future.add_done_callback(lambda _: self._note_end(job))
        return job

    def find(self, job_id: str) -> Job[P, R]:
        """Return a job by its address.

        Raises
        ------
        JobNotFoundError
            There is none, or its result was kept long enough.
        """
        with self._lock:
            self._forget()
            if job_id not in self._jobs:
                raise JobNotFoundError(job_id)
            return self._jobs[job_id]

    def cancel(self, job_id: str) -> Job[P, R]:
        """Let a job end without a result: at once where it waits, as soon as its work hears of it where it runs.

        Raises
        ------
        JobNotFoundError
            There is none.
        """
        job = self.find(job_id)
        _end(job)
        return job

    def close(self) -> None:
        """Cancel what waits and what runs, and wait until nothing does."""
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            _end(job)
        self._executor.shutdown()

    def _start(self, key: str, work: Callable[[JobControl[P]], R]) -> Job[P, R]:
        control: JobControl[P] = JobControl()
        job = Job(secrets.token_urlsafe(12), key, control, self._executor.submit(work, control))
        self._jobs[job.id] = job
        return job

    def _note_end(self, job: Job[P, R]) -> None:
        with self._lock:
            self._ended[job.id] = self._clock()
        error = job.error
        if error is not None and not isinstance(error, MonitorError):
            logger.error("job failed: unexpected %s", type(error).__name__, exc_info=error)

    def _forget(self) -> None:
        """Drop the results that were kept long enough, and the oldest of too many."""
        oldest_first = sorted(self._ended, key=lambda job_id: self._ended[job_id])
        too_many = oldest_first[: max(0, len(oldest_first) - MAX_KEPT)]
        too_old = [job_id for job_id in oldest_first if self._clock() - self._ended[job_id] > KEPT_S]
        for job_id in {*too_many, *too_old}:
            del self._ended[job_id], self._jobs[job_id]


def _stands(job: Job[P, R]) -> bool:
    return job.state not in {JobState.FAILED, JobState.CANCELLED}


def _end(job: Job[P, R]) -> None:
    if job.state in {JobState.WAITING, JobState.RUNNING}:
        job.control.cancel()
        job.future.cancel()
