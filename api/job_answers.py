"""Why a job has no outcome, as the API writes it."""

from http import HTTPStatus

from api.answers import Answer
from api.errors import DETAILS, problem, status_of
from geodata.errors import MonitorError


class MislukkingAnswer(Answer):
    """Waarom er geen uitkomst is, volgens RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


def failure_answer(error: BaseException, *, instance: str) -> MislukkingAnswer:
    """Return the problem that a job ended with; of an unexpected one only that."""
    status = status_of(error) if isinstance(error, MonitorError) else HTTPStatus.INTERNAL_SERVER_ERROR
    detail = str(error) if isinstance(error, MonitorError) else DETAILS[status]
    return MislukkingAnswer(**problem(status, detail, instance=instance))
