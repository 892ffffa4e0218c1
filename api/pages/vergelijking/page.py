"""The page itself: what was chosen, how any two of it relate, and where all of it disagrees."""

from itertools import combinations
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.comparing.amounts import Scale
from api.comparing.asking import loads_behind
from api.comparing.rows import crossing_rows, difference_rows, match_rows, move_rows
from api.comparing.sentences import UNIT_WORDS, PairInWords, unweighed_sentence
from api.pages.kaart.drawing import map_page
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.vergelijking.choice import FEWEST, ComparisonChoice, ComparisonParameters, choose
from api.pages.vergelijking.compared import Compared
from api.pages.vergelijking.drawings import drawings_of
from api.security import nonce_of
from api.sessions import RequestReader, RequestSettings
from api.sources import is_all_invented
from geodata.errors import InvalidInputError
from geodata.indelingen.comparing.comparison import compare_all
from geodata.indelingen.comparing.neighbours import disagreement, neighbour_pairs
from geodata.indicators.studies import read_study
from geodata.store.reading import Reader
from maps.matrix import agreement_matrix

router = APIRouter()

MATRIX_CAPTION = (
    "1,00 betekent gelijk; hoe lager, hoe meer ze door elkaar lopen (V-maat; elke inwoner telt één keer). Kies een "
    "getal om die twee naast elkaar te zien."
)


class PairUnknownError(InvalidInputError):
    """The pair to show is none of the clusterings that are compared."""

    def __init__(self, written: str, count: int) -> None:
        super().__init__(
            f"paar: '{written}' is hier niet te kiezen. Schrijf twee nummers van 1 tot {count}, zoals 1-2: die van de "
            "indelingen, in de volgorde van de vraag."
        )


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
    loads = loads_behind(reader, compared.registered)
    is_sample = choice.gemeente.code == SAMPLE_GEMEENTE
    context = _pair_context(compared) | _all_context(compared, _address(choice, parameters))
    context |= drawings_of(compared, context["crossings"], context["differences"], page=page, loads=loads)
    context |= {
        "choice": choice,
        "loads": loads,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(loads),
    }
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


def _all_context(compared: Compared, address: str) -> dict[str, Any]:
    study = compared.study
    found = disagreement(study.labellings, neighbour_pairs(study.elements_gdf))
    return {
        "labellings": study.labellings,
        "matrix": _matrix(compared, address) if len(study.labellings) > FEWEST else "",
        "differences": difference_rows(compared.scale, study.labellings, found),
    }


def _matrix(compared: Compared, address: str) -> str:
    """Return the agreement between all that are compared, each number a link to the two side by side."""
    numbers = range(len(compared.study.labellings))
    values = [[_v_measure(compared, row, column) for column in numbers] for row in numbers]
    return agreement_matrix(
        [one.title for one in compared.study.labellings],
        values,
        caption=MATRIX_CAPTION,
        href_of=lambda row, column: f"{address}&paar={min(row, column) + 1}-{max(row, column) + 1}#kaarten",
        shown=compared.pair,
    )


def _v_measure(compared: Compared, row: int, column: int) -> float:
    return 1.0 if row == column else compared.comparisons[min(row, column), max(row, column)].agreement.v_measure
