"""What of a register may be published: of every area that figures are published of, its count, or that it is secret."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.errors import ConflictError, InvalidInputError
from geodata.indelingen.proposal.blocks import BoolArray
from geodata.indicators.disclosure.cells import CellSystem, lay_cells
from geodata.indicators.disclosure.guard import Guard, Leak
from geodata.indicators.disclosure.proposal import TIME_LIMIT_S, Proposal, Standing, propose
from geodata.indicators.disclosure.queries import (
    PublicAreas,
    Register,
    figures_that_stand,
    find_register,
    public_areas,
    true_counts,
)
from geodata.indicators.disclosure.rule import Rule
from geodata.indicators.status import Status
from geodata.store.engine import Session

MOST_TOLD = 10


class LeaksError(ConflictError):
    """Withheld counts would follow from what is to be published; names the cells, never a count."""

    def __init__(self, key: str, period: int, leaks: Sequence[Leak], proposal: Proposal) -> None:
        told = "\n".join(f"  - {leak_sentence(leak)}" for leak in leaks[:MOST_TOLD])
        more = f"\n  - en nog {len(leaks) - MOST_TOLD}" if len(leaks) > MOST_TOLD else ""
        super().__init__(
            f"Register {key}, {period}, is niet gepubliceerd. Over alle indelingen en niveaus samen volgt uit de "
            f"andere cijfers wat geheim moet blijven ({len(leaks)}):\n{told}{more}\nVoorstel: laat ook weg: "
            f"{', '.join(proposal.added_codes)}. {worth_of(proposal)} Zo publiceren: 'gebiedsmonitor register "
            f"publiceer {key} --met-voorstel'; of kies zelf met --ook CODE."
        )


class AlreadyPublicError(ConflictError):
    """What is public of a register is not what its counts now are."""

    def __init__(self, key: str, period: int, codes: Iterable[str]) -> None:
        super().__init__(
            f"Van register {key} is over {period} al iets anders gepubliceerd ({', '.join(codes)}). Twee versies naast "
            "elkaar kunnen samen meer vertellen dan elk apart. Neem de eerdere publicatie eerst terug: 'gebiedsmonitor "
            "etl status' noemt haar nummer, 'gebiedsmonitor etl undo NUMMER' haalt haar weg."
        )


class CellNotKnownError(InvalidInputError):
    """What is to be withheld besides is no area with a figure, or one that is 0 or public already."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(codes)} kan niet worden weggelaten: het is geen gebied met een cijfer van dit register, of "
            "het cijfer is al gepubliceerd of een nul die wordt getoond."
        )


@dataclass(frozen=True)
class YearOfRegister:
    """The counts of a register in one year as cells, and what is public of them; ``told_codes`` have a figure."""

    register: Register
    period: int
    areas: PublicAreas
    system: CellSystem
    standing: Standing
    told_codes: frozenset[str]


@dataclass(frozen=True)
class Cleared:
    """A figure as it may be published: ``value`` is None where it is secret, or cannot be told."""

    gebied_code: str
    gebied_id: int
    period: int
    value: float | None
    status: Status


def read_years(session: Session, key: str) -> list[YearOfRegister]:
    """Read a register as cells, oldest year first.

    Raises
    ------
    geodata.indicators.disclosure.queries.RegisterNotFoundError
        There is none of that name.
    AlreadyPublicError
        Figures are public that are not the counts that it now has.
    """
    register = find_register(session, key)
    areas = public_areas(session, register.gemeente_code, register.peildatum)
    figures = figures_that_stand(session, key)
    years = []
    for period, counts in true_counts(session, key).items():
        system, told = lay_cells(counts, areas.units_of), figures.get(period, {})
        standing = _standing(key, period, system, told)
        years.append(YearOfRegister(register, period, areas, system, standing, frozenset(told)))
    return years


def judge(year: YearOfRegister, also: Collection[str] = ()) -> tuple[BoolArray, list[Leak]]:
    """Withhold what the rule says and what was withheld before, and check it.

    Parameters
    ----------
    also
        Codes of areas to withhold besides.

    Returns
    -------
    tuple
        Per cell whether it is withheld, and what leaks.

    Raises
    ------
    CellNotKnownError
        One of `also` cannot be withheld.
    """
    guard = Guard(year.system, year.register.rule)
    known = [code for code in also if code in year.system.cell_of]
    extra = year.system.cells_of(known)
    is_possible = guard.can_be_withheld & ~year.standing.is_public
    wrong = {*also} - {*known} | {*year.system.codes_of(extra & ~is_possible)} & {*also}
    if wrong:
        raise CellNotKnownError(sorted(wrong))
    is_withheld = guard.is_sensitive | year.standing.is_withheld | extra
    return is_withheld, guard.leaks(is_withheld)


