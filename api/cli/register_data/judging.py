"""``register lijst``, ``controleer`` and ``voorstel``: what there is, what leaks, and what to withhold for it."""

from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.options import AsJson
from api.cli.output import KEPT, NUMBER, out, print_json, print_table
from api.cli.reading import open_reading
from api.cli.register_data.writing import Also, Name
from geodata.indelingen.examining.findings import dutch
from geodata.indicators.disclosure.guard import Leak
from geodata.indicators.disclosure.proposal import TIME_LIMIT_S, Proposal
from geodata.indicators.disclosure.publication import (
    YearOfRegister,
    judge,
    leak_sentence,
    propose_for,
    read_years,
    worth_of,
)
from geodata.indicators.disclosure.queries import list_registers

Seconds = Annotated[
    float, typer.Option("--seconden", help="Zoek hoogstens zo lang, per jaar.", min=1, max=3600, metavar="AANTAL")
]


def show_list(as_json: AsJson = False) -> None:
    """Laat zien welke eigen registers er gelezen zijn, met hun drempel."""
    with open_reading() as reader:
        registers = list_registers(reader)
    if as_json:
        print_json([vars(one) | {"peildatum": str(one.peildatum)} for one in registers])
        return
    rows = [(one.key, one.label, one.owner, f"{one.peildatum}", dutch(one.threshold)) for one in registers]
    print_table((f"{KEPT}register", "naam", "eigenaar", f"{KEPT}peildatum", f"{NUMBER}drempel"), rows)


def check(name: Name, also: Also = None, as_json: AsJson = False) -> None:
    """Laat zien of er iets geheims volgt uit wat er gepubliceerd zou worden; er wordt niets gepubliceerd."""
    with open_reading() as reader:
        judged = [(year, *judge(year, also or [])) for year in read_years(reader, name)]
    if as_json:
        print_json([_leaks_as_json(year, leaks) for year, _, leaks in judged])
        return
    for year, is_withheld, leaks in judged:
        out.print(f"{escape(name)}, {year.period}: {_size(year)}; geheim: {len(year.system.codes_of(is_withheld))}.")
        for leak in leaks:
            out.print(f"  - {escape(leak_sentence(leak))}", soft_wrap=True)
        out.print("  Dat mag zo niet naar buiten." if leaks else "  Hieruit volgt niets geheims.")
        _print_divided(year)


def propose(name: Name, seconds: Seconds = TIME_LIMIT_S, as_json: AsJson = False) -> None:
    """Stel voor wat er minstens bij moet worden weggelaten, zodat er niets geheims uit volgt."""
    with open_reading() as reader:
        years = read_years(reader, name)
    proposed = [(year, propose_for(year, time_limit_s=seconds)) for year in years]
    if as_json:
        print_json([_proposal_as_json(year, proposal) for year, proposal in proposed])
        return
    for year, proposal in proposed:
        added = ", ".join(proposal.added_codes) or "niets"
        out.print(f"{escape(name)}, {year.period}: laat ook weg: {escape(added)}.", soft_wrap=True)
        out.print(f"  {worth_of(proposal)}")


def _size(year: YearOfRegister) -> str:
    return f"{len(year.areas.buurten)} buurten, {len(year.areas.units_of)} gebieden"


def _print_divided(year: YearOfRegister) -> None:
    if year.areas.divided:
        out.print(
            f"  Zonder cijfer, want er ligt een deel van een buurt in: {escape(', '.join(year.areas.divided))}.",
            soft_wrap=True,
        )


def _leaks_as_json(year: YearOfRegister, leaks: list[Leak]) -> dict[str, Any]:
    return {
        "jaar": year.period,
        "lekken": [
            {"gebieden": list(leak.codes), "precies": leak.is_exact, "uitleg": leak_sentence(leak)} for leak in leaks
        ],
        "nietTeVerdelen": list(year.areas.divided),
    }


def _proposal_as_json(year: YearOfRegister, proposal: Proposal) -> dict[str, Any]:
    return {
        "jaar": year.period,
        "ookWeglaten": list(proposal.added_codes),
        "cijfers": proposal.added_figures,
        "minstens": proposal.fewest_figures,
        "bewezen": proposal.is_proven_best,
    }
