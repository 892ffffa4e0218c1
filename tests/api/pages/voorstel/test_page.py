import re
import time

from fastapi.testclient import TestClient

BROWSER = {"accept": "text/html"}
ASKED = "/voorstel?gemeente=GM0002&telt=GM0002.beheer.1:1&telt=GM0002.zorg.1:3"


def page_when_done(client: TestClient, address: str, limit_s: float = 60) -> str:
    """The page as it is when the search that `address` sends off is over."""
    found = client.get(address)
    for _ in range(round(limit_s / 0.2)):
        if "Er wordt gerekend" not in found.text:
            return found.text
        time.sleep(0.2)
        found = client.get(str(found.url))
    raise TimeoutError(address)


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_the_form_offers_the_clusterings_of_a_gemeente_and_computes_nothing_by_itself(town_pages: TestClient) -> None:
    page = town_pages.get("/voorstel?gemeente=GM0002").text
    assert page.count('<select id="telt-') == 6
    assert '<option value="GM0002.beheer.1:1" selected>telt mee' in page
    assert '<option value="GM0002.zorg.2:0" selected>doet niet mee' in page
    assert '<option value="cbs-wijk.2024:0" selected>doet niet mee' in page
    assert "Er wordt gerekend" not in page
    assert "De rekening per afdeling" not in page


def test_a_proposal_comes_with_its_proof_its_areas_and_the_bill_per_department(town_pages: TestClient) -> None:
    page = words_of(page_when_done(town_pages, f"{ASKED}&gebieden_vanaf=&bereken=ja"))
    assert "Bewezen: met deze wensen kan het verschil met alle eigenaren samen niet kleiner." in page
    assert "De beste bestaande is Indeling zorg; het voorstel geeft evenveel verschil." in page
    # West keeps to the north and oost to the south: 100 and 200 leave the one, 700, 800 and 1,100 the other.
    assert "Indeling beheer Afdeling beheer 1× 6 buurten 2.900 bereik 2.880\N{EN DASH}2.920 44%" in page
    assert "Indeling zorg Afdeling zorg 3× 0 buurten 0 0% 1,00" in page
    assert "Wat verhuist er voor Indeling beheer?" in page


def test_wishes_stay_filled_in_and_are_kept_to(town_pages: TestClient) -> None:
    page = page_when_done(town_pages, f"{ASKED}&gebieden_vanaf=3&gebieden_tot=3&bereken=ja")
    assert '<h2 id="uitkomst">3 gebieden</h2>' in page
    assert 'name="gebieden_vanaf" type="number" min="1" inputmode="numeric" value="3"' in page
    assert '<option value="GM0002.zorg.1:3" selected>telt driedubbel' in page


def test_wishes_that_cannot_be_met_are_answered_with_the_reason(town_pages: TestClient) -> None:
    page = page_when_done(town_pages, f"{ASKED}&inwoners_vanaf=9000&bereken=ja")
    assert "Er is geen voorstel." in page
    assert "Er is geen indeling die aan alle wensen voldoet" in page


def test_a_search_has_the_same_address_for_the_page_as_for_the_api(town_pages: TestClient) -> None:
    sent_off = town_pages.get(f"{ASKED}&gebieden_tot=4&bereken=ja", follow_redirects=False)
    assert sent_off.status_code == 303
    found = re.search(r"^/voorstel\?.*&gebieden_tot=4&voorstel=(.+)$", sent_off.headers["location"])
    assert found is not None
    assert town_pages.get(f"/api/v1/voorstellen/{found[1]}").json()["voorstel"] == found[1]


def test_a_search_that_is_not_kept_any_more_is_not_found(town_pages: TestClient) -> None:
    answer = town_pages.get(f"{ASKED}&voorstel=weg", headers=BROWSER)
    assert answer.status_code == 404
    assert "stel de vraag opnieuw" in answer.text


def test_one_clustering_is_no_ground_for_a_proposal(town_pages: TestClient) -> None:
    answer = town_pages.get("/voorstel?gemeente=GM0002&telt=GM0002.beheer.1:1&bereken=ja", headers=BROWSER)
    assert answer.status_code == 400
    assert "dit zijn er 1" in answer.text


def test_a_clustering_that_is_not_there_is_said_to_be_unknown(town_pages: TestClient) -> None:
    answer = town_pages.get("/voorstel?gemeente=GM0002&telt=GM0002.weg.1:1", headers=BROWSER)
    assert answer.status_code == 404


def test_a_number_that_is_none_is_refused_in_dutch(town_pages: TestClient) -> None:
    answer = town_pages.get(f"{ASKED}&gebieden_tot=veel&bereken=ja", headers=BROWSER)
    assert answer.status_code == 400
    assert "is geen geheel getal" in answer.text