def propose_for(year: YearOfRegister, *, time_limit_s: float = TIME_LIMIT_S) -> Proposal:
    """Propose the fewest figures to withhold besides; see `geodata.indicators.disclosure.proposal.propose`."""
    return propose(Guard(year.system, year.register.rule), year.standing, time_limit_s=time_limit_s)


def clear(year: YearOfRegister, also: Collection[str] = (), *, accepts_proposal: bool = False) -> list[Cleared]:
    """Give the figures of a year that may be published, those that are public already among them.

    Parameters
    ----------
    also
        Codes of areas to withhold besides.
    accepts_proposal
        Whether what the guard proposes is withheld where there are leaks.

    Raises
    ------
    LeaksError
        Something leaks, and the proposal is not accepted.
    CellNotKnownError
        One of `also` cannot be withheld.
    geodata.indicators.disclosure.proposal.NotProtectableError
        What is public already gives a count away.
    """
    is_withheld, leaks = judge(year, also)
    if leaks:
        standing = Standing(year.standing.is_public, is_withheld)
        proposal = propose(Guard(year.system, year.register.rule), standing)
        if not accepts_proposal:
            raise LeaksError(year.register.key, year.period, leaks, proposal)
        is_withheld = proposal.is_withheld
    return list(cleared_figures(year, is_withheld))


def cleared_figures(year: YearOfRegister, is_withheld: BoolArray) -> Iterator[Cleared]:
    """Yield the figure of every area, given which cells are withheld."""
    for cell, codes in enumerate(year.system.names):
        value = None if is_withheld[cell] else float(year.system.counts[cell])
        status = Status.SECRET if is_withheld[cell] else Status.EXACT
        for code in codes:
            yield Cleared(code, year.areas.gebied_ids[code], year.period, value, status)
    for code in year.areas.divided:
        yield Cleared(code, year.areas.gebied_ids[code], year.period, None, Status.UNDETERMINABLE)


def observation_of(cleared: Cleared, rule: Rule, *, indicator_id: int, load_id: int) -> dict[str, Any]:
    """Return a cleared figure under the names of the columns of `geodata.indicators.tables.ObservationRow`.

    Of every secret figure the same is told: it is not below the lowest that the rule withholds. Whether it is below the
    threshold, or withheld for another, is not.
    """
    is_secret = cleared.status is Status.SECRET
    return {
        "gebied_id": cleared.gebied_id,
        "indicator_id": indicator_id,
        "period": cleared.period,
        "value": cleared.value,
        "lowest": float(rule.lowest) if is_secret else cleared.value,
        "highest": cleared.value,
        "coverage": 0.0 if cleared.value is None else 1.0,
        "status": cleared.status,
        "load_id": load_id,
    }


def leak_sentence(leak: Leak) -> str:
    """Say that a cell leaks, and from what; no count."""
    names = " = ".join(leak.codes)
    if leak.subtraction is not None:
        return f"{names} is {leak.subtraction}"
    how = "is precies te bepalen" if leak.is_exact else "is nauwer te begrenzen dan de regel toelaat"
    return f"{names} {how}, uit gehele aantallen en de drempel"


def worth_of(proposal: Proposal) -> str:
    """Say how good a proposal is."""
    many = proposal.added_figures != 1
    size = f"Dat {'zijn' if many else 'is'} {proposal.added_figures} cijfer{'s' if many else ''}"
    if proposal.is_proven_best:
        return f"{size}; minder kan niet (bewezen)."
    return f"{size}; bewezen is dat het er minstens {proposal.fewest_figures} zijn, dus misschien kan het met minder."


def _standing(key: str, period: int, system: CellSystem, figures: dict[str, float | None]) -> Standing:
    known = {code: value for code, value in figures.items() if code in system.cell_of}
    changed = [
        code for code, value in known.items() if value is not None and value != system.counts[system.cell_of[code]]
    ]
    if changed:
        raise AlreadyPublicError(key, period, sorted(changed))
    public = system.cells_of([code for code, value in known.items() if value is not None])
    withheld = system.cells_of([code for code, value in known.items() if value is None])
    # A new area of the same units as a public one is public with it.
    return Standing(public, withheld & ~public)
