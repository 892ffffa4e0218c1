import pytest
from fastapi.testclient import TestClient

from api.pages.uitleg.menu import ENTRIES


@pytest.mark.parametrize("path", [path for path, _ in ENTRIES])
def test_each_page_of_the_explanation_leads_to_the_others_and_marks_itself(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert all(f'href="{other}"' in html for other, _ in ENTRIES)
    assert f'<a href="{path}" aria-current="page">' in html


def test_the_sources_are_named_with_their_terms(client: TestClient) -> None:
    html = client.get("/uitleg/bronnen").text
    assert "Kerncijfers wijken en buurten (CBS)" in html
    assert "CC BY 4.0" in html


def test_the_sample_is_called_invented_among_the_sources(sample_client: TestClient) -> None:
    html = sample_client.get("/uitleg/bronnen").text
    assert "Voorbeeldgemeente (fictief)" in html
    assert "<strong>Fictief.</strong>" in html


def test_the_accessibility_statement_says_what_was_not_tested(client: TestClient) -> None:
    html = client.get("/uitleg/toegankelijkheid").text
    assert "WCAG 2.2" in html
    assert "Wat niet is getest" in html


def test_the_line_to_copy_holds_the_address_of_this_site(client: TestClient) -> None:
    html = client.get("/uitleg/insluiten").text
    assert "&lt;iframe src=&#34;http://testserver/insluiten/wijkfoto/GM0001&#34;" in html
