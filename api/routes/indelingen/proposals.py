"""A proposal for a shared clustering: asked for as a job, and read while it is worked on and when it is done."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from api.answers import Answer
from api.comparing.asking import rounded_share
from api.job_answers import MislukkingAnswer, failure_answer, say_when_to_ask_again
from api.jobs import JobState
from api.openapi import problems
from api.parameters import NoParameters
from api.proposals.jobs import ProposalJob, Proposed, ask_for_proposal
from api.proposals.question import VoorstelVraag
from api.routes.indelingen.proposal_outcome import UitkomstAnswer, outcome_answer
from api.security import PUBLIC_PREFIX
from api.sessions import RequestJobs, RequestReader
from geodata.indelingen.proposal.model import ProgressOfProposal

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])


class VoortgangAnswer(Answer):
    """Hoe ver de berekening is."""

    fase: str
    beste: Annotated[float | None, Field(description="Het verschil van het beste dat gevonden is.")]
    grens: Annotated[float | None, Field(description="Minder verschil kan niet.")]
    kloof: Annotated[float | None, Field(description="Welk deel van het beste er hoogstens nog af kan.")]
    seconden: float


class AntwoordAnswer(UitkomstAnswer):
    """De uitkomst, met de vraag waar zij het antwoord op is."""

    vraag: VoorstelVraag


class VoorstelAnswer(Answer):
    """Een gevraagd voorstel: hoe ver het is, en als het klaar is de uitkomst."""

    voorstel: str
    status: JobState
    voortgang: VoortgangAnswer | None
    uitkomst: AntwoordAnswer | None
    probleem: MislukkingAnswer | None


@router.post(
    "/indelingen/_voorstel",
    summary="Een gezamenlijke indeling voorstellen",
    status_code=HTTPStatus.ACCEPTED,
    responses=problems(409, 411, 413),
)
def ask(
    response: Response,
    vraag: VoorstelVraag,
    _: NoParameters,
    reader: RequestReader,
    jobs: RequestJobs,
) -> VoorstelAnswer:
    """Zet een berekening in de rij; de kop Location zegt waar zij te volgen is. Dezelfde vraag is dezelfde berekening.

    Er wordt niets vastgelegd: een uitkomst wordt een uur bewaard.
    """
    job = ask_for_proposal(reader, jobs, vraag)
    response.headers["Location"] = _address(job)
    return _answer(response, job)


@router.get("/voorstellen/{voorstel}", summary="Hoe het met een voorstel staat")
def get_one(response: Response, voorstel: str, _: NoParameters, jobs: RequestJobs) -> VoorstelAnswer:
    """Hoe ver de berekening is, of haar uitkomst."""
    return _answer(response, jobs.find(voorstel))


@router.delete("/voorstellen/{voorstel}", summary="Een voorstel niet langer berekenen")
def cancel(response: Response, voorstel: str, _: NoParameters, jobs: RequestJobs) -> VoorstelAnswer:
    """Breekt de berekening af, ook voor anderen die dezelfde vraag stelden; een uitkomst die er is, blijft."""
    return _answer(response, jobs.cancel(voorstel))


def _address(job: ProposalJob) -> str:
    return f"{PUBLIC_PREFIX}/voorstellen/{job.id}"


def _answer(response: Response, job: ProposalJob) -> VoorstelAnswer:
    # It may be done by the next line: one look at its state, and all else to match.
    state, progress, error, result = job.state, job.control.progress, job.error, job.result
    say_when_to_ask_again(response, state)
    return VoorstelAnswer(
        voorstel=job.id,
        status=state,
        voortgang=None if progress is None else _progress(progress),
        uitkomst=None if result is None else _outcome(result),
        probleem=None if error is None else failure_answer(error, instance=_address(job)),
    )


def _outcome(found: Proposed) -> AntwoordAnswer:
    outcome = outcome_answer(found.registered.study, found.proposal, found.vraag.as_question(), found.account)
    return AntwoordAnswer(vraag=found.vraag, **dict(outcome))


def _progress(progress: ProgressOfProposal) -> VoortgangAnswer:
    return VoortgangAnswer(
        fase=progress.phase,
        beste=progress.best,
        grens=progress.bound,
        kloof=None if progress.gap is None else rounded_share(progress.gap),
        seconden=round(progress.seconds, 1),
    )
