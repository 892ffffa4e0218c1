from fastapi.testclient import TestClient


def test_suggestions_are_grouped_by_kind_with_where_each_lies(client: TestClient) -> None:
    assert client.get("/zoek/suggesties?zoek=westp").json() == {
        "groepen": [
            {
                "soort": "Buurten",
                "gebieden": [{"naam": "Westpoort", "waar": "West, Roosterdam", "adres": "/wijkfoto/BU00010001"}],
            }
        ]
    }


def test_an_area_of_ones_own_says_of_which_clustering_it_is(client: TestClient) -> None:
    (group,) = client.get("/zoek/suggesties?zoek=rayon west").json()["groepen"]
    assert group["soort"] == "Gebieden van eigen indelingen"
    assert group["gebieden"][0] == {
        "naam": "Rayon West",
        "waar": "Indeling ibor, Roosterdam",
        "adres": "/wijkfoto/GM0001.ibor.1.1",
    }


def test_one_letter_suggests_nothing(client: TestClient) -> None:
    assert client.get("/zoek/suggesties?zoek=w").json() == {"groepen": []}


def test_suggestions_are_no_part_of_the_api(client: TestClient) -> None:
    assert "/zoek/suggesties" not in client.get("/api/v1/openapi.json").json()["paths"]
