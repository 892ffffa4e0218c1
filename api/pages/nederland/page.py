"""The page with the map of the country: the map itself comes later, the words, legend and table at once."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.figure_text import FigureText, figure_text
from api.pages.kaart.rows import AreaRow, sentence_of
from api.pages.nederland.answers import PATTERNS
from api.pages.nederland.choice import NationalChoice, NationalLevel
from api.pages.nederland.frame import AskedPicture, NationalPicture, data_version
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.security import nonce_of
from api.sessions import RequestCatalogueOnly, RequestReader
from api.sources import is_all_invented
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from maps.classes import BreakMethod
from maps.fragment import MapFragment, MapPage
from maps.national import NationalAddresses, national_fragment

router = APIRouter()

MOST_ROWS = 400
"""All gemeenten are in the table; of wijken those with the highest figures."""
MOST_WIJKEN = 100
NOT_WRITTEN = FigureText("", "", "", "", is_missing=False)
# Fewer gemeenten than this are not the country.
GEMEENTEN_OF_A_COUNTRY = 300


@router.get("/kaart/nederland")
def show(
    request: Request, picture: AskedPicture, catalogue: RequestCatalogueOnly, reader: RequestReader
) -> HTMLResponse:
    """Show the map that the form asks for."""
    choice, areas_gdf = picture.choice, picture.areas_gdf
    chosen = addressed(picture)
    addresses = addresses_of(choice, chosen, data_version(reader))
    fragment = draw_map(picture, addresses, MapPage(nonce=nonce_of(request), element_id=PATTERNS))
    most_rows = MOST_WIJKEN if choice.level is Level.WIJK else MOST_ROWS
    rows = national_rows(choice, most=most_rows)
    min_coverage = catalogue.coverage_needed[choice.indicator.kind]
    is_sample = any(one.gemeente_code == SAMPLE_GEMEENTE for one in choice.gebieden)
    context = {
        "choice": choice,
        "levels": [(one.value, "Gemeenten" if one is NationalLevel.GEMEENTE else "Wijken") for one in NationalLevel],
        "themes": [(theme, list(group)) for theme, group in groupby(choice.indicators, key=lambda one: one.theme)],
        "methods": [method for method in BreakMethod if method is not BreakMethod.OWN],
        "method": picture.classes.method,
        "rows": rows[:most_rows],
        "gemeente_count": len({one.gemeente_code for one in choice.gebieden}),
        "least_gemeenten": GEMEENTEN_OF_A_COUNTRY,
        "is_composed": bool(areas_gdf["is_composed"].any()),
        "without_outline": len(choice.gebieden) - len(areas_gdf),
        "sentence": sentence_of(rows, choice.indicator, min_coverage=min_coverage),
        "map": fragment,
        "head": fragment.head if fragment else "",
        "image": f"/kaart/nederland/afbeelding?{urlencode(chosen)}",
        "figures_api": f"/api/v1/waarnemingen?{urlencode(figures_question(choice))}",
        "loads": picture.loads,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(picture.loads),
    }
    return render_page(request, "nederland.html", context)


def draw_map(picture: NationalPicture, addresses: NationalAddresses, page: MapPage) -> MapFragment | None:
    """Return the map; None where no outline of these areas is loaded."""
    return None if picture.shading is None else national_fragment(picture.shading, addresses, page=page)


def addressed(picture: NationalPicture) -> dict[str, Any]:
    """Return the parts of an address that asks for what is shown now."""
    choice = picture.choice
    return {
        "niveau": choice.level.value,
        "indicator": choice.indicator.key,
        "periode": choice.period,
        "klassen": picture.classes.method.value,
    }


def addresses_of(choice: NationalChoice, chosen: dict[str, Any], version: str) -> NationalAddresses:
    """Return where the script finds what it draws."""
    outlines = {"niveau": choice.level.value, "peildatum": choice.peildatum.isoformat()}
    own_map = {"indeling": "wijk", "indicator": choice.indicator.key, "periode": choice.period}
    return NationalAddresses(
        outlines="/kaart/nederland/grenzen?" + urlencode(outlines | {"versie": version}),
        fine_outlines="/kaart/nederland/grenzen?" + urlencode(outlines | {"fijn": "true", "versie": version}),
        figures="/kaart/nederland/cijfers?" + urlencode(chosen),
        area="/wijkfoto/{code}",
        gemeente="/kaart?gemeente={gemeente}&" + urlencode(own_map),
    )


def figures_question(choice: NationalChoice) -> dict[str, Any]:
    """Return the parts of an address of the API that asks for all figures of the map."""
    return {"indicator": choice.indicator.key, "periode": choice.period, "niveau": choice.level.value}


def national_rows(choice: NationalChoice, *, most: int) -> list[AreaRow]:
    """Order the areas from high to low, those without a figure last, by name; the first `most` and the lowest written.

    The others are not shown, and to write out all wijken would take as long as to read them.
    """
    values = {code: figure.value for code, figure in choice.figures.items() if code not in choice.empty}
    ordered = sorted(
        choice.gebieden, key=lambda one: (values.get(one.code) is None, -(values.get(one.code) or 0), one.name)
    )
    lowest = sum(value is not None for value in values.values()) - 1
    return [_row(choice, one, is_written=rank < most or rank == lowest) for rank, one in enumerate(ordered)]


def _row(choice: NationalChoice, gebied: GebiedRecord, *, is_written: bool) -> AreaRow:
    figure = choice.figures.get(gebied.code)
    text = figure_text(figure, choice.indicator) if is_written else NOT_WRITTEN
    return AreaRow(gebied, figure, text, is_empty=gebied.code in choice.empty)
