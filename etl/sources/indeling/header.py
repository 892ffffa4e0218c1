"""What the register says of one clustering: whose it is, what for, on which base, and on which terms."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

import pydantic
from pydantic_core import PydanticCustomError

from geodata.gebieden.levels import Level
from geodata.indelingen.examining.contacts import is_personal
from geodata.indelingen.parts import SLIVER_WIDTH_M, Terms
from geodata.indelingen.tables import IndelingStatus

BASE_LEVELS = (Level.WIJK, Level.BUURT)


def _checked_level(level: Level) -> Level:
    if level not in BASE_LEVELS:
        raise PydanticCustomError("grondslag", "kent alleen de waarden 'wijk' of 'buurt'")
    return level


def _checked_contact(contact: str) -> str:
    if is_personal(contact):
        raise PydanticCustomError("contact", "moet een rol of team zijn, geen e-mailadres of telefoonnummer")
    return contact


Contact = Annotated[str, pydantic.StringConstraints(min_length=1), pydantic.AfterValidator(_checked_contact)]


class IndelingHeader(pydantic.BaseModel):
    """What the register says of one clustering; ``file`` lies beside the register.

    ``base_indeling`` is the name of the clustering whose areas the codes of the file are (``GM0828.wijkfoto.1``);
    without it they are wijken or buurten. The rest is as in `geodata.indelingen.parts.Terms`.
    """

    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")

    key: str = pydantic.Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = pydantic.Field(1, ge=1)
    gemeente_code: str = pydantic.Field(pattern=r"^GM\d{4}$")
    name: str
    owner: str
    purpose: str
    legal_basis: str | None = None
    valid_from: date
    valid_to: date | None = None
    status: IndelingStatus
    base_level: Annotated[Level, pydantic.AfterValidator(_checked_level)]
    base_peildatum: date
    base_indeling: str | None = pydantic.Field(None, pattern=r"^GM\d{4}\.[a-z][a-z0-9-]*\.\d{1,4}$")
    is_partial: bool = False
    is_overlapping: bool = False
    rest_name: str | None = pydantic.Field(None, min_length=1)
    contact_role: Contact | None = None
    contact_team: Contact | None = None
    sliver_width_m: float = pydantic.Field(SLIVER_WIDTH_M, ge=0, le=250)
    file: Path

    @pydantic.model_validator(mode="before")
    @classmethod
    def _overlapping_is_partial(cls, entry: Any) -> Any:
        return (
            entry | {"is_partial": True} if isinstance(entry, dict) and entry.get("is_overlapping") is True else entry
        )

    @pydantic.model_validator(mode="after")
    def _rest_of_a_whole(self) -> Self:
        if self.rest_name is not None and self.is_partial:
            raise PydanticCustomError(
                "rest", "rest_name past niet bij is_partial of is_overlapping: met een rest is alles ingedeeld"
            )
        return self

    def terms(self) -> Terms:
        """Return what decides whether the file is right."""
        return Terms(
            name=self.name,
            is_partial=self.is_partial,
            is_overlapping=self.is_overlapping,
            rest_name=self.rest_name,
            contact_role=self.contact_role,
            contact_team=self.contact_team,
            sliver_width_m=self.sliver_width_m,
        )
