import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.wijkfoto.freezing.queries import (
    FrozenNotFoundError,
    FrozenTamperedError,
    find_frozen,
    keep_frozen,
    list_frozen,
)
from tests.geodata.wijkfoto.freezing.frozen import SHARE, frozen, share


def test_what_is_kept_is_found_at_its_address_as_it_was(session: Session) -> None:
    content = frozen(share(11.5, 2022), share(12), occasion="Raad")
    kept = keep_frozen(session, content, asked_by="Griffie")
    session.expire_all()
    found = find_frozen(session, kept.id)
    assert (kept.is_new, found.is_new) == (True, False)
    assert (found.content, found.asked_by, found.made_at) == (content, "Griffie", kept.made_at)
    assert find_frozen(session, kept.id.upper()).id == kept.id


def test_the_same_content_has_one_address_and_stays_as_it_was_frozen_first(session: Session) -> None:
    first = keep_frozen(session, frozen(share(12)), asked_by="Griffie")
    again = keep_frozen(session, frozen(share(12)), asked_by="Een ander")
    assert (again.id, again.is_new, again.made_at, again.asked_by) == (first.id, False, first.made_at, "Griffie")


def test_another_figure_or_another_occasion_has_another_address(session: Session) -> None:
    contents = [frozen(share(12)), frozen(share(13)), frozen(share(12), occasion="Raad")]
    assert len({keep_frozen(session, content).id for content in contents}) == 3


def test_an_address_where_nothing_was_frozen_is_not_found(session: Session) -> None:
    with pytest.raises(FrozenNotFoundError, match="Er is geen vastgelegde wijkfoto 'weg'"):
        find_frozen(session, "weg")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE frozen_wijkfoto SET made_at = now()",
        "UPDATE frozen_wijkfoto SET content = '{}'",
        "DELETE FROM frozen_wijkfoto",
        "TRUNCATE frozen_wijkfoto",
    ],
)
def test_the_database_neither_changes_nor_removes_what_was_frozen(session: Session, statement: str) -> None:
    keep_frozen(session, frozen(share(12)))
    with pytest.raises(IntegrityError, match="verandert niet en blijft staan"):
        session.execute(text(statement))


def test_who_changes_it_past_the_triggers_is_found_out(session: Session) -> None:
    kept = keep_frozen(session, frozen(share(12)))
    session.execute(text("ALTER TABLE frozen_wijkfoto DISABLE TRIGGER keep_frozen"))
    path = f"{{indicatoren,{SHARE},cijfer,waarde}}"
    session.execute(text("UPDATE frozen_wijkfoto SET content = jsonb_set(content, :path, '11')"), {"path": path})
    session.expire_all()
    with pytest.raises(FrozenTamperedError, match=f"'{kept.id}' is na het vastleggen veranderd"):
        find_frozen(session, kept.id)


def test_a_checksum_that_is_changed_by_itself_is_found_out_too(session: Session) -> None:
    kept = keep_frozen(session, frozen(share(12)))
    session.execute(text("ALTER TABLE frozen_wijkfoto DISABLE TRIGGER keep_frozen"))
    session.execute(text("UPDATE frozen_wijkfoto SET sha256 = repeat('0', 64)"))
    session.expire_all()
    with pytest.raises(FrozenTamperedError, match="hoort 0000"):
        find_frozen(session, kept.id)


def test_a_checksum_that_is_changed_along_with_it_does_not_fit_the_address(session: Session) -> None:
    kept, other = keep_frozen(session, frozen(share(12))), keep_frozen(session, frozen(share(13)))
    session.execute(text("ALTER TABLE frozen_wijkfoto DISABLE TRIGGER keep_frozen"))
    forged = {"id": kept.id, "other": other.id}
    session.execute(
        text(
            "UPDATE frozen_wijkfoto f SET content = o.content, sha256 = o.sha256 FROM frozen_wijkfoto o "
            "WHERE f.id = :id AND o.id = :other"
        ),
        forged,
    )
    session.expire_all()
    with pytest.raises(FrozenTamperedError):
        find_frozen(session, kept.id)


def test_the_list_has_the_newest_first_and_can_be_of_one_area(session: Session) -> None:
    first, second = (keep_frozen(session, frozen(share(value), occasion="Raad")) for value in (12, 13))
    found = list_frozen(session, limit=10)
    assert [one.id for one in found] == [second.id, first.id]
    assert (found[0].gebied_name, found[0].occasion) == ("West", "Raad")
    assert list_frozen(session, "WK000101", limit=10) == []
    assert len(list_frozen(session, limit=1)) == 1
