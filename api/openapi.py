"""The specification of the API: OpenAPI with who to ask, and with the problems it really answers."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.security import API_VERSION
from geodata.settings import Settings

PROBLEM_SCHEMA = {
    "type": "object",
    "title": "Probleem",
    "description": "Een fout volgens RFC 9457.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "fouten": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"plaats": {"type": "string"}, "melding": {"type": "string"}},
            },
        },
    },
}
PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
PROBLEMS = {
    "400": {"description": "De vraag klopt niet; alle fouten staan erbij.", "content": PROBLEM_CONTENT},
    "404": {"description": "Niet gevonden.", "content": PROBLEM_CONTENT},
    "503": {"description": "De database geeft geen antwoord.", "content": PROBLEM_CONTENT},
}
MORE_PROBLEMS = {
    401: "Het publicatietoken ontbreekt of klopt niet.",
    403: "Publiceren over de API staat uit.",
    409: "Wat is vastgelegd staat de vraag in de weg.",
    411: "De vraag zegt niet hoe lang zij is.",
    413: "De vraag is te groot.",
}
VERSION_HEADER = {"description": "Volledige versie van de API.", "schema": {"type": "string", "example": API_VERSION}}
TAGS = [
    {"name": "gebieden", "description": "Gemeenten, wijken, buurten en gebieden van eigen indelingen."},
    {"name": "wijkfoto", "description": "Hoe een gebied ervoor staat."},
    {"name": "indicatoren", "description": "De catalogus van cijfers."},
    {"name": "waarnemingen", "description": "De cijfers, met bereik, status en herkomst."},
    {"name": "indelingen", "description": "Het register van gebiedsindelingen."},
    {"name": "ladingen", "description": "Wat van welke bron geladen is."},
]
DESCRIPTION = (
    "Cijfers over gemeenten, wijken, buurten en eigen gebiedsindelingen, elk met het bereik waarin het zeker ligt, "
    "een status die zegt wat het waard is, en zijn herkomst. Bron: CBS / Kadaster, CC BY 4.0, tenzij de herkomst van "
    "een cijfer anders zegt. Een cijfer dat ontbreekt is null, nooit 0."
)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems that an operation can answer besides those that each can, for its specification."""
    return {status: {"description": MORE_PROBLEMS[status], "content": PROBLEM_CONTENT} for status in statuses}


def add_specification(app: FastAPI, settings: Settings) -> None:
    """Let `app` describe itself: made once, when first asked for."""

    def specification() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _make(app, settings)
        return app.openapi_schema

    app.openapi = specification  # type: ignore[method-assign]


def _make(app: FastAPI, settings: Settings) -> dict[str, Any]:
    schema = get_openapi(
        title="Gebiedsmonitor",
        version=API_VERSION,
        summary="Gebieden, indelingen en cijfers met eerlijke marges",
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": "/", "description": "Deze server"}],
        contact={"name": settings.contact_name, "email": settings.contact_email, "url": settings.contact_url},
        license_info={
            "name": "CC BY 4.0 (cijfers en grenzen)",
            "url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
        },
    )
    schemas = schema["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Probleem"] = PROBLEM_SCHEMA
    for operation in _operations(schema):
        responses = operation["responses"]
        responses.pop("422", None)
        responses |= PROBLEMS
        for response in responses.values():
            response["description"] = response["description"].replace("Successful Response", "Gelukt.")
            response["headers"] = {"API-Version": VERSION_HEADER}
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in schema["paths"].values():
        yield from path.values()
