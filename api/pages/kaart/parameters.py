"""The form of the map: everything that it shows is in the address, so that a link shows the same."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.pages.kaart.choice import MapChoice, MapWish
from maps.classes import MAX_CLASSES, BreakMethod
from maps.palettes import Palette

USUAL_COUNT = 5


class KaartParameters(BaseModel):
    """The form of the map; what is left blank or is not known here is passed over, as on all pages.

    ``kant`` is for the image: the second map. ``vorm`` is for another year: the key of the outlines on the screen.
    """

    model_config = ConfigDict(frozen=True)

    gemeente: str = Field("", max_length=80)
    indeling: str = Field("", max_length=80)
    indicator: str = Field("", max_length=80)
    periode: int | None = Field(None, ge=1900, le=2100)
    klassen: BreakMethod = BreakMethod.QUANTILE
    grenzen: str = Field("", max_length=200)
    aantal: int = Field(USUAL_COUNT, ge=2, le=MAX_CLASSES)
    palet: Palette | None = None
    rond: Literal["", "gemeente"] = ""
    verschil: Literal["", "ja"] = ""
    grenzen_van: str = Field("", max_length=80, alias="grenzenVan")
    indeling2: str = Field("", max_length=80)
    indicator2: str = Field("", max_length=80)
    periode2: int | None = Field(None, ge=1900, le=2100)
    kant: Literal["", "2"] = ""
    vorm: str = Field("", max_length=40)

    @model_validator(mode="before")
    @classmethod
    def _leave_blanks_out(cls, written: Any) -> Any:
        return {name: value for name, value in written.items() if value != ""} if isinstance(written, dict) else written

    @property
    def wish(self) -> MapWish:
        """What was asked for of the first map, but how it is drawn."""
        return MapWish(self.gemeente, self.indeling, self.indicator, self.periode)

    @property
    def has_second(self) -> bool:
        """Whether a second map is asked for."""
        return bool(self.indeling2 or self.indicator2 or self.periode2)

    @property
    def is_compared(self) -> bool:
        """Whether areas are to be compared with the gemeente."""
        return bool(self.rond or self.verschil)

    def second_wish(self, first: MapChoice) -> MapWish:
        """Return what was asked for of the second map; what is left blank is as on the first."""
        return MapWish(
            first.gemeente.code,
            self.indeling2 or first.division,
            self.indicator2 or first.indicator.key,
            self.periode2 or first.period,
        )


AskedMap = Annotated[KaartParameters, Query()]


def address_of(parameters: KaartParameters, choice: MapChoice, *, path: str = "/kaart", **changes: Any) -> str:
    """Return the address that shows the same, but for what changes.

    Parameters
    ----------
    changes
        Fields of the form by their name in Python.
    """
    chosen = {"gemeente": choice.gemeente.code, "indeling": choice.division, "indicator": choice.indicator.key}
    known = parameters.model_copy(update={**chosen, "periode": choice.period, **changes})
    written = known.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"vorm"})
    return f"{path}?{urlencode({name: value for name, value in written.items() if value not in {None, ''}})}"
