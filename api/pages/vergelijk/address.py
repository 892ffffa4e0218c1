"""What an address asks of the page, and the addresses of its links: all of its state is in them."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel

PATH = "/vergelijk"
BY_NAME = "naam"
_MOST_LISTED = 2000


class Order(StrEnum):
    """Which way a column is sorted."""

    UP = "op"
    DOWN = "af"


class VergelijkParameters(BaseModel):
    """The form of the page; what else an address carries is passed over, as on all pages."""

    gemeente: str = Query("", max_length=80)
    indeling: str = Query("", max_length=80)
    gebied: list[str] = Query([], max_length=_MOST_LISTED)
    indicator: list[str] = Query([], max_length=_MOST_LISTED)
    periode: str = Query("", pattern=r"^(\d{4})?$")
    sorteer: str = Query(BY_NAME, max_length=80)
    richting: Order = Query(Order.UP)
    filter: str = Query("", max_length=80)
    x: str = Query("", max_length=80)
    y: str = Query("", max_length=80)

    @property
    def period(self) -> int | None:
        """The year that was asked for; None for the newest of each indicator."""
        return int(self.periode) if self.periode else None


def address_of(parameters: VergelijkParameters, **changes: Any) -> str:
    """Return where the page shows the same but for `changes`; what is as usual is left out.

    Examples
    --------
    >>> address_of(VergelijkParameters(gemeente="GM0828", indicator=["inwoners"]), sorteer="inwoners")
    '/vergelijk?gemeente=GM0828&indicator=inwoners&sorteer=inwoners'
    """
    usual = VergelijkParameters().model_dump(mode="json")
    state = parameters.model_copy(update=changes).model_dump(mode="json")
    told = {name: value for name, value in state.items() if value != usual[name]}
    return f"{PATH}?{urlencode(told, doseq=True)}" if told else PATH
