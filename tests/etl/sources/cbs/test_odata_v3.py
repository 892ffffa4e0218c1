from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.batch import Batch
from etl.http import BadStatusError, Step, UnreachableError
from etl.sources.cbs.answer import GemeenteNotInTableError, UnexpectedAnswerError
from etl.sources.cbs.odata_v3 import fetch_table, map_table
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.cbs.grid import asking, cell, in_order, messages, the_country, with_topic
from tests.servers.cbs import Traps
from tests.servers.cbs_tables import CbsTable, TopicSpec, renamed_topic, truncated, with_value, without_topic


def pulled(local_dir: Path, table: CbsTable, gemeente_code: str | None = None, traps: Traps | None = None) -> Batch:
    with asking(local_dir, table, traps=traps) as client:
        return map_table(fetch_table(client, table.table_id, gemeente_code), load_catalogue())


def test_a_whole_table_holds_every_area_and_known_topic(tmp_path: Path) -> None:
    batch = pulled(tmp_path, the_country())
    assert len(batch.gebieden_gdf) == 10
    assert len(batch.observations_df) == 10 * 8
    assert cell(batch, "BU0363MB01", "inwoners") == (90, "exact")
    assert list(batch.errors()) == []


def test_areas_have_their_name_and_what_changed_and_no_padding(tmp_path: Path) -> None:
    gebieden = pulled(tmp_path, the_country()).gebieden_gdf.set_index("code")
    assert gebieden.loc["BU08280000", "name"] == "Centrum"
    assert gebieden.loc["BU08280001", "change"] == 2
    assert pd.isna(gebieden.loc["GM0828", "change"])
    assert gebieden.geometry.isna().all()


def test_a_topic_is_matched_although_its_title_ends_in_blanks_and_its_key_in_another_number(tmp_path: Path) -> None:
    table = the_country()
    assert table.column("Huurwoningen totaal ") == "HuurwoningenTotaal_5"
    assert cell(pulled(tmp_path, table), "GM0828", "pct_huurwoningen") == (25, "exact")


def test_zero_inhabitants_stay_zero(tmp_path: Path) -> None:
    assert cell(pulled(tmp_path, the_country()), "BU08280001", "inwoners") == (0, "exact")


def test_the_four_reasons_of_an_empty_cell_are_told_apart(tmp_path: Path) -> None:
    batch = pulled(tmp_path, the_country())
    assert cell(batch, "BU08280000", "geboorte_totaal") == (None, "niet gepubliceerd")
    assert cell(batch, "BU08280001", "uitkering_bijstand") == (None, "geheim")
    assert cell(batch, "BU08280001", "pct_huurwoningen") == (None, "niet van toepassing")
    assert cell(batch, "WK082800", "meest_voorkomende_postcode") == (None, "niet gepubliceerd")


def test_text_becomes_a_number_and_a_padded_dot_is_missing(tmp_path: Path) -> None:
    batch = pulled(tmp_path, the_country())
    assert cell(batch, "BU08280000", "meest_voorkomende_postcode") == (5341, "exact")
    assert cell(batch, "BU08280001", "meest_voorkomende_postcode") == (None, "geheim")


