import pytest
from fastapi.testclient import TestClient

from api.pages.dutch_text import value_text


def test_what_changed_between_two_versions_reads_from_old_to_new_whichever_is_named_first(
    town_pages: TestClient,
) -> None:
    page = town_pages.get("/indelingen/GM0002.zorg.2/verschil/GM0002.zorg.1").text
    assert "van versie 1 naar 2" in page
    assert "Van gebied gewisseld" in page
    assert "Verdwenen: " in page
    assert "van versie 1 naar 2" in town_pages.get("/indelingen/GM0002.zorg.1/verschil/GM0002.zorg.2").text


@pytest.mark.parametrize(
    ("value", "written"), [(("beheerder", None), "beheerder"), ((None, None), "niets"), (False, "nee"), (25.0, "25")]
)
def test_what_a_field_says_is_written_in_dutch(value: object, written: str) -> None:
    assert value_text(value) == written
