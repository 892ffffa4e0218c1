"""The area of the reader's choice that a wijkfoto is set beside, from the address of the page."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from api.pages.wijkfoto.place import neighbours
from geodata.gebieden.queries import GebiedNotFoundError, GebiedRecord, find_gebied
from geodata.indelingen.tables import Indeling
from geodata.store.reading import Reader


class BesideParameters(BaseModel):
    """What the address says of it: one from the list, or any code, which then counts."""

    naast: Annotated[str, Query(max_length=80)] = ""
    naast_code: Annotated[str, Query(max_length=80)] = ""

    @property
    def asked(self) -> str:
        """The code that is asked for; empty for none."""
        return (self.naast_code or self.naast).strip()


@dataclass(frozen=True)
class Chosen:
    """The area that was chosen, None without, and what to tell of a choice that cannot be.

    ``options`` are the areas of the same clustering or level, to choose from.
    """

    asked: str
    gebied: GebiedRecord | None
    message: str
    options: tuple[GebiedRecord, ...]

    @property
    def is_option(self) -> bool:
        """Whether the list holds what was asked for."""
        return any(one.code == self.asked for one in self.options)


def read_chosen(reader: Reader, gebied: GebiedRecord, indeling: Indeling | None, asked: str) -> Chosen:
    """Read the area to set beside; one that is not there is told, and leaves the page as it was."""
    options = tuple(one for one in neighbours(reader, gebied, indeling) if one.code != gebied.code)
    options = tuple(sorted(options, key=lambda one: one.name))
    if not asked:
        return Chosen("", None, "", options)
    if asked == gebied.code:
        return Chosen(asked, None, f"{gebied.name} is dit gebied zelf. Kies een ander gebied.", options)
    try:
        return Chosen(asked, find_gebied(reader, asked), "", options)
    except GebiedNotFoundError as error:
        return Chosen(asked, None, str(error), options)
