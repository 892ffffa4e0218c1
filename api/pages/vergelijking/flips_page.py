"""Does the conclusion flip: which indicators say something else of a place when it is clustered otherwise."""

from dataclasses import dataclass
from math import isnan
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.comparing.amounts import Amount, Scale, share_text
from api.comparing.rows import unit_names
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.vergelijking.choice import ComparisonParameters, choose
from api.sessions import RequestCatalogue, RequestReader
from geodata.indelingen.comparing.ground import NO_AREA, Labelling, Measure
from geodata.indicators.flips import NO_CLASS, Flips, IndicatorFlip, flips_of
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.indicators.study_figures import read_unit_figures
from maps.classes import quantile_classes
from maps.numbers import format_value

router = APIRouter()


class FlipsParameters(ComparisonParameters):
    """The form of the comparison, and an indicator to look into."""

    indicator: str = Query("", max_length=80)


@dataclass(frozen=True)
class FlipRow:
    """An indicator, with how many people live where its class, or its third, depends on the clustering."""

    key: str
    label: str
    class_share: str
    third_share: str
    rank_change: str


@dataclass(frozen=True)
class Seen:
    """How one clustering shows a place: the area that it lies in, the figure, and the class and rank of that."""

    area: str
    figure: str
    class_number: int | None
    rank: str


@dataclass(frozen=True)
class PlaceRow:
    """A place that no clustering divides, as each of them shows it."""

    unit_names: tuple[str, ...]
    people: Amount
    seen: tuple[Seen, ...]


@router.get("/omslag")
def show(
    request: Request,
    parameters: Annotated[FlipsParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> HTMLResponse:
    """Show the indicators of which the conclusion depends most on the clustering, or one of them place by place."""
    choice = choose(reader, parameters)
    keys = [catalogue.indicator(parameters.indicator).key] if parameters.indicator else []
    registered = read_study(reader, choice.names, choice.gemeente.code)
    ground = registered.ground
    period = ground.peildatum.year
    units = read_unit_figures(reader, ground.gemeente_code, ground.peildatum, period, catalogue)
    flips = flips_of(registered.study, units, catalogue, quantile_classes, keys=keys)
    is_sample = choice.gemeente.code == SAMPLE_GEMEENTE
    context = _context(registered, flips, keys) | {
        "choice": choice,
        "period": period,
        "is_sample": is_sample,
        "is_invented": is_sample,
    }
    return render_page(request, "omslag.html", context)


def _context(registered: RegisteredStudy, flips: Flips, keys: list[str]) -> dict[str, Any]:
    chosen = flips.flips[0] if keys and flips.flips else None
    return {
        "labellings": registered.study.labellings,
        "rows": [_flip_row(flip) for flip in flips.flips],
        "chosen": chosen.indicator if chosen else None,
        "places": place_rows(registered, flips, chosen) if chosen else [],
        "left_out": sorted({reason.value for _, reason in flips.left_out}) if not keys else [],
        "refusals": [(indicator.label, reason.value) for indicator, reason in flips.left_out] if keys else [],
    }


def _flip_row(flip: IndicatorFlip) -> FlipRow:
    indicator = flip.indicator
    return FlipRow(
        key=indicator.key,
        label=indicator.label,
        class_share=share_text(flip.class_share),
        third_share=share_text(flip.third_share),
        rank_change=share_text(flip.largest_rank_change),
    )


def place_rows(registered: RegisteredStudy, flips: Flips, flip: IndicatorFlip) -> list[PlaceRow]:
    """Write out what each place looks like under each clustering: first where the class differs, most people first."""
    study = registered.study
    scale = Scale(study, Measure.PEOPLE)
    rows = []
    for atom in np.lexsort((-flips.atom_people, ~flip.class_differs)).tolist():
        elements = np.flatnonzero(flips.atoms.labels == atom)
        seen = tuple(_seen(labelling, flips, flip, atom, number) for number, labelling in enumerate(study.labellings))
        rows.append(PlaceRow(unit_names(scale, elements), scale.amount(elements), seen))
    return rows


def _seen(labelling: Labelling, flips: Flips, flip: IndicatorFlip, atom: int, number: int) -> Seen:
    area = int(flips.atoms.areas[atom, number])
    figure, class_number = float(flip.figures[atom, number]), int(flip.classes[atom, number])
    rank = int(flip.ranks[atom, number])
    unit, decimals = flip.indicator.unit, flip.indicator.decimals
    return Seen(
        area="geen gebied" if area == NO_AREA else labelling.area_names[area],
        figure="geen cijfer" if isnan(figure) else format_value(figure, unit, decimals=decimals),
        class_number=None if class_number == NO_CLASS else class_number + 1,
        rank=f"{rank} van {flip.ranked[number]}" if rank else "",
    )
