from fastapi.testclient import TestClient

PATH = "/api/v1/indelingen"


def test_an_area_names_its_units_its_contact_and_by_what_a_unit_was_divided(town_client: TestClient) -> None:
    found = town_client.get(f"{PATH}/GM0002.plan.1/gebieden").json()
    first = found["gebieden"][0]
    assert (found["aantal"], first["gebied"], first["contactTeam"]) == (2, "GM0002.plan.1.p", "Team plan")
    parts = {part["eenheid"]: (part["aandeel"], part["gedeeldNaar"]) for part in first["delen"]}
    assert parts["BU00020000"] == (1.0, "ongedeeld")
    assert parts["BU00020002"] == (0.5, "oppervlakte")


def test_areas_come_in_pages(town_client: TestClient) -> None:
    first = town_client.get(f"{PATH}/cbs-buurt.2024/gebieden?paginaGrootte=8").json()
    second = town_client.get(first["links"]["volgende"]).json()
    assert [len(page["gebieden"]) for page in (first, second)] == [8, 4]
    assert second["links"]["volgende"] is None
    assert first["gebieden"][0]["delen"] == []


def test_versions_are_listed_newest_first(town_client: TestClient) -> None:
    found = town_client.get(f"{PATH}/GM0002.zorg.1/versies").json()["indelingen"]
    assert [(one["indeling"], one["status"]) for one in found] == [
        ("GM0002.zorg.2", "concept"),
        ("GM0002.zorg.1", "vastgesteld"),
    ]


def test_a_diff_tells_what_changed_since_the_older_version(town_client: TestClient) -> None:
    found = town_client.get(f"{PATH}/GM0002.zorg.2/verschil?met=GM0002.zorg.1").json()
    assert (found["oud"], found["nieuw"], found["isGelijk"]) == ("GM0002.zorg.1", "GM0002.zorg.2", False)
    assert [area["gebied"] for area in found["toegevoegd"]] == ["midden", "noord"]
    assert found["vervallen"] == [{"gebied": "buitengebied", "naam": "Gebied buitengebied"}]
    assert found["kenmerken"] == [{"kenmerk": "geldigVan", "oud": "2024-01-01", "nieuw": "2024-06-01"}]
    assert found["verplaatst"][0] == {
        "eenheid": "BU00020100",
        "naam": "BU00020100",
        "vanGebied": "buitengebied",
        "naarGebied": "midden",
        "aandeel": 1.0,
    }
    assert town_client.get(f"{PATH}/GM0002.zorg.2/verschil?met=GM0002.zorg.2").json()["isGelijk"]


def test_decisions_by_tolerance_can_be_read(town_client: TestClient) -> None:
    found = town_client.get(f"{PATH}/GM0002.plan.1/besluiten").json()
    assert found["slivergrensM"] == 25.0
    assert found["besluiten"] == [
        {
            "soort": "sliver",
            "eenheid": "BU00020000",
            "gebied": "p",
            "anderGebied": None,
            "oppervlakteM2": 120.5,
            "breedteM": 3.0,
            "toelichting": "Te smal om bedoeld te zijn.",
        }
    ]


def test_of_an_unknown_clustering_nothing_is_found_and_unknown_parameters_are_refused(town_client: TestClient) -> None:
    for what in ("gebieden", "versies", "besluiten", "verschil?met=GM0002.zorg.1"):
        assert town_client.get(f"{PATH}/GM0002.weg.1/{what}").status_code == 404
    for what in ("gebieden?onzin=1", "versies?onzin=1", "besluiten?onzin=1", "verschil?met=GM0002.zorg.2&onzin=1"):
        assert town_client.get(f"{PATH}/GM0002.zorg.1/{what}").status_code == 400
    answer = town_client.get(f"{PATH}/GM0002.zorg.1/verschil")
    assert answer.json()["detail"] == "met: ontbreekt; geef een waarde."
