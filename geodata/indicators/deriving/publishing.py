"""A concept becomes the clustering that holds, with the figures of its areas: both or neither."""

from geodata.indelingen.queries import Publication, find_indeling, publish_version
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import derive_indeling
from geodata.store.engine import Session
from geodata.store.lock import lock_until_commit


def publish_indeling(session: Session, name: str) -> Publication:
    """Adopt a concept and derive its figures, in the transaction of the session; waits for a load that runs.

    Raises
    ------
    geodata.store.lock.LoadRunningError
        A load takes too long to wait for.
    geodata.indelingen.queries.IndelingNotFoundError, geodata.indelingen.queries.AlreadyPublishedError
        There is no such clustering, or it is no concept.
    geodata.indelingen.succession.SuccessorTooEarlyError
        An adopted version begins on the same day or later.

    Notes
    -----
    Takes seconds: the figures of every year are composed.
    """
    lock_until_commit(session)
    publication = publish_version(session, name)
    derive_indeling(session, find_indeling(session, name), load_catalogue(), Crosswalks())
    return publication
