"""The form of a proposal: which clusterings count, how heavily, and what the outcome has to be."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from api.faults import faults_of
from api.pages.vergelijking.choice import ComparisonChoice
from api.proposals.question import VoorstelVraag
from geodata.errors import InvalidInputError
from geodata.indelingen.queries import name_of
from geodata.indelingen.tables import Indeling

WEIGHTS = (0, 1, 2, 3)
SECONDS = 30


class WishRefusedError(InvalidInputError):
    """What was filled in does not hold."""

    def __init__(self, errors: Sequence[ErrorDetails]) -> None:
        super().__init__(" ".join(fault["melding"] for fault in faults_of(errors)))


def _number_or_none(written: Any) -> Any:
    return None if written == "" else written


Count = Annotated[Annotated[int, Field(ge=1, le=10_000_000)] | None, BeforeValidator(_number_or_none)]


class ProposalParameters(BaseModel):
    """The form; what else an address carries is passed over, as on all pages.

    ``telt`` says of clusterings how heavily each counts: ``GM0828.ibor.1:2``. ``bereken`` sends it off; ``voorstel`` is
    the search that came of it.
    """

    gemeente: str = Query("", max_length=80)
    telt: list[str] = Query(default_factory=list, max_length=50)
    gebieden_vanaf: Count = Query(None)
    gebieden_tot: Count = Query(None)
    inwoners_vanaf: Count = Query(None)
    inwoners_tot: Count = Query(None)
    bereken: str = Query("", max_length=10)
    voorstel: str = Query("", max_length=80)

    def weights(self, choice: ComparisonChoice) -> dict[str, float]:
        """Return how heavily each clustering counts; without a wish each that is compared counts once."""
        asked = dict(self._asked())
        usual = {} if asked else dict.fromkeys(choice.names, 1.0)
        return {name_of(one): (asked | usual).get(name_of(one), 0.0) for one in choice.options}

    def question(self, choice: ComparisonChoice) -> VoorstelVraag:
        """Return the question that the form asks.

        Raises
        ------
        WishRefusedError
            It does not hold; all faults are named.
        """
        weights = {name: weight for name, weight in self.weights(choice).items() if weight > 0}
        try:
            return VoorstelVraag.model_validate(
                {
                    "indelingen": list(weights),
                    "gemeente": choice.gemeente.code,
                    "gewichten": weights,
                    "aantalGebieden": {"minimum": self.gebieden_vanaf, "maximum": self.gebieden_tot},
                    "inwoners": {"minimum": self.inwoners_vanaf, "maximum": self.inwoners_tot},
                    "tijdslimiet": SECONDS,
                }
            )
        except ValidationError as error:
            raise WishRefusedError(error.errors()) from error

    def _asked(self) -> list[tuple[str, float]]:
        pairs = [written.rpartition(":") for written in self.telt]
        return [(name, float(weight)) for name, _, weight in pairs if weight.isdecimal() and int(weight) <= WEIGHTS[-1]]


def same_ground(options: Sequence[Indeling]) -> list[Indeling]:
    """Return the clusterings of a gemeente's own that stand on its newest boundaries, and CBS's wijken of then."""
    own = [one for one in options if one.gemeente_code]
    newest = max((one.base_peildatum for one in own), default=None)
    return [one for one in options if one.base_peildatum == newest and one.key != "cbs-buurt"]
