"""The page itself: what was chosen, how any two of it relate, and where all of it disagrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Any
from urllib.parse import urlencode

import geopandas as gpd
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.kaart import map_page
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.vergelijking.amounts import Scale
from api.pages.vergelijking.choice import ComparisonChoice, ComparisonParameters, choose
from api.pages.vergelijking.frames import area_frame, drawn_outlines, shared_people
from api.pages.vergelijking.sentences import UNIT_WORDS, PairInWords, unweighed_sentence
from api.pages.vergelijking.view import crossing_rows, difference_rows, match_rows, move_rows
from api.security import nonce_of
from api.sessions import RequestReader, RequestSettings
from api.sources import is_all_invented, source_name
from geodata.errors import InvalidInputError
from geodata.indelingen.comparison import Comparison, compare_all
from geodata.indelingen.ground import Labelling, Study
from geodata.indelingen.neighbours import disagreement, neighbour_pairs
from geodata.indicators.queries import figures_of_indicator
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.area_map import AreasSubject
from maps.fragment import MapPage
from maps.map_pair import MapPairFragment, map_pair_fragment

router = APIRouter()


class PairUnknownError(InvalidInputError):
    """The pair to show is none of the clusterings that are compared."""

    def __init__(self, written: str, count: int) -> None:
        super().__init__(
            f"paar: '{written}' is hier niet te kiezen. Schrijf twee nummers van 1 tot {count}, zoals 1-2: die van de "
            "indelingen, in de volgorde van de vraag."
        )


@dataclass(frozen=True)
class Compared:
    """What was read and compared: ``pair`` are the numbers of the two that are shown side by side."""

    registered: RegisteredStudy
    scale: Scale
    comparisons: dict[tuple[int, int], Comparison]
    pair: tuple[int, int]

    @property
    def study(self) -> Study:
        """The clusterings on their ground."""
        return self.registered.study

    @property
    def shown(self) -> tuple[Labelling, Labelling]:
        """The two that are shown."""
        first, other = self.pair
        return self.study.labellings[first], self.study.labellings[other]


@router.get("/vergelijking")
def show(
    request: Request,
    parameters: Annotated[ComparisonParameters, Query()],
    reader: RequestReader,
    settings: RequestSettings,
) -> HTMLResponse:
    """Show the comparison that the form asks for."""
    choice = choose(reader, parameters)
    compared = _compare(reader, choice, parameters)
    page = map_page(settings, nonce_of(request))
    loads = _people_loads(reader, compared.registered)
    is_sample = choice.gemeente.code == SAMPLE_GEMEENTE
    context = (
        _pair_context(compared)
        | _all_context(compared)
        | _map_context(compared, page, loads)
        | {
            "choice": choice,
            "address": _address(choice, parameters),
            "loads": loads,
            "is_sample": is_sample,
            "is_invented": is_sample and is_all_invented(loads),
        }
    )
    return render_page(request, "vergelijking.html", context)


def _address(choice: ComparisonChoice, parameters: ComparisonParameters) -> str:
    """Return the address of this comparison, without which pair is shown."""
    asked = {"indelingen": choice.names, "gewicht": parameters.gewicht.value}
    return f"/vergelijking?{urlencode(asked, doseq=True)}"


def _compare(reader: Reader, choice: ComparisonChoice, parameters: ComparisonParameters) -> Compared:
    registered = read_study(reader, choice.names, choice.gemeente.code)
    comparisons = compare_all(registered.study, parameters.gewicht)
    pair = _pair(parameters.paar, len(choice.names))
    return Compared(registered, Scale(registered.study, parameters.gewicht), comparisons, pair)


def _pair(written: str, count: int) -> tuple[int, int]:
    """Read which two are shown, counted from 1; without a wish the first two."""
    pairs = {f"{first + 1}-{other + 1}": (first, other) for first, other in combinations(range(count), 2)}
    if written and written not in pairs:
        raise PairUnknownError(written, count)
    return pairs[written or "1-2"]


def _people_loads(reader: Reader, registered: RegisteredStudy) -> list[Load]:
    """Read which loads brought the people that units are weighed by."""
    ground = registered.ground
    figures = figures_of_indicator(reader, "inwoners", ground.peildatum.year, ground.units_gdf["id"].tolist())
    return list(loads_by_id(reader, {figure.load_id for figure in figures.values()}).values())


def _pair_context(compared: Compared) -> dict[str, Any]:
    first, other = compared.shown
    comparison = compared.comparisons[compared.pair]
    words = PairInWords(compared.scale, compared.registered.ground.level, first, other)
    return {
        "first": first,
        "other": other,
        "comparison": comparison,
        "sentences": [words.relation(comparison), words.moves(comparison), words.outside(comparison)],
        "unweighed": unweighed_sentence(comparison.unweighed_units, compared.scale.unit),
        "crossings": crossing_rows(words, comparison),
        "moves": move_rows(words, comparison.moves_of_units),
        "matches": match_rows(compared.scale, first, other, comparison.matches),
        "other_matches": match_rows(compared.scale, other, first, comparison.other_matches),
        "level_words": UNIT_WORDS[words.level],
        "unit": compared.scale.unit,
    }


def _all_context(compared: Compared) -> dict[str, Any]:
    study = compared.study
    found = disagreement(study.labellings, neighbour_pairs(study.elements_gdf))
    return {
        "labellings": study.labellings,
        "comparisons": compared.comparisons,
        "pair": compared.pair,
        "differences": difference_rows(compared.scale, study.labellings, found),
    }


def _map_context(compared: Compared, page: MapPage, loads: Sequence[Load]) -> dict[str, Any]:
    study = compared.study
    outlines = drawn_outlines(study)
    frames = [area_frame(study, one, outlines, level=compared.registered.ground.level) for one in compared.shown]
    maps = _map_pair(compared, frames, page, loads)
    return {"maps": maps, "head": maps.head if maps else ""}


def _map_pair(
    compared: Compared, frames: list[gpd.GeoDataFrame], page: MapPage, loads: Sequence[Load]
) -> MapPairFragment | None:
    """Draw the two side by side; None where of either no outline is loaded."""
    if any(frame.empty for frame in frames):
        return None
    first, other = compared.shown
    source = "; ".join(sorted({source_name(load.source) for load in loads})) or "CBS / Kadaster"
    subjects = (AreasSubject(first.title, source), AreasSubject(other.title, source))
    shared = shared_people(compared.study, first, other)
    return map_pair_fragment(frames[0], frames[1], subjects, shared=shared, page=page)
