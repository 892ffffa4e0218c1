"""What came out of a proposal, as the API writes it: its areas, how good it is, and the bill per owner."""

from typing import Annotated

import numpy as np
from pydantic import Field

from api.answers import Answer
from api.comparing.asking import Amounts, HoeveelheidAnswer, VerantwoordingAnswer, rounded, rounded_share
from api.routes.indelingen.comparison import Pair, VerhuizingenAnswer, moves_answer
from api.routes.indelingen.contents import DeelAnswer
from geodata.indelingen.comparing.ground import NO_AREA, Measure, Study
from geodata.indelingen.parts import Weight
from geodata.indelingen.proposal.asking import Question
from geodata.indelingen.proposal.model import BestInput
from geodata.indelingen.proposal.proposal import OwnerBill, Proposal

HOW = (
    "Het voorstel is de indeling met het minste verschil met alle indelingen samen, elk met haar gewicht. Het verschil "
    "met een indeling is het aantal paren inwoners dat in de ene bij elkaar en in de andere uit elkaar woont (Mirkin). "
    "De grens is bewezen: geen indeling die aan de wensen voldoet heeft minder verschil."
)


class VoorstelGebiedAnswer(Answer):
    """Een gebied van het voorstel, met de eenheden waaruit het bestaat."""

    gebied: str
    naam: str
    inwoners: HoeveelheidAnswer
    delen: list[DeelAnswer]


class RekeningAnswer(Answer):
    """Wat het voorstel een eigenaar kost: welke eenheden en inwoners naar een ander gebied gaan dan het zijne."""

    indeling: str
    naam: str
    eigenaar: str
    gewicht: float
    verhuizingen: VerhuizingenAnswer
    homogeniteit: float
    volledigheid: float
    v_maat: float
    gecorrigeerde_rand: float
    verschil: Annotated[
        float, Field(description="Paren inwoners die in de ene bij elkaar en in de andere apart wonen.")
    ]
    aandeel_van_paren: float


class BesteBestaandeAnswer(Answer):
    """De bestaande indeling met het minste verschil met alle samen."""

    indeling: str
    verschil: float
    voldoet: Annotated[bool, Field(description="Of zij zelf aan de wensen voldoet.")]


class UitkomstAnswer(Answer):
    """Het voorstel, hoe goed het is, en de rekening per eigenaar."""

    verantwoording: VerantwoordingAnswer
    werkwijze: str
    gebieden: list[VoorstelGebiedAnswer]
    niet_ingedeeld: Annotated[list[str], Field(description="Eenheden, of delen ervan, die geen indeling indeelt.")]
    rekeningen: list[RekeningAnswer]
    verschil: float
    grens: float
    kloof: Annotated[
        float, Field(description="Welk deel van het verschil er hoogstens nog af kan; 0: bewezen het beste.")
    ]
    is_bewezen: bool
    beste_bestaande: BesteBestaandeAnswer | None
    rondes: int
    seconden: float


def outcome_answer(
    study: Study, proposal: Proposal, question: Question, account: VerantwoordingAnswer
) -> UitkomstAnswer:
    """Return a proposal on a study as the API and the command line write it."""
    solution = proposal.solution
    amounts, labels = Amounts(study, Measure.PEOPLE), proposal.labelling.labels
    return UitkomstAnswer(
        verantwoording=account,
        werkwijze=HOW,
        gebieden=[_area(study, proposal, number, amounts) for number in range(len(proposal.labelling.area_codes))],
        niet_ingedeeld=sorted(set(study.elements_gdf.loc[labels == NO_AREA, "unit_code"])),
        rekeningen=[_bill(study, proposal, bill, question, amounts) for bill in proposal.bills],
        verschil=rounded(solution.disagreement),
        grens=rounded(solution.bound),
        kloof=rounded_share(solution.gap),
        is_bewezen=solution.is_optimal,
        beste_bestaande=None if solution.best_input is None else _best(study, solution.best_input),
        rondes=solution.rounds,
        seconden=round(solution.seconds, 1),
    )


def _best(study: Study, best: BestInput) -> BesteBestaandeAnswer:
    name = study.labellings[best.owner].name
    return BesteBestaandeAnswer(indeling=name, verschil=rounded(best.disagreement), voldoet=best.meets_wishes)


def _area(study: Study, proposal: Proposal, number: int, amounts: Amounts) -> VoorstelGebiedAnswer:
    elements = np.flatnonzero(proposal.labelling.labels == number)
    units = study.elements_gdf.iloc[elements].groupby("unit_code", sort=True)
    return VoorstelGebiedAnswer(
        gebied=proposal.labelling.area_codes[number],
        naam=proposal.labelling.area_names[number],
        inwoners=amounts.of(elements),
        delen=[
            DeelAnswer(
                eenheid=str(code),
                naam=pieces["unit_name"].iloc[0],
                aandeel=rounded_share(pieces["share"].sum()),
                gedeeld_naar=pieces["division"].iloc[0] or Weight.NONE.value,
            )
            for code, pieces in units
        ],
    )


def _bill(study: Study, proposal: Proposal, bill: OwnerBill, question: Question, amounts: Amounts) -> RekeningAnswer:
    owner = study.labellings[bill.owner]
    return RekeningAnswer(
        indeling=owner.name,
        naam=owner.title,
        eigenaar=owner.owner,
        gewicht=question.owner_weights[bill.owner],
        verhuizingen=moves_answer(Pair(study, owner, proposal.labelling, amounts), bill.moves),
        homogeniteit=rounded_share(bill.agreement.homogeneity),
        volledigheid=rounded_share(bill.agreement.completeness),
        v_maat=rounded_share(bill.agreement.v_measure),
        gecorrigeerde_rand=rounded_share(bill.agreement.adjusted_rand),
        verschil=rounded(bill.disagreement),
        aandeel_van_paren=rounded_share(bill.share_of_pairs),
    )
