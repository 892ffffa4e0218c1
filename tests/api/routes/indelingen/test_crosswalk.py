from fastapi.testclient import TestClient

PATH = "/api/v1/indelingen/_kruistabel?van=GM0002.plan.1&naar=GM0002.beheer.1"


def test_the_factors_of_both_sides_add_up_to_one(town_client: TestClient) -> None:
    rows = town_client.get(PATH).json()["rijen"]
    areas = {row["gebied"] for row in rows}
    assert len(areas) == 2
    for area in areas:
        assert round(sum(row["aandeelVanGebied"] for row in rows if row["gebied"] == area), 6) == 1
    total = sum(row["hoeveelheid"]["waarde"] for row in rows)
    assert round(total, 6) == 6600


def test_a_row_says_what_was_estimated_and_what_is_not_complete(town_client: TestClient) -> None:
    rows = {(row["gebiedNaam"], row["naarGebiedNaam"]): row for row in town_client.get(PATH).json()["rijen"]}
    assert rows["Gebied p", "Gebied west"]["kwaliteit"] == "exact"
    cut = rows["Gebied p", "Gebied oost"]
    # Half of 300, 700 and 1,100.
    assert cut["hoeveelheid"] == {"waarde": 1050.0, "laagste": 1044.0, "hoogste": 1056.0}
    assert cut["kwaliteit"] == "geschat naar oppervlakte"
    assert rows["Gebied q", "Gebied oost"]["kwaliteit"] == "onvolledig, geschat naar oppervlakte"


def test_what_a_partial_clustering_leaves_out_has_rows_without_an_area(town_client: TestClient) -> None:
    address = "/api/v1/indelingen/_kruistabel?van=GM0002.feest.1&naar=GM0002.zorg.1"
    rows = [(row["gebied"], row["naarGebiedNaam"]) for row in town_client.get(address).json()["rijen"]]
    assert rows == [
        ("GM0002.feest.1.n", "Gebied buitengebied"),
        (None, "Gebied buitengebied"),
        (None, "Gebied dorp"),
    ]


def test_a_spreadsheet_in_dutch_reads_the_table(town_client: TestClient) -> None:
    answer = town_client.get(f"{PATH}&formaat=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    header, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert header == (
        "gebied;gebied naam;naar gebied;naar gebied naam;inwoners;inwoners laagste;inwoners hoogste;"
        "aandeel van gebied;aandeel van naar gebied;kwaliteit"
    )
    assert rows[0].startswith("GM0002.plan.1.p;Gebied p;GM0002.beheer.1.oost;Gebied oost;1050;1044;1056;0,24137931")
    assert len(rows) == 3
    assert 'rel="describedby"' in answer.headers["link"]


def test_the_accept_header_chooses_the_format_unless_the_address_does(town_client: TestClient) -> None:
    wants_csv = {"Accept": "text/csv"}
    assert town_client.get(PATH, headers=wants_csv).headers["content-type"].startswith("text/csv")
    assert town_client.get(f"{PATH}&formaat=json", headers=wants_csv).json()["rijen"]
    for headers in (wants_csv, {}):
        assert town_client.get(PATH, headers=headers).headers["vary"].split(", ")[0] == "Accept"


def test_surface_has_no_range(town_client: TestClient) -> None:
    table = town_client.get(f"{PATH}&formaat=csv&gewicht=oppervlakte").content.decode("utf-8-sig").splitlines()
    assert table[0].split(";")[4:6] == ["oppervlakte in m²", "aandeel van gebied"]
    assert table[1].split(";")[4] == "1500000"
