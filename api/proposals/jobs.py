"""A proposal as a job: the API and the page that ask the same question of the same register share one computation."""

import hashlib
from dataclasses import dataclass

import pandas as pd
import shapely

from api.comparing.asking import VerantwoordingAnswer, account_of
from api.jobs import Job, JobControl, Jobs
from api.proposals.question import VoorstelVraag
from geodata.indelingen.comparing.ground import Measure, Study
from geodata.indelingen.proposal.asking import UnitsUnknownError, propose
from geodata.indelingen.proposal.model import ProgressOfProposal
from geodata.indelingen.proposal.proposal import Proposal
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.reading import Reader


@dataclass(frozen=True)
class Proposed:
    """What a job found, with what was asked and what it was asked of."""

    vraag: VoorstelVraag
    registered: RegisteredStudy
    account: VerantwoordingAnswer
    proposal: Proposal


ProposalJob = Job[ProgressOfProposal, Proposed]
ProposalJobs = Jobs[ProgressOfProposal, Proposed]


def ask_for_proposal(reader: Reader, jobs: ProposalJobs, vraag: VoorstelVraag) -> ProposalJob:
    """Queue a question, or find the job that has it already.

    Raises
    ------
    UnitsUnknownError
        A wish names a unit that is not there.
    api.jobs.JobsFullError
        As many wait as may.
    """
    found = read_study(reader, vraag.indelingen, vraag.gemeente)
    account = account_of(reader, found, Measure.PEOPLE)
    _require_units(found.study, vraag)

    def work(control: JobControl[ProgressOfProposal]) -> Proposed:
        proposal = propose(found.study, vraag.as_question(), control.report, control.is_cancelled)
        return Proposed(vraag, found, account, proposal)

    return jobs.submit(_key(vraag, found.study), work)


def _require_units(study: Study, vraag: VoorstelVraag) -> None:
    known = set(study.elements_gdf["unit_code"])
    unknown = {code for group in (*vraag.samen, *vraag.apart) for code in group} - known
    if unknown:
        raise UnitsUnknownError(sorted(unknown))


def _key(vraag: VoorstelVraag, study: Study) -> str:
    """Return what tells one question about one state of the register from another."""
    digest = hashlib.sha256(vraag.model_dump_json().encode())
    digest.update(
        pd.util.hash_pandas_object(pd.DataFrame(study.elements_gdf.drop(columns="geometry"))).to_numpy().tobytes()
    )
    for wkb in shapely.to_wkb(study.elements_gdf.geometry.to_numpy()):
        digest.update(wkb or b"-")
    for labelling in study.labellings:
        digest.update(repr((labelling.title, labelling.owner, labelling.area_names)).encode())
        digest.update(labelling.labels.tobytes())
    return digest.hexdigest()
