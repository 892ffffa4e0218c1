"""Which share of which unit each area of a clustering holds, on the boundaries of any peildatum."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from geodata.indelingen.parts import Weight
from geodata.indelingen.tables import Indeling
from geodata.indicators.aggregating.cover import WHOLE
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.queries import Part, parts_of_indeling
from geodata.store.engine import Session

MEMBER_COLUMNS = ("area_code", "unit_code", "share", "area_share", "is_estimated")


def members_on(session: Session, indeling: Indeling, peildatum: date, crosswalks: Crosswalks) -> pd.DataFrame:
    """Return what each area of a clustering holds of the units of a peildatum.

    Returns
    -------
    pandas.DataFrame
        ``area_code``, ``unit_code``, ``share`` (of who lives in the unit), ``area_share`` (of its surface) and
        ``is_estimated``: whether a share is one, or that the unit belongs there at all.

    Raises
    ------
    geodata.indelingen.years.queries.YearNotLoadedError
        The units of that peildatum are not loaded.

    Notes
    -----
    On other boundaries than its own, an area holds of a new unit what that got from the area's old ones, by the
    crosswalk of the two years. A unit of which nobody knows where it came from goes by its code or name, as an
    estimate. Reads the outlines of two years where the peildatum is not the clustering's own.
    """
    members_df = own_members(session, indeling)
    if peildatum == indeling.base_peildatum:
        return members_df
    gemeente_code = str(indeling.gemeente_code)
    place = gemeente_code, indeling.base_level, indeling.base_peildatum, peildatum
    return crosswalks.between(session, *place).carry(members_df)


def own_members(session: Session, indeling: Indeling) -> pd.DataFrame:
    """Return what each area of a clustering holds of the units that it was made on."""
    return members_of(parts_of_indeling(session, indeling.id))


def members_of(parts: Iterable[Part]) -> pd.DataFrame:
    """Return what areas hold as `members_on` does, from the parts that they are made of."""
    rows = [
        (
            part.area_code,
            part.unit_code,
            part.share,
            part.share if part.area_share is None else part.area_share,
            part.share < WHOLE and not (part.share == 0 and part.weight == Weight.ADDRESSES),
        )
        for part in parts
    ]
    return pd.DataFrame(rows, columns=list(MEMBER_COLUMNS)).astype({"is_estimated": bool})
