"""``indeling voorstel``: the clustering that differs least from all, with the bill for each owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import pandas as pd
import typer
from rich.markup import escape

from api.cli.options import AsJson, Gemeente
from api.cli.output import KEPT, NUMBER, out, print_json, print_table, progress_bar
from api.cli.reading import open_reading
from api.cli.reconciling.compare import with_margin
from api.cli.reconciling.handed_in import AreaFacts, reading_command, write_indeling
from api.cli.reconciling.options import IndelingNames
from api.cli.reconciling.wishes import group_reader, read_near, read_range, read_weights
from api.comparing.amounts import Scale, counted
from api.comparing.sentences import UNIT_WORDS, units_text
from api.comparing.verdicts import best_input_sentence, verdict
from geodata.indelingen.comparing.ground import NO_AREA, Measure
from geodata.indelingen.examining.findings import share_text
from geodata.indelingen.proposal.asking import Question, propose
from geodata.indelingen.proposal.model import UNBOUNDED, Bounds, ProgressOfProposal
from geodata.indelingen.proposal.proposal import Proposal
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.reading import Reader
from maps.numbers import format_number

if TYPE_CHECKING:
    from api.comparing.asking import VerantwoordingAnswer

Weights = Annotated[
    str | None, typer.Option("--gewichten", help="Hoe zwaar elke indeling telt, zoals 1,2,1.", metavar="GETAL,GETAL…")
]
AreaCount = Annotated[
    Bounds | None,
    typer.Option("--gebieden", help="Hoeveel, zoals 8-12.", metavar="VAN-TOT", parser=read_range),
]
People = Annotated[
    Bounds | None,
    typer.Option("--inwoners", help="Per gebied, zoals 2000-15000.", metavar="VAN-TOT", parser=read_range),
]
Together = Annotated[
    list[Any] | None,
    typer.Option("--samen", help="Eenheden in één gebied.", metavar="CODE+CODE", parser=group_reader("+")),
]
Apart = Annotated[
    list[Any] | None,
    typer.Option("--apart", help="Eenheden elk in een ander gebied.", metavar="CODE/CODE", parser=group_reader("/")),
]
Near = Annotated[str | None, typer.Option("--dicht-bij", help="Blijf dicht bij deze indeling.", metavar="NAAM")]
IsScattered = Annotated[
    bool, typer.Option("--niet-aaneengesloten", help="Een gebied mag uit losse delen bestaan.", metavar="")
]
TimeLimit = Annotated[int, typer.Option("--tijd", help="Seconden om te zoeken.", metavar="SECONDEN", min=1, max=3600)]
Target = Annotated[
    Path | None, typer.Option("--naar", help="Schrijf een bestand voor 'indeling lees'.", metavar="BESTAND.csv")
]


def make_proposal(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    names: IndelingNames,
    weights: Weights = None,
    area_count: AreaCount = None,
    people: People = None,
    together: Together = None,
    apart: Apart = None,
    near: Near = None,
    is_scattered: IsScattered = False,
    time_limit_s: TimeLimit = 60,
    gemeente: Gemeente = None,
    target: Target = None,
    as_json: AsJson = False,
) -> None:
    """Zoek de indeling die voor alle eigenaren samen het minst verandert, met de rekening per eigenaar."""
    question = Question(
        owner_weights=read_weights(weights, names),
        near=read_near(near, names),
        area_count=area_count or UNBOUNDED,
        people=people or UNBOUNDED,
        together=tuple(together or ()),
        apart=tuple(apart or ()),
        is_contiguous=not is_scattered,
        time_limit_s=time_limit_s,
    )
    with open_reading() as reader:
        registered = read_study(reader, names, gemeente)
        account = _account(reader, registered) if as_json else None
    found = _Found(registered, question, _searched(registered, question))
    if account is not None:
        found.print_as_json(account)
    else:
        found.show()
    if target is not None:
        found.write(target, is_told=not as_json)


def _account(reader: Reader, registered: RegisteredStudy) -> "VerantwoordingAnswer":
    # The web service takes seconds to import, which the other commands should not cost.
    from api.comparing.asking import account_of  # noqa: PLC0415

    return account_of(reader, registered, Measure.PEOPLE)


def _searched(registered: RegisteredStudy, question: Question) -> Proposal:
    with progress_bar() as bar:
        task = bar.add_task("zoeken", total=None)
        return propose(registered.study, question, lambda step: bar.update(task, description=progress_text(step)))


def progress_text(step: ProgressOfProposal) -> str:
    """Say how far a search is.

    Examples
    --------
    >>> progress_text(ProgressOfProposal("zoeken", 200.0, 195.0, 1.0))
    'zoeken: hoogstens 2,5% beter is nog mogelijk'
    """
    return step.phase if step.gap is None else f"{step.phase}: hoogstens {share_text(step.gap)} beter is nog mogelijk"


@dataclass(frozen=True)
class _Found:
    """A proposal, what was asked, and what it was asked of."""

    registered: RegisteredStudy
    question: Question
    proposal: Proposal

    @property
    def scale(self) -> Scale:
        return Scale(self.registered.study, Measure.PEOPLE)

    def show(self) -> None:
        """Print it: how good it is, what it costs whom, and its areas."""
        areas = self.proposal.labelling.area_codes
        seconds = format_number(self.proposal.solution.seconds, 1)
        out.print(f"[bold]Voorstel: {counted(len(areas), ('gebied', 'gebieden'))}[/], gevonden in {seconds} s")
        for sentence in self._verdicts():
            out.print(escape(sentence))
        self._print_bills()
        self._print_areas()

    def print_as_json(self, account: "VerantwoordingAnswer") -> None:
        """Print it as the API answers it."""
        from api.routes.indelingen.proposal_outcome import outcome_answer  # noqa: PLC0415 - see `_account`

        outcome = outcome_answer(self.registered.study, self.proposal, self.question, account)
        print_json(outcome.model_dump(mode="json", by_alias=True))

    def _verdicts(self) -> Iterator[str]:
        solution = self.proposal.solution
        yield verdict(solution)
        if solution.best_input is not None:
            yield best_input_sentence(solution, self.registered.study.labellings[solution.best_input.owner].title)

    def _print_bills(self) -> None:
        """Print per owner which part of it moves, and how like its clustering the proposal is."""
        level, labellings = self.registered.ground.level, self.registered.study.labellings
        out.print("\n[bold]De rekening per eigenaar[/]")
        rows = [
            (
                labellings[bill.owner].title,
                format_number(self.question.owner_weights[bill.owner], 1).removesuffix(",0"),
                units_text(self.scale, bill.moves.moved, level),
                with_margin(self.scale.amount(bill.moves.moved)),
                format_number(bill.agreement.v_measure, 2),
            )
            for bill in self.proposal.bills
        ]
        headings = ("indeling", f"{NUMBER}telt", "verhuist", f"{NUMBER}inwoners", f"{NUMBER}V-maat")
        print_table(headings, rows)

    def _print_areas(self) -> None:
        labelling, level = self.proposal.labelling, self.registered.ground.level
        out.print("\n[bold]De gebieden[/]")
        members = [np.flatnonzero(labelling.labels == number) for number in range(len(labelling.area_codes))]
        rows = [
            (code, name, units_text(self.scale, elements, level), with_margin(self.scale.amount(elements)))
            for code, name, elements in zip(labelling.area_codes, labelling.area_names, members, strict=True)
        ]
        print_table((f"{KEPT}gebied", "naam", UNIT_WORDS[level][1], f"{NUMBER}inwoners"), rows)

    def write(self, target: Path, *, is_told: bool) -> None:
        """Write a file for the register, and say which command reads it where somebody is told."""
        labelling = self.proposal.labelling
        areas = {code: AreaFacts(name) for code, name in zip(labelling.area_codes, labelling.area_names, strict=True)}
        write_indeling(target, self._parts_df(), areas)
        if not is_told:
            return
        out.print(f"\nGeschreven: {escape(str(target))}. In het register zetten, met uw eigen gegevens:")
        out.print(f"  {escape(reading_command(target, self._options()))}", soft_wrap=True)

    def _parts_df(self) -> pd.DataFrame:
        """Return which share of which unit each area holds; of a piece in which nobody lives nothing."""
        elements_gdf, labelling = self.registered.study.elements_gdf, self.proposal.labelling
        parts_df = pd.DataFrame(
            {
                "base_code": elements_gdf["unit_code"],
                "area_code": [(*labelling.area_codes, None)[label] for label in labelling.labels],
                "share": elements_gdf["share"],
            }
        )
        held_df = parts_df[(labelling.labels != NO_AREA) & (parts_df["share"] > 0)]
        shares: pd.DataFrame = held_df.groupby(["base_code", "area_code"], as_index=False)["share"].sum()
        return shares

    def _options(self) -> dict[str, object]:
        ground, labellings = self.registered.ground, self.registered.study.labellings
        return {
            "--gemeente": ground.gemeente_code,
            "--sleutel": "gezamenlijk",
            "--naam": "Gezamenlijke indeling",
            "--eigenaar": "AFDELING",
            "--doel": f"Voorstel uit {', '.join(one.title for one in labellings)}",
            "--geldig-vanaf": datetime.now(UTC).date().isoformat(),
            "--basis": ground.level.value,
            "--peildatum": ground.peildatum.isoformat(),
            "--gedeeltelijk": bool((self.proposal.labelling.labels == NO_AREA).any()),
        }
