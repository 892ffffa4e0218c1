"""A local server that answers as PDOK's Locatieserver does (search/v3_1, free), with what can go wrong with it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

ALLOWED = {"q", "rows", "start", "fq", "fl", "bq", "df", "qf", "sort", "wt", "lat", "lon"}


def address_doc(label: str, *, point: str = "POINT(160500.0 420500.0)", **facts: Any) -> dict[str, Any]:
    """An address as PDOK tells it, in the grid's West unless `facts` or `point` say otherwise."""
    usual = {"type": "adres", "gemeentecode": "0001", "gemeentenaam": "Roosterdam"}
    usual |= {"wijkcode": "WK000100", "buurtcode": "BU00010000"}
    return {"weergavenaam": label, "centroide_rd": point, **usual, **facts}


@dataclass
class LocalLocatieserver:
    """The addresses that it knows, and what it does wrong; ``asked`` holds the parameters of each request."""

    docs: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    body: str | None = None
    slow_s: float = 0.0
    drops: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    def app(self) -> Starlette:
        """Build the application."""
        return Starlette(routes=[Route("/free", self.free)])

    async def free(self, request: Request) -> Response:
        """Answer a search."""
        self.asked.append(dict(request.query_params))
        await asyncio.sleep(self.slow_s)
        # Since 3.1 a parameter that its specification does not have is refused.
        status = self.status if set(request.query_params) <= ALLOWED else 400
        if status != 200:
            return JSONResponse({"error": {"msg": "fout", "code": status}}, status)
        if self.drops:
            return StreamingResponse(self._drops(), media_type="application/json")
        if self.body is not None:
            return Response(self.body, media_type="application/json")
        envelope = {"numFound": len(self.docs), "start": 0, "maxScore": 6.8681936, "numFoundExact": True}
        return JSONResponse({"response": {**envelope, "docs": self.docs[: int(request.query_params["rows"])]}})

    async def _drops(self) -> AsyncIterator[bytes]:
        for _ in range(self.drops):
            yield b" "
            await asyncio.sleep(0.1)
