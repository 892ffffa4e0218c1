"""A clustering that is adopted later: the figures of registers for its areas, as far as they give nothing away."""

from geodata.indelingen.tables import Indeling
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


def publish_registers_of(session: Session, indeling: Indeling) -> list[str]:
    """Publish the registers of a gemeente for the areas of a clustering that was just adopted, in its transaction.

    What is public stays so. A figure of a new area that would give a withheld one away is withheld.

    Returns
    -------
    list
        The codes of new areas of which a figure is secret, each with the register and year.

    Raises
    ------
    geodata.indicators.disclosure.proposal.NotProtectableError
        An area of the clustering is below the threshold of a register itself, and its count follows from what is
        public already; the clustering is then not adopted.
    """
    withheld = []
    for register in list_registers(session, str(indeling.gemeente_code)):
        if register.peildatum == indeling.base_peildatum:
            for year in read_years(session, register.key):
                if year.told_codes:
                    withheld += _publish_new(session, year)
    return withheld


def _publish_new(session: Session, year: YearOfRegister) -> list[str]:
    proposal = propose_for(year)
    new = [one for one in cleared_figures(year, proposal.is_withheld) if one.gebied_code not in year.told_codes]
    key = year.register.key
    number, load_id = indicator_number(session, key), load_behind(session, key, year.period)
    add_figures(session, [observation_of(one, year.register.rule, indicator_id=number, load_id=load_id) for one in new])
    return [f"{one.gebied_code} ({key}, {year.period})" for one in new if one.status is Status.SECRET]