def test_one_gemeente_gives_the_same_as_the_whole_table_does_for_it(tmp_path: Path) -> None:
    whole, part = pulled(tmp_path, the_country()), pulled(tmp_path, the_country(), "GM0828")
    assert sorted(part.gebieden_gdf["code"]) == sorted(
        ["NL00", "GM0828", "WK082800", "WK082801", "BU08280000", "BU08280001", "BU08280100"]
    )
    expected = in_order(whole)
    expected = expected[expected["gebied_code"].isin(part.gebieden_gdf["code"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(in_order(part), expected)


def test_a_topic_that_a_gemeente_lacks_but_others_have_is_secret_and_not_unpublished(tmp_path: Path) -> None:
    table = the_country()
    for code in ("WK082800", "WK082801", "BU08280000", "BU08280100"):
        table = with_value(table, code, "Personen per soort uitkering; Bijstand", None)
    batch = pulled(tmp_path, table, "GM0828")
    assert cell(batch, "BU08280000", "uitkering_bijstand") == (None, "geheim")
    assert cell(batch, "GM0828", "uitkering_bijstand") == (10, "exact")


def test_codes_that_only_contain_the_number_of_the_gemeente_are_left_out(tmp_path: Path) -> None:
    batch = pulled(tmp_path, the_country(), "GM0363")
    assert sorted(batch.gebieden_gdf["code"]) == ["BU0363MB01", "GM0363", "NL00", "WK0363MB"]


def test_one_gemeente_is_asked_of_the_api_and_a_whole_table_of_the_feed(tmp_path: Path) -> None:
    traps = Traps()
    pulled(tmp_path, the_country(), "GM0828", traps)
    pulled(tmp_path, the_country(), None, traps)
    asked = [path for path in traps.asked if "TypedDataSet" in path]
    assert asked[0].startswith("/ODataApi/odata/99999NED/TypedDataSet?")
    assert asked[-1].startswith("/ODataFeed/odata/99999NED/TypedDataSet?")


def test_too_many_rows_for_the_api_are_fetched_from_the_feed_without_asking_the_api_again(tmp_path: Path) -> None:
    traps = Traps(max_rows=3)
    batch = pulled(tmp_path, the_country(), "GM0828", traps)
    assert cell(batch, "BU08280000", "inwoners") == (70, "exact")
    assert len([path for path in traps.asked if path.startswith("/ODataApi")]) == 1


def test_pages_are_followed_to_the_last_row_with_their_progress(tmp_path: Path) -> None:
    steps: list[Step] = []
    with asking(tmp_path, the_country(), traps=Traps(page_rows=4)) as client:
        client.progress = steps.append
        raw = fetch_table(client, "99999NED")
    assert len(raw.rows_df) == 10
    assert [step.done for step in steps if "TypedDataSet" in step.label] == [4, 8, 10]


def test_a_server_that_stumbles_and_hangs_up_gives_the_same_table(tmp_path: Path) -> None:
    expected = in_order(pulled(tmp_path, the_country()))
    stumbling = Traps(failures=2, cuts=1, page_rows=4)
    pd.testing.assert_frame_equal(in_order(pulled(tmp_path, the_country(), traps=stumbling)), expected)


def test_the_same_answers_give_the_same_checksum(tmp_path: Path) -> None:
    with asking(tmp_path, the_country()) as client:
        first, second = fetch_table(client, "99999NED"), fetch_table(client, "99999NED")
    assert (first.fetched.sha256, first.fetched.byte_count) == (second.fetched.sha256, second.fetched.byte_count)


def test_the_batch_says_where_it_came_from(tmp_path: Path) -> None:
    provenance = pulled(tmp_path, the_country()).provenance
    assert (provenance.source, provenance.table_id) == ("cbs-odata-v3", "99999NED")
    assert provenance.version == "2024-03-28T02:00:00"
    assert provenance.address.endswith("/ODataFeed/odata/99999NED/TypedDataSet")


def test_an_unknown_topic_is_refused_with_its_path_and_the_rest_is_loaded(tmp_path: Path) -> None:
    table = with_topic(the_country(), TopicSpec(("Wonen", "Daken"), "Groene daken", "%"), {"NL00": 3, "GM0828": 7})
    batch = pulled(tmp_path, table)
    assert messages(batch, "onbekende kolom")[0].startswith("Het onderwerp 'Wonen > Daken > Groene daken (%)' staat")
    assert batch.refused_df.to_dict("records") == [
        {"gebied_code": "NL00", "column": "GroeneDaken_9", "value": "3.0", "reason": "onbekend onderwerp"},
        {"gebied_code": "GM0828", "column": "GroeneDaken_9", "value": "7.0", "reason": "onbekend onderwerp"},
    ]
    assert len(batch.observations_df) == 10 * 8


def test_a_topic_that_vanished_is_named(tmp_path: Path) -> None:
    batch = pulled(tmp_path, without_topic(the_country(), "Aantal inwoners"))
    assert "Bevolking > Aantal inwoners (aantal)" in messages(batch, "ontbrekende kolommen")[0]
    assert "inwoners" not in set(batch.observations_df["indicator"])


def test_a_renamed_topic_is_recognised_as_such(tmp_path: Path) -> None:
    batch = pulled(tmp_path, renamed_topic(the_country(), "Woningvoorraad", "Woningvoorraden"))
    assert "Misschien heette het 'Wonen > Woningvoorraad (aantal)'" in messages(batch, "onbekende kolom")[0]


def test_two_topics_for_one_indicator_are_not_added_or_mixed(tmp_path: Path) -> None:
    again = TopicSpec(("Wonen en vastgoed",), "Woningvoorraad", measure="X")
    batch = pulled(tmp_path, with_topic(the_country(), again, {"GM0828": 999}))
    assert cell(batch, "GM0828", "woningvoorraad") == (40, "exact")
    assert messages(batch, "dubbele kolom")
    assert batch.refused_df["value"].tolist() == ["999.0"]


def test_a_table_that_is_smaller_than_announced_is_an_error(tmp_path: Path) -> None:
    errors = [fault.message for fault in pulled(tmp_path, truncated(the_country(), 8)).errors()]
    assert errors[0].startswith("Van 2 van de 10 gebieden kwam geen cijfer: BU08280100, WK082801.")
    assert errors[1].startswith("Er kwamen 8 rijen; volgens CBS zijn het er 10.")


def test_a_gemeente_of_which_a_buurt_is_missing_is_an_error(tmp_path: Path) -> None:
    errors = [fault.message for fault in pulled(tmp_path, truncated(the_country(), 9), "GM0828").errors()]
    expected = "Van 1 van de 7 gebieden kwam geen cijfer: BU08280100. Haal de tabel opnieuw op; blijft het zo, dan is "
    assert errors == [f"{expected}de tabel bij CBS zelf niet in orde."]


def test_minus_one_in_a_distance_is_no_value_but_elsewhere_it_is(tmp_path: Path) -> None:
    table = with_value(the_country(), "BU08280000", "Afstand tot grote supermarkt", -1)
    batch = pulled(tmp_path, with_value(table, "BU08280000", "Woningvoorraad", -1))
    assert cell(batch, "BU08280000", "afstand_grote_supermarkt") == (None, "geheim")
    assert cell(batch, "BU08280000", "woningvoorraad") == (-1, "exact")
    assert "bij 1 gebieden de waarde -1" in messages(batch, "waarde -1")[0]


def test_text_where_a_number_belongs_is_refused_with_its_place(tmp_path: Path) -> None:
    batch = pulled(tmp_path, with_value(the_country(), "BU08280000", "Meest voorkomende postcode", "53x1"))
    assert batch.refused_df.to_dict("records") == [
        {
            "gebied_code": "BU08280000",
            "column": "MeestVoorkomendePostcode_8",
            "value": "53x1",
            "reason": "geen getal",
        }
    ]


def test_a_gemeente_that_is_not_in_the_table_is_named(tmp_path: Path) -> None:
    with (
        asking(tmp_path, the_country()) as client,
        pytest.raises(GemeenteNotInTableError, match="GM9999 komt niet voor"),
    ):
        fetch_table(client, "99999NED", "GM9999")


def test_a_table_over_several_years_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedAnswerError, match="de periode is '2009-2012'"):
        pulled(tmp_path, replace(the_country(), period="2009-2012"))


def test_a_table_that_does_not_exist_is_not_asked_for_twice(tmp_path: Path) -> None:
    traps = Traps()
    with asking(tmp_path, the_country(), traps=traps) as client, pytest.raises(BadStatusError, match="status 404"):
        fetch_table(client, "00000NED")
    assert len(traps.asked) == 1


def test_a_filter_on_a_topic_gives_the_same_answer_as_too_many_rows(tmp_path: Path) -> None:
    with asking(tmp_path, the_country(), http_attempts=1) as client, pytest.raises(BadStatusError) as caught:
        client.get_json(
            f"{client.settings.cbs_v3_url}/ODataApi/odata/99999NED/TypedDataSet", {"$filter": "SoortRegio_2 eq 'Buurt'"}
        )
    assert (caught.value.status, "10000 records" in caught.value.body) == (500, True)


def test_an_unpadded_code_finds_nothing(tmp_path: Path) -> None:
    with asking(tmp_path, the_country()) as client:
        url = f"{client.settings.cbs_v3_url}/ODataApi/odata/99999NED/TypedDataSet"
        assert client.get_json(url, {"$filter": "WijkenEnBuurten eq 'GM0828'"})["value"] == []
        assert len(client.get_json(url, {"$filter": "WijkenEnBuurten eq 'GM0828    '"})["value"]) == 1


def test_a_table_about_something_else_than_areas_is_refused(tmp_path: Path) -> None:
    table = the_country()
    table = replace(table, rows_df=table.rows_df.rename(columns={"WijkenEnBuurten": "RegioS"}))
    with asking(tmp_path, table) as client, pytest.raises(UnexpectedAnswerError, match="een tabel met WijkenEnBuurten"):
        fetch_table(client, "99999NED")


def test_an_empty_last_page_adds_nothing(tmp_path: Path) -> None:
    with asking(tmp_path, the_country(), traps=Traps(page_rows=5, has_empty_page=True)) as client:
        raw = fetch_table(client, "99999NED")
    assert len(raw.rows_df) == 10
    assert raw.rows_df[the_country().column("Aantal inwoners")].dtype == "int64"


def test_a_server_that_does_not_answer_in_time_is_named(tmp_path: Path) -> None:
    slow = asking(tmp_path, the_country(), traps=Traps(slow_s=1), http_timeout_s=0.2, http_attempts=1)
    with slow as client, pytest.raises(UnreachableError, match=r"geen antwoord binnen 0\.2 seconden"):
        fetch_table(client, "99999NED")


def test_part_of_a_code_matches_the_codes_of_other_gemeenten_too(tmp_path: Path) -> None:
    with asking(tmp_path, the_country()) as client:
        url = f"{client.settings.cbs_v3_url}/ODataApi/odata/99999NED/TypedDataSet"
        rows = client.get_json(
            url, {"$filter": "substringof('363MB',WijkenEnBuurten) and startswith(WijkenEnBuurten,'BU')"}
        )
    assert [row["WijkenEnBuurten"] for row in rows["value"]] == ["BU0363MB01"]


@settings(max_examples=6, deadline=None)
@given(page_rows=st.integers(1, 11), has_empty_page=st.booleans())
def test_the_size_of_the_pages_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, *, page_rows: int, has_empty_page: bool
) -> None:
    traps = Traps(page_rows=page_rows, has_empty_page=has_empty_page)
    batch = pulled(tmp_path_factory.mktemp("local"), the_country(), traps=traps)
    assert list(batch.errors()) == []
    people = batch.observations_df.query("indicator == 'inwoners'")
    assert people["value"].tolist() == [190, 90, 90, 90, 100, 70, 70, 0, 30, 30]


def test_pages_that_go_round_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedAnswerError, match="een verwijzing naar een volgende bladzijde"):
        pulled(tmp_path, the_country(), traps=Traps(page_rows=3, repeats_page=True))


def test_a_table_that_does_not_describe_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedAnswerError, match="ten minste één regel"):
        pulled(tmp_path, replace(the_country(), properties=()))
