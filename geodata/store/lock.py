"""One writer at a time: an advisory lock of the database, which whoever is killed cannot leave behind."""

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from geodata.errors import ConflictError

LOCK_KEY = "gebiedsmonitor.load"
LOCK_TIMEOUT_S = 15


class LoadRunningError(ConflictError):
    """Another load holds the lock."""

    def __init__(self, timeout_s: float) -> None:
        super().__init__(
            f"Er wordt al iets anders geladen (gewacht: {timeout_s:g} s). Probeer het opnieuw als die lading klaar is; "
            "'gebiedsmonitor etl status' laat zien wat er loopt."
        )


def lock_until_commit(session: Session, timeout_s: float = LOCK_TIMEOUT_S) -> None:
    """Hold the lock of the loads until the transaction of a session ends.

    Raises
    ------
    LoadRunningError
        Another load held the lock for longer than `timeout_s`.
    """
    session.execute(text(f"SET LOCAL lock_timeout = {round(timeout_s * 1000)}"))
    try:
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": LOCK_KEY})
    except OperationalError as error:
        raise LoadRunningError(timeout_s) from error
