"""A concept becomes the clustering that holds, with the figures of its areas: both or neither."""

from geodata.indelingen.queries import Publication, find_indeling, publish_version
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import derive_indeling
from geodata.indicators.disclosure.new_areas import publish_new_areas
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
    geodata.indicators.disclosure.proposal.NotProtectableError
        Beside it, a secret count of a register of the gemeente's own could not be kept secret.

    Notes
    -----
    Takes seconds: the figures of every year are composed.
    """
    lock_until_commit(session)
    publication = publish_version(session, name)
    indeling = find_indeling(session, name)
    derive_indeling(session, indeling, load_catalogue(), Crosswalks())
    publish_new_areas(session, str(indeling.gemeente_code))
    return publication
