"""What an address asks of the page, and the addresses of its links: all of its state is in them."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel

PATH = "/vergelijk"
IMAGE_PATH = f"{PATH}/afbeelding"
BY_NAME = "naam"
TWO_AT_ONCE = "spreiding"
"""The image of two indicators at once; of one it is called by the indicator's key."""

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
    told = _told(parameters.model_copy(update=changes))
    return f"{PATH}?{urlencode(told, doseq=True)}" if told else PATH


def image_address(parameters: VergelijkParameters, chart: str) -> str:
    """Return where a chart of the page is as an image.

    Examples
    --------
    >>> image_address(VergelijkParameters(gemeente="GM0828"), "inwoners")
    '/vergelijk/afbeelding?gemeente=GM0828&beeld=inwoners'
    """
    return f"{IMAGE_PATH}?{urlencode(_told(parameters) | {'beeld': chart}, doseq=True)}"


def _told(parameters: VergelijkParameters) -> dict[str, Any]:
    usual = VergelijkParameters().model_dump(mode="json")
    return {name: value for name, value in parameters.model_dump(mode="json").items() if value != usual[name]}
