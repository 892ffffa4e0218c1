"""The figures of a clustering, derived and put in the store: what did not change since is left alone."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from geodata.indelingen.tables import Indeling
from geodata.indelingen.years.queries import YearNotLoadedError
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import NUMBER_OF, STATUSES
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.membership import members_on
from geodata.indicators.deriving.queries import (
    area_ids_of,
    drop_figures,
    fingerprints_of,
    indelingen_to_derive,
    periods_by_peildatum,
    register_indicators,
    replace_figures,
)
from geodata.indicators.deriving.standing import Standing, read_standing
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from geodata.indicators.tables import Derivation
from geodata.store.engine import Session

METHOD = "samenstellen-1"
"""How figures are composed; raise it when that changes, so that they are derived anew."""

_FIGURE_COLUMNS = tuple(field.name for field in fields(AreaFigures) if field.name != "keys")


@dataclass(frozen=True)
class Derived:
    """What was derived anew: the clustering, how many figures in which periods, and what could not be carried over."""

    indeling_id: int
    figures: int
    periods: tuple[int, ...]
    left_out: tuple[date, ...]


def derive_gemeenten(session: Session, gemeente_codes: Sequence[str], catalogue: Catalogue) -> list[Derived]:
    """Derive the figures of the published clusterings of some gemeenten, as far as anything changed since.

    Parameters
    ----------
    session
        Of a transaction that can write, for whoever publishes or loads.
    """
    crosswalks = Crosswalks()
    indelingen = indelingen_to_derive(session, gemeente_codes)
    return [derive_indeling(session, one, catalogue, crosswalks) for one in indelingen]


def derive_indeling(session: Session, indeling: Indeling, catalogue: Catalogue, crosswalks: Crosswalks) -> Derived:
    """Derive the figures of all areas of a clustering, in every period of which there are any.

    Notes
    -----
    A period can have figures on the boundaries of several peildata: those on the clustering's own go first, then those
    on the newest; a value goes before none. Some seconds for a gemeente of a hundred buurten and ten years.
    """
    area_ids = area_ids_of(session, indeling.id)
    grounds, left_out = grounds_of(session, indeling, tuple(area_ids), crosswalks)
    known = fingerprints_of(session, indeling.id)
    periods = sorted({period for ground in grounds for period in ground.periods})
    drop_figures(session, indeling, sorted(set(known) - set(periods)))
    count, changed = 0, []
    for period in periods:
        told = [ground for ground in grounds if period in ground.periods]
        fingerprint = _fingerprint(told, period, catalogue)
        if known.get(period) == fingerprint:
            continue
        figures_df = best_of(told, period, catalogue)
        rows = list(_rows(session, figures_df, area_ids, period=period, load_id=indeling.load_id))
        load_ids = sorted({load_id for ground in told for load_id in ground.load_counts(period)})
        derivation = Derivation(
            indeling_id=indeling.id,
            period=period,
            fingerprint=fingerprint,
            load_ids=load_ids,
            derived_at=datetime.now(UTC),
        )
        replace_figures(session, indeling, period, rows, derivation=derivation)
        count += len(rows)
        changed.append(period)
    return Derived(indeling.id, count, tuple(changed), left_out)


def grounds_of(
    session: Session,
    indeling: Indeling,
    area_codes: tuple[str, ...],
    crosswalks: Crosswalks,
    *,
    period: int | None = None,
) -> tuple[list[Standing], tuple[date, ...]]:
    """Read the clustering on the boundaries of each peildatum with figures, its own first, then the newest.

    Parameters
    ----------
    period
        Restricts to peildata with figures of this period.

    Returns
    -------
    The clustering on each, and the peildata of which its units are not loaded.
    """
    gemeente_code = str(indeling.gemeente_code)
    periods = periods_by_peildatum(session, gemeente_code)
    told = [peildatum for peildatum, found in periods.items() if period is None or period in found]
    order = sorted(told, key=lambda day: (day != indeling.base_peildatum, -day.toordinal()))
    grounds, left_out = [], []
    for peildatum in order:
        try:
            members_df = members_on(session, indeling, peildatum, crosswalks)
        except YearNotLoadedError:
            left_out.append(peildatum)
            continue
        grounds.append(read_standing(session, gemeente_code, peildatum, members_df, area_codes))
    return grounds, tuple(left_out)


def _fingerprint(grounds: Sequence[Standing], period: int, catalogue: Catalogue) -> str:
    digest = hashlib.sha256(f"{METHOD} {catalogue.fingerprint}".encode())
    for ground in grounds:
        digest.update(f"{ground.peildatum} {ground.load_counts(period)}".encode())
        digest.update(pd.util.hash_pandas_object(ground.members_df, index=False).to_numpy().tobytes())
    return digest.hexdigest()


def best_of(grounds: Sequence[Standing], period: int, catalogue: Catalogue) -> pd.DataFrame:
    """Return one row per area and indicator: of the first boundaries that give it a value, else of the first.

    ``order`` is the number of these among `grounds`.
    """
    return first_with_value([figures_frame(ground.figures(period, catalogue), ground.area_codes) for ground in grounds])


def first_with_value(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return of each area and indicator the first row with a value, else the first; ``order`` is that of its frame."""
    if len(frames) == 1:
        return frames[0].assign(order=0)
    numbered = [frame_df.assign(order=order) for order, frame_df in enumerate(frames)]
    figures_df = pd.concat(numbered, ignore_index=True).assign(has_none=lambda df: df["value"].isna())
    best_df = figures_df.sort_values(["has_none", "order"], kind="stable").drop_duplicates(["area_code", "indicator"])
    return best_df.sort_values(["area_code", "indicator"], ignore_index=True)


def figures_frame(figures: AreaFigures, area_codes: Sequence[str]) -> pd.DataFrame:
    """Return figures as rows: ``area_code``, ``indicator``, and the arrays of `AreaFigures` as columns.

    What nothing is known of, not even why, is left out.
    """
    columns = {name: getattr(figures, name).ravel() for name in _FIGURE_COLUMNS}
    frame_df = pd.DataFrame(
        {"area_code": np.repeat(area_codes, len(figures.keys)), "indicator": np.tile(figures.keys, len(area_codes))}
        | columns
    )
    is_nothing = (
        frame_df[["value", "lowest", "highest"]].isna().all(axis=1)
        & (frame_df["status"] == NUMBER_OF[Status.UNDETERMINABLE])
        & (frame_df["coverage"] == 0)
    )
    return frame_df[~is_nothing]


def figures_in(figures_df: pd.DataFrame) -> Iterator[Figure]:
    """Yield the figures of a frame as `figures_frame` makes it, in the order of its rows."""
    numbers = [name for name in _FIGURE_COLUMNS if name != "status"]
    known_df = figures_df[numbers].astype(object).where(figures_df[numbers].notna(), None)
    for status, row in zip(figures_df["status"], known_df.to_dict("records"), strict=True):
        yield Figure(status=STATUSES[status], **{str(name): value for name, value in row.items()})


def _rows(
    session: Session, figures_df: pd.DataFrame, area_ids: dict[str, int], *, period: int, load_id: int
) -> Iterator[dict[str, object]]:
    indicator_ids = register_indicators(session, sorted(set(figures_df["indicator"])))
    figures = zip(figures_df["area_code"], figures_df["indicator"], figures_in(figures_df), strict=True)
    for area_code, key, figure in figures:
        yield {
            "gebied_id": area_ids[area_code],
            "indicator_id": indicator_ids[key],
            "period": period,
            "load_id": load_id,
            **vars(figure),
        }
