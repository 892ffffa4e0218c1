"""The question of a proposal: whose clusterings, how heavily each counts, and what the outcome must keep to."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from api.comparing.names import several_names
from api.parameters import GemeenteCode
from geodata.indelingen.proposal.asking import Question
from geodata.indelingen.proposal.model import Bounds

LONGEST_S = 60
USUAL_S = 30
MOST_RULES = 200
MOST_IN_GROUP = 50
HEAVIEST = 1000.0

UnitGroup = Annotated[list[Annotated[str, Field(max_length=20)]], Field(min_length=2, max_length=MOST_IN_GROUP)]


class VraagDeel(BaseModel):
    """Base of a body and its parts; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)


class Grenzen(VraagDeel):
    """Een ondergrens, een bovengrens, of beide."""

    minimum: int | None = Field(None, ge=1, le=10_000_000, description="Ten minste zoveel.")
    maximum: int | None = Field(None, ge=1, le=10_000_000, description="Ten hoogste zoveel.")

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"het minimum ({self.minimum}) is groter dan het maximum ({self.maximum}).")
        return self

    def as_bounds(self) -> Bounds:
        """Return the bounds as the engine takes them."""
        return Bounds(self.minimum, self.maximum)


class VoorstelVraag(VraagDeel):
    """Waar een gezamenlijke indeling aan moet voldoen."""

    indelingen: Annotated[list[str], AfterValidator(several_names)] = Field(
        description="Namen van 2 tot 8 indelingen van één gemeente en één peildatum."
    )
    gemeente: GemeenteCode | None = Field(None, description="Nodig als alle indelingen landelijk zijn.")
    gewichten: dict[str, Annotated[float, Field(ge=0, le=HEAVIEST)]] = Field(
        default_factory=dict, description="Hoe zwaar een indeling telt, op naam; zonder: 1."
    )
    aantal_gebieden: Grenzen = Field(default_factory=Grenzen, description="Hoeveel gebieden het voorstel mag hebben.")
    inwoners: Grenzen = Field(default_factory=Grenzen, description="Hoeveel inwoners elk gebied mag hebben.")
    samen: list[UnitGroup] = Field(
        default_factory=list, max_length=MOST_RULES, description="Groepen eenheden die bij elkaar moeten blijven."
    )
    apart: list[UnitGroup] = Field(
        default_factory=list, max_length=MOST_RULES, description="Groepen eenheden die elk in een ander gebied moeten."
    )
    aaneengesloten: bool = Field(default=True, description="Of elk gebied één geheel moet zijn.")
    dicht_bij: str | None = Field(
        None, max_length=80, description="Naam van een van de indelingen, waar het voorstel dicht bij moet blijven."
    )
    tijdslimiet: int = Field(USUAL_S, ge=1, le=LONGEST_S, description="Hoeveel seconden er ten hoogste wordt gerekend.")

    @model_validator(mode="after")
    def _names_only_what_it_asks(self) -> Self:
        named = {*self.gewichten, *([self.dicht_bij] if self.dicht_bij else [])}
        unknown = sorted(named - set(self.indelingen))
        if unknown:
            raise ValueError(f"noem {', '.join(unknown)} ook bij indelingen.")
        if not any(self.weights()):
            raise ValueError("ten minste één indeling moet meetellen: niet elk gewicht kan 0 zijn.")
        return self

    def weights(self) -> tuple[float, ...]:
        """Return how heavily each clustering counts, in their order."""
        return tuple(self.gewichten.get(name, 1.0) for name in self.indelingen)

    def as_question(self) -> Question:
        """Return the question as the engine takes it."""
        return Question(
            owner_weights=self.weights(),
            near=self.indelingen.index(self.dicht_bij) if self.dicht_bij else None,
            area_count=self.aantal_gebieden.as_bounds(),
            people=self.inwoners.as_bounds(),
            together=tuple(tuple(group) for group in self.samen),
            apart=tuple(tuple(group) for group in self.apart),
            is_contiguous=self.aaneengesloten,
            time_limit_s=self.tijdslimiet,
        )
