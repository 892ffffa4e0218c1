"""The page: what is asked, how far the search is, and the proposal with its bill per department."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.comparing.amounts import Amount, Scale, share_text
from api.comparing.asking import loads_behind
from api.comparing.rows import MoveRow, move_rows, unit_names
from api.comparing.sentences import UNIT_WORDS, PairInWords, units_text
from api.comparing.verdicts import best_input_sentence, verdict
from api.jobs import JobState
from api.pages.kaart.drawing import map_page
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.vergelijking.choice import ComparisonChoice, ComparisonParameters, choose
from api.pages.vergelijking.frames import area_frame, drawn_outlines
from api.pages.voorstel.form import WEIGHTS, ProposalParameters, same_ground
from api.proposals.jobs import ProposalJob, Proposed, ask_for_proposal
from api.security import nonce_of
from api.sessions import RequestJobs, RequestReader, RequestSettings
from api.sources import source_names
from geodata.errors import MonitorError
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.proposal.proposal import OwnerBill
from geodata.indelingen.queries import find_indeling, name_of
from geodata.store.reading import Reader
from maps.area_map import AreasSubject, area_map_fragment
from maps.fragment import MapFragment, MapPage

router = APIRouter()


@dataclass(frozen=True)
class BillRow:
    """What the proposal costs one owner: how much moves, and which units from where to where."""

    title: str
    owner: str
    weight: float
    units: str
    people: Amount
    share: str
    v_measure: float
    moves: tuple[MoveRow, ...]


@dataclass(frozen=True)
class AreaRow:
    """An area of the proposal."""

    name: str
    people: Amount
    units: str
    unit_names: tuple[str, ...]


@router.get("/voorstel")
def show(
    request: Request,
    parameters: Annotated[ProposalParameters, Query()],
    reader: RequestReader,
    jobs: RequestJobs,
    settings: RequestSettings,
) -> Response:
    """Show the form; sent off, lead on to the address of the search, which shows how far it is or what it found."""
    choice = _choice(reader, parameters)
    if parameters.bereken:
        job_id = ask_for_proposal(reader, jobs, parameters.question(choice)).id
        address = request.url.remove_query_params("bereken").include_query_params(voorstel=job_id)
        return RedirectResponse(f"{address.path}?{address.query}", HTTPStatus.SEE_OTHER)
    job = jobs.find(parameters.voorstel) if parameters.voorstel else None
    is_sample = choice.gemeente.code == SAMPLE_GEMEENTE
    context = {
        "choice": choice,
        "weights": parameters.weights(choice),
        "possible_weights": WEIGHTS,
        "wishes": parameters,
        "address": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "is_sample": is_sample,
        "is_invented": is_sample,
    }
    return render_page(request, "voorstel.html", context | _outcome(reader, job, map_page(settings, nonce_of(request))))


def _choice(reader: Reader, parameters: ProposalParameters) -> ComparisonChoice:
    """Return the clusterings of a gemeente that can be laid on one ground, and those that were asked for by name."""
    named = [written.rpartition(":")[0] for written in parameters.telt]
    gemeente = parameters.gemeente or next((name.split(".")[0] for name in named if name.startswith("GM")), "")
    choice = choose(reader, ComparisonParameters(gemeente=gemeente, indelingen=[], paar="", gewicht=Measure.PEOPLE))
    options = {name_of(one): one for one in same_ground(choice.options)}
    asked = {name: find_indeling(reader, name) for name in named if name not in options}
    return replace(choice, options=(*options.values(), *asked.values()))


def _outcome(reader: Reader, job: ProposalJob | None, page: MapPage) -> dict[str, Any]:
    """Return what there is to show of a search: nothing, how far it is, why it failed, or what it found."""
    nothing: dict[str, Any] = {"job": None, "progress": None, "failure": "", "found": None, "map": None, "head": ""}
    if job is None:
        return nothing
    state, result, error = job.state, job.result, job.error
    if isinstance(error, MonitorError):
        return nothing | {"failure": str(error)}
    if error is not None:
        raise error
    if result is None:
        return nothing | {"job": job, "progress": job.control.progress, "is_ended": state is JobState.CANCELLED}
    fragment = _draw(result, page, source_names(loads_behind(reader, result.registered)))
    return nothing | {"found": found_context(result), "map": fragment, "head": fragment.head if fragment else ""}


def found_context(found: Proposed) -> dict[str, Any]:
    """Write out what a search found."""
    study, proposal = found.registered.study, found.proposal
    level = found.registered.ground.level
    scale = Scale(study, Measure.PEOPLE)
    labelling, best = proposal.labelling, proposal.solution.best_input
    members = [np.flatnonzero(labelling.labels == area) for area in range(len(labelling.area_codes))]
    return {
        "verdict": verdict(proposal.solution),
        "beside": best_input_sentence(proposal.solution, study.labellings[best.owner].title if best else ""),
        "seconds": proposal.solution.seconds,
        "level_words": UNIT_WORDS[level],
        "bills": [_bill_row(found, scale, bill) for bill in proposal.bills],
        "areas": [
            AreaRow(name, scale.amount(elements), units_text(scale, elements, level), unit_names(scale, elements))
            for name, elements in zip(labelling.area_names, members, strict=True)
        ],
    }


def _bill_row(found: Proposed, scale: Scale, bill: OwnerBill) -> BillRow:
    study, level = found.registered.study, found.registered.ground.level
    owner = study.labellings[bill.owner]
    moved = bill.moves.moved
    words = PairInWords(scale, level, owner, found.proposal.labelling)
    return BillRow(
        title=owner.title,
        owner=owner.owner,
        weight=found.vraag.weights()[bill.owner],
        units=units_text(scale, moved, level),
        people=scale.amount(moved),
        share=scale.share(moved, np.flatnonzero(owner.labels >= 0)) or share_text(0),
        v_measure=bill.agreement.v_measure,
        moves=tuple(move_rows(words, bill.moves)),
    )


def _draw(found: Proposed, page: MapPage, source: str) -> MapFragment | None:
    """Draw the areas; None where no outline is loaded."""
    study = found.registered.study
    frame = area_frame(study, found.proposal.labelling, drawn_outlines(study), level=found.registered.ground.level)
    # A proposed area is in no register, and has no page.
    bare = replace(page, href_template=None)
    return None if frame.empty else area_map_fragment(frame, AreasSubject("Voorstel", source), page=bare)
