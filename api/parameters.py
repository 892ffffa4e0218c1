"""Query parameters: Dutch names in camelCase, nothing unknown, all faults at once; and paging with links."""

from datetime import date
from typing import Annotated, Self

from fastapi import Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel

from geodata.errors import InvalidInputError
from geodata.gebieden.codes import normalised_code
from geodata.gebieden.levels import Level
from maps.numbers import format_number

MAX_PAGE_SIZE = 1000
# The database walks past everything before a page: measured on 225,000 figures, the last page takes 0.6 s.
MAX_OFFSET = 100_000
TOO_FAR = (
    f"bladeren kan tot regel {format_number(MAX_OFFSET)}. Vraag minder tegelijk: noem bijvoorbeeld een gemeente, "
    "niveau, periode of peildatum."
)


class Parameters(BaseModel):
    """Query parameters of an operation; one that it does not know is refused. Bare, it is an operation with none."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)


NoParameters = Annotated[Parameters, Query()]


class Paging(Parameters):
    """Which part of a long list."""

    pagina: int = Query(1, ge=1, le=100_000, description="Nummer van de pagina, vanaf 1.")
    pagina_grootte: int = Query(100, ge=1, le=MAX_PAGE_SIZE, description="Aantal per pagina.")

    @model_validator(mode="after")
    def _is_within_reach(self) -> Self:
        if self.offset > MAX_OFFSET:
            raise ValueError(TOO_FAR)
        return self

    @property
    def offset(self) -> int:
        """Number of rows before this page."""
        return (self.pagina - 1) * self.pagina_grootte


class Links(BaseModel):
    """Addresses of this page and of those beside it."""

    zelf: str
    vorige: str | None = None
    volgende: str | None = None


def links_of(request: Request, paging: Paging, *, has_more: bool) -> Links:
    """Return the links of a page, relative to the host."""

    def address(page: int) -> str:
        url = request.url.include_query_params(pagina=page)
        return f"{url.path}?{url.query}"

    return Links(
        zelf=address(paging.pagina),
        vorige=address(paging.pagina - 1) if paging.pagina > 1 else None,
        volgende=address(paging.pagina + 1) if has_more else None,
    )


def _gemeente_code(written: str) -> str:
    try:
        return normalised_code(written, Level.GEMEENTE)
    except InvalidInputError as error:
        raise ValueError(str(error)) from error


GemeenteCode = Annotated[str, AfterValidator(_gemeente_code)]


class PeildatumParameters(Parameters):
    """The date on which an area is wanted."""

    peildatum: date | None = Query(
        None, description="Het gebied zoals het op deze datum (jjjj-mm-dd) was; zonder: zoals het laatst bekend is."
    )
