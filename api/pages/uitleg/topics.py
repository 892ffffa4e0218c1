"""What each topic means: definition, unit, how it is composed, and from which year it was counted otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.uitleg.menu import render_explanation
from api.sessions import RequestCatalogue
from geodata.indicators.indicator import AggregationRule, Direction, Indicator, Theme

router = APIRouter()

COMPOSED = {
    AggregationRule.SUM: "opgeteld",
    AggregationRule.RATIO: "opnieuw berekend uit teller en noemer",
    AggregationRule.WEIGHTED_MEAN: "gewogen gemiddelde",
    AggregationRule.CLASS_FROM: "opnieuw bepaald uit het aantal",
    AggregationRule.RANGE: "alleen een bereik, geen cijfer",
    AggregationRule.NONE: "niet samen te stellen",
}
BETTER = {
    Direction.HIGHER_IS_BETTER: "hoger is gunstiger",
    Direction.LOWER_IS_BETTER: "lager is gunstiger",
    Direction.NEITHER: "",
}


@dataclass(frozen=True)
class TopicView:
    """One topic in words; ``better`` is empty where neither way is the better one."""

    indicator: Indicator
    composed: str
    better: str


@dataclass(frozen=True)
class ThemeView:
    """A theme with those of its topics that were sought."""

    theme: Theme
    topics: tuple[TopicView, ...]


@router.get("/uitleg/onderwerpen")
def show(
    request: Request, catalogue: RequestCatalogue, zoek: Annotated[str, Query(max_length=80)] = ""
) -> HTMLResponse:
    """Show the topics, all or those that hold the words that were sought."""
    found = [one for one in catalogue.indicators.values() if is_about(one, zoek)]
    context = {"zoek": zoek.strip(), "count": len(found), "themes": themes_of(found)}
    return render_explanation(request, "onderwerpen.html", context)


def is_about(indicator: Indicator, text: str) -> bool:
    """Tell whether each word of a text stands in the label, the definition, the key or the theme of an indicator."""
    said = f"{indicator.label} {indicator.definition} {indicator.key} {indicator.theme.label}".casefold()
    return all(word in said for word in text.casefold().split())


def themes_of(indicators: Iterable[Indicator]) -> list[ThemeView]:
    """Put topics under their themes, in the order of the catalogue."""
    by_theme: dict[Theme, list[TopicView]] = {}
    for one in indicators:
        view = TopicView(one, COMPOSED[one.aggregation.rule], BETTER[one.direction])
        by_theme.setdefault(one.theme, []).append(view)
    return [ThemeView(theme, tuple(topics)) for theme, topics in by_theme.items()]
