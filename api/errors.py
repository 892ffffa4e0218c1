"""From error to answer: the one table of statuses, problem+json (RFC 9457), and a page for who uses a browser."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.faults import faults_of
from api.pages.rendering import render_page
from api.security import CHALLENGE, NOT_KEPT, PUBLIC_PREFIX, add_headers, allowed_methods, policy_for
from geodata.errors import (
    AccessError,
    AggregationError,
    BusyError,
    ConflictError,
    IdentificationError,
    InvalidInputError,
    MonitorError,
    NotFoundError,
    SetupError,
    SourceError,
)
from geodata.settings import Settings

logger = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"

# A figure that cannot be composed is no fault of the request, which 422 would say, and NLGov keeps 400 for bad input:
# what is stored stands in the way, as with a conflict.
STATUS_OF_FAMILY: dict[type[MonitorError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidInputError: HTTPStatus.BAD_REQUEST,
    ConflictError: HTTPStatus.CONFLICT,
    AggregationError: HTTPStatus.CONFLICT,
    AccessError: HTTPStatus.FORBIDDEN,
    IdentificationError: HTTPStatus.UNAUTHORIZED,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    SourceError: HTTPStatus.BAD_GATEWAY,
    SetupError: HTTPStatus.SERVICE_UNAVAILABLE,
}

TITLES = {
    HTTPStatus.BAD_REQUEST: "De vraag klopt niet",
    HTTPStatus.UNAUTHORIZED: "Niet bekend wie dit vraagt",
    HTTPStatus.FORBIDDEN: "Dat mag niet",
    HTTPStatus.NOT_FOUND: "Niet gevonden",
    HTTPStatus.METHOD_NOT_ALLOWED: "Dat kan hier niet",
    HTTPStatus.CONFLICT: "Dat kan nu niet",
    HTTPStatus.LENGTH_REQUIRED: "De lengte ontbreekt",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "De vraag is te groot",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Er ging iets mis",
    HTTPStatus.BAD_GATEWAY: "De bron is niet te lezen",
    HTTPStatus.SERVICE_UNAVAILABLE: "De gebiedsmonitor kan dit nu niet doen",
}

DETAILS = {
    HTTPStatus.NOT_FOUND: "Op dit adres is niets te vinden. Controleer het adres; een schuine streep aan het eind "
    "hoort er niet bij.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Deze methode kan op dit adres niet; de kop Allow noemt wat wel kan.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Het antwoord kon niet worden gemaakt. De fout is vastgelegd; probeer het later "
    "opnieuw.",
}


def status_of(error: MonitorError) -> HTTPStatus:
    """Return the HTTP status that belongs to an error's family."""
    families = (family for family in type(error).__mro__ if family in STATUS_OF_FAMILY)
    family = next(families, None)
    return HTTPStatus.INTERNAL_SERVER_ERROR if family is None else STATUS_OF_FAMILY[family]


def problem(status: HTTPStatus, detail: str, *, instance: str, faults: list[dict[str, str]] | None = None) -> Any:
    """Return the members of a problem answer (RFC 9457); `faults` names each fault where there can be many."""
    members: dict[str, Any] = {"type": "about:blank", "title": title_of(status), "status": int(status)}
    members |= {"detail": detail, "instance": instance}
    return members | ({"fouten": faults} if faults else {})


def title_of(status: HTTPStatus) -> str:
    """Return the Dutch title of a status."""
    return TITLES.get(status, status.phrase)


def is_read_by_a_person(request: Request) -> bool:
    """Tell whether a page is expected: a browser asks for HTML, and not of the API."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(PUBLIC_PREFIX)


def answer(
    request: Request, status: HTTPStatus, detail: str, *, faults: list[dict[str, str]] | None = None
) -> Response:
    """Return an error as a page for a person, as problem+json for a program; never to be cached."""
    if is_read_by_a_person(request):
        context = {"title": title_of(status), "detail": detail, "faults": faults or [], "status": int(status)}
        response: Response = render_page(request, "fout.html", context, status_code=int(status))
    else:
        body = problem(status, detail, instance=request.url.path, faults=faults)
        response = JSONResponse(body, status_code=int(status), media_type=PROBLEM_TYPE)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


async def _on_monitor_error(request: Request, error: MonitorError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s: %s", type(error).__name__, error)
    response = answer(request, status, str(error))
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


async def _on_invalid_request(request: Request, error: RequestValidationError) -> Response:
    faults = faults_of(error.errors())
    detail = " ".join(f"{fault['plaats']}: {fault['melding']}" for fault in faults)
    return answer(request, HTTPStatus.BAD_REQUEST, detail, faults=faults)


async def _on_http_error(request: Request, error: HTTPException) -> Response:
    status = HTTPStatus(error.status_code)
    response = answer(request, status, DETAILS.get(status, title_of(status)))
    response.headers.update(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        # The router names the methods of one route, and an address can have several.
        response.headers["Allow"] = allowed_methods(request.scope)
    return response


async def _on_unexpected_error(request: Request, error: Exception) -> Response:
    logger.error("unexpected %s", type(error).__name__, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    response = answer(request, status, DETAILS[status])
    # Starlette answers these outside all middleware.
    settings: Settings = request.app.state.settings
    policy = policy_for(
        request.scope, background_map_url=settings.background_map_url, embed_origins=settings.embed_origins
    )
    add_headers(response.headers, request.scope, policy=policy)
    return response


def add_error_answers(app: FastAPI) -> None:
    """Let every error of `app` be answered by the table above."""
    handlers: list[tuple[type[Exception], Callable[[Request, Any], Awaitable[Response]]]] = [
        (MonitorError, _on_monitor_error),
        (RequestValidationError, _on_invalid_request),
        (HTTPException, _on_http_error),
        (Exception, _on_unexpected_error),
    ]
    for error_class, handler in handlers:
        app.add_exception_handler(error_class, handler)
