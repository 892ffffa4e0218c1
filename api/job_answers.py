"""How the API answers about a job: when to ask again, and why it has no outcome."""

from http import HTTPStatus

from fastapi import Response

from api.answers import Answer
from api.errors import DETAILS, problem, status_of
from api.jobs import JobState
from api.security import NOT_KEPT
from geodata.errors import MonitorError

ASK_AGAIN_S = 1


class MislukkingAnswer(Answer):
    """Waarom er geen uitkomst is, volgens RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


def say_when_to_ask_again(response: Response, state: JobState) -> None:
    """Let nobody keep an answer about a job, and say after how many seconds it may be another."""
    response.headers["Cache-Control"] = NOT_KEPT
    if state in {JobState.WAITING, JobState.RUNNING}:
        response.headers["Retry-After"] = str(ASK_AGAIN_S)


def failure_answer(error: BaseException, *, instance: str) -> MislukkingAnswer:
    """Return the problem that a job ended with; of an unexpected one only that."""
    status = status_of(error) if isinstance(error, MonitorError) else HTTPStatus.INTERNAL_SERVER_ERROR
    detail = str(error) if isinstance(error, MonitorError) else DETAILS[status]
    return MislukkingAnswer(**problem(status, detail, instance=instance))
