"""The page of one gebied: its front page, and below it how it stands, beside others and over the years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import render_page
from api.pages.standing_out import StandingOutView, standing_out_view
from api.pages.wijkfoto.changed import changes_view
from api.pages.wijkfoto.chosen import BesideParameters, Chosen, read_chosen
from api.pages.wijkfoto.front import FrontPage, front_page
from api.pages.wijkfoto.pairs import pair_views
from api.pages.wijkfoto.place import gebieden_below
from api.pages.wijkfoto.view import line_views, theme_views
from api.sessions import RequestCatalogue, RequestChoice, RequestReader, RequestStudies
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import find_gebied
from geodata.indelingen.queries import indelingen_of, parts_of
from geodata.indelingen.tables import Indeling
from geodata.wijkfoto.queries import read_wijkfoto_beside
from geodata.wijkfoto.wijkfoto import Wijkfoto

router = APIRouter()


class PageParameters(BesideParameters):
    """What the address of a wijkfoto may say; what else it says is passed over."""

    peildatum: Annotated[date | None, Query()] = None


@dataclass(frozen=True)
class Asked:
    """The wijkfoto that is asked for, the clustering that its area belongs to, and what it is set beside."""

    found: Wijkfoto
    indeling: Indeling | None
    chosen: Chosen


def _asked(
    code: str,
    parameters: Annotated[PageParameters, Query()],
    catalogue: RequestCatalogue,
    choice: RequestChoice,
    reader: RequestReader,
) -> Asked:
    gebied = find_gebied(reader, code, parameters.peildatum)
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    chosen = read_chosen(reader, gebied, indeling, parameters.asked)
    beside = [chosen.gebied] if chosen.gebied else []
    found = read_wijkfoto_beside(reader, gebied, catalogue=catalogue, choice=choice, beside=beside)
    return Asked(found, indeling, chosen)


PageWijkfoto = Annotated[Asked, Depends(_asked)]


@router.get("/wijkfoto/{code}")
def show(request: Request, asked: PageWijkfoto, reader: RequestReader, studies: RequestStudies) -> HTMLResponse:
    """Show the wijkfoto of an area."""
    found, indeling = asked.found, asked.indeling
    lines = line_views(found)
    front = front_page(reader, found, indeling, lines=lines, studies=studies)
    context = {
        "gebied": found.gebied,
        "front": front,
        "peildata": found.peildata,
        "compared_with": found.compared_with,
        "has_figures": found.has_figures,
        "more_standing_out": _more(standing_out_view(found), front),
        "changes": changes_view(found),
        "pairs": pair_views(found, lines),
        "chosen": asked.chosen,
        "themes": theme_views(found, lines),
        "below": gebieden_below(reader, found.gebied),
        "indeling": indeling,
        "units": parts_of(reader, [found.gebied.id]) if indeling else [],
        "is_sample": front.is_sample,
        "is_invented": front.is_invented,
    }
    return render_page(request, "wijkfoto.html", context | {"sections": page_sections(context)})


def _more(every: StandingOutView, front: FrontPage) -> StandingOutView | None:
    """Give all that stands out where the front page had no room for it."""
    return every if every.count > front.standing_out.count else None


def page_sections(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the anchor and title of each section that the page will have below the front page."""
    has_figures = context["has_figures"]
    first = [
        ("samenstelling", "Waaruit dit gebied bestaat", context["units"]),
        ("alles-wat-opvalt", "Alles wat opvalt", context["more_standing_out"]),
        ("veranderd", "Wat veranderde", has_figures),
        ("bewoners", "Wat bewoners zeggen", context["pairs"]),
        ("naast-kop", "Vergelijk", has_figures),
    ]
    themes = [(f"thema-{theme.key}", theme.title, theme.lines) for theme in context["themes"]]
    last = [("delen", "Wijken" if context["gebied"].level is Level.GEMEENTE else "Buurten", context["below"])]
    return [(anchor, title) for anchor, title, content in first + themes + last if content]
