"""Reading the loads: what was fetched from where, and what came of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.store.tables import Load, LoadResult

STANDING = (LoadResult.SUCCEEDED,)


def list_loads(session: Session, *, limit: int, offset: int = 0) -> Sequence[Load]:
    """Read the loads, the newest first."""
    return session.scalars(select(Load).order_by(Load.id.desc()).limit(limit).offset(offset)).all()


def standing_loads(session: Session) -> Sequence[Load]:
    """Read the loads that succeeded and were not taken back, per source and by table."""
    statement = select(Load).where(Load.result.in_(STANDING)).order_by(Load.source, Load.table_id, Load.id.desc())
    return session.scalars(statement).all()


def loads_by_id(session: Session, load_ids: Iterable[int]) -> dict[int, Load]:
    """Read some loads, by their number."""
    statement = select(Load).where(Load.id.in_(set(load_ids)))
    return {load.id: load for load in session.scalars(statement)}


def newest_change(session: Session) -> datetime | None:
    """Return when a load ended or was taken back for the last time; None where nothing was ever loaded."""
    return session.scalar(select(func.max(Load.finished_at)))


def changing_loads(session: Session, *, limit: int, offset: int = 0) -> Sequence[Load]:
    """Read the loads that changed what is published, or did until they were taken back; the newest first."""
    changed = Load.result.in_((*STANDING, LoadResult.UNDONE))
    return session.scalars(select(Load).where(changed).order_by(Load.id.desc()).limit(limit).offset(offset)).all()
