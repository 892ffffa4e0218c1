"""Areas that come after a publication: the figures of registers for them, as far as these give nothing away."""

from geodata.indicators.disclosure.publication import (
    YearOfRegister,
    cleared_figures,
    observation_of,
    propose_for,
    read_years,
)
from geodata.indicators.disclosure.queries import add_figures, indicator_number, list_registers, load_behind
from geodata.indicators.status import Status
from geodata.store.engine import Session


def publish_new_areas(session: Session, gemeente_code: str) -> list[str]:
    """Publish the registers of a gemeente for areas that have no figure yet, in the transaction of the session.

    To be called whenever areas came, such as those of a clustering that is adopted. What is public stays so; a figure
    of a new area that would give a secret one away is withheld.

    Returns
    -------
    list
        The codes of new areas of which a figure is secret, each with the register and year.

    Raises
    ------
    geodata.indicators.disclosure.proposal.NotProtectableError
        A new area is below the threshold of a register itself, and its count follows from what is public already: the
        clustering cannot be adopted beside that publication.

    Notes
    -----
    Quick where there is no register, or no new area; else as slow as a proposal.
    """
    return [
        code
        for register in list_registers(session, gemeente_code)
        for year in read_years(session, register.key)
        if year.told_codes and not year.told_codes >= year.areas.gebied_ids.keys()
        for code in _publish_new(session, year)
    ]


def _publish_new(session: Session, year: YearOfRegister) -> list[str]:
    proposal = propose_for(year)
    new = [one for one in cleared_figures(year, proposal.is_withheld) if one.gebied_code not in year.told_codes]
    key = year.register.key
    number, load_id = indicator_number(session, key), load_behind(session, key, year.period)
    add_figures(session, [observation_of(one, year.register.rule, indicator_id=number, load_id=load_id) for one in new])
    return [f"{one.gebied_code} ({key}, {year.period})" for one in new if one.status is Status.SECRET]
