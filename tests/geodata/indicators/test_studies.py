from datetime import UTC, datetime

from sqlalchemy.orm import Session

from geodata.indicators.studies import Studies
from geodata.store.tables import LoadResult
from tests.grid import add_load
from tests.town import add_clustering, add_town, whole


def test_a_study_is_read_once_until_a_load_comes_or_goes(session: Session) -> None:
    load = add_load(session)
    add_clustering(
        session, add_town(session, load=load), "beheer", {"a": whole("0000", "0001")}, load=load, is_partial=True
    )
    studies = Studies()
    first = studies.study_of(session, ["GM0002.beheer.1"])
    assert studies.study_of(session, ["GM0002.beheer.1"]) is first
    load.result, load.finished_at = LoadResult.UNDONE, datetime(2099, 1, 1, tzinfo=UTC)
    session.flush()
    assert studies.study_of(session, ["GM0002.beheer.1"]) is not first
