from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from etl.batch import Batch
from etl.http import Step
from etl.sources.cbs.answer import GemeenteNotInTableError, UnexpectedAnswerError
from etl.sources.cbs.odata_v3 import fetch_table as fetch_v3
from etl.sources.cbs.odata_v3 import map_table as map_v3
from etl.sources.cbs.odata_v4 import fetch_table, map_table
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.cbs.grid import asking, cell, in_order, messages, the_country, with_topic
from tests.servers.cbs import Traps
from tests.servers.cbs_tables import CbsTable, TopicSpec, truncated, with_value, without_topic


def pulled(local_dir: Path, table: CbsTable, gemeente_code: str | None = None, traps: Traps | None = None) -> Batch:
    with asking(local_dir, table, traps=traps) as client:
        return map_table(fetch_table(client, table.table_id, gemeente_code), load_catalogue())


def test_both_protocols_give_the_same_areas_and_figures(tmp_path: Path) -> None:
    with asking(tmp_path, the_country()) as client:
        older = map_v3(fetch_v3(client, "99999NED"), load_catalogue())
        newer = map_table(fetch_table(client, "99999NED"), load_catalogue())
    pd.testing.assert_frame_equal(in_order(newer), in_order(older))
    pd.testing.assert_frame_equal(
        pd.DataFrame(newer.gebieden_gdf[["code", "name", "change"]]),
        pd.DataFrame(older.gebieden_gdf[["code", "name", "change"]]),
    )


def test_cells_that_are_left_out_become_rows_with_their_reason(tmp_path: Path) -> None:
    batch = pulled(tmp_path, the_country())
    assert len(batch.observations_df) == 10 * 8
    assert cell(batch, "GM0828", "geboorte_totaal") == (None, "niet gepubliceerd")
    assert cell(batch, "BU08280100", "uitkering_bijstand") == (None, "geheim")
    assert cell(batch, "BU08280001", "pct_huurwoningen") == (None, "niet van toepassing")


def test_a_reason_that_cbs_states_is_taken_over(tmp_path: Path) -> None:
    stated = {("BU08280100", "D006842"): "Impossible", ("WK082801", "D006842"): "Confidential"}
    batch = pulled(tmp_path, replace(the_country(), attributes=stated))
    assert cell(batch, "BU08280100", "uitkering_bijstand") == (None, "niet van toepassing")
    assert cell(batch, "WK082801", "uitkering_bijstand") == (None, "geheim")


def test_a_reason_in_an_unknown_word_counts_as_secret_and_is_reported(tmp_path: Path) -> None:
    stated = {("BU08280100", "D006842"): "Embargoed", ("WK082801", "D006842"): "Embargoed"}
    batch = pulled(tmp_path, replace(the_country(), attributes=stated))
    assert cell(batch, "BU08280100", "uitkering_bijstand") == (None, "geheim")
    assert messages(batch, "onbekende reden")[0].startswith("CBS geeft bij 2 cellen zonder cijfer de reden 'Embargoed'")


def test_a_word_beside_a_value_does_not_take_the_value_away(tmp_path: Path) -> None:
    batch = pulled(tmp_path, replace(the_country(), attributes={("GM0828", "T001036"): "Provisional"}))
    assert cell(batch, "GM0828", "inwoners") == (100, "exact")
    assert messages(batch, "onbekende reden") == []


def test_a_topic_without_any_value_is_unpublished_whatever_is_stated(tmp_path: Path) -> None:
    batch = pulled(tmp_path, replace(the_country(), attributes={("GM0828", "M000173_1"): "Impossible"}))
    assert cell(batch, "GM0828", "geboorte_totaal") == (None, "niet gepubliceerd")


@pytest.mark.parametrize("has_next_link", [True, False])
def test_pages_are_followed_by_link_and_else_by_number(tmp_path: Path, *, has_next_link: bool) -> None:
    steps: list[Step] = []
    traps = Traps(v4_page_rows=7, has_next_link=has_next_link)
    with asking(tmp_path, the_country(), traps=traps) as client:
        client.progress = steps.append
        raw = fetch_table(client, "99999NED")
    assert len(raw.observations_df) == raw.announced == 65
    assert raw.observations_df["Id"].is_unique
    assert [step.done for step in steps][:3] == [7, 14, 21]


def test_one_gemeente_gives_the_same_as_the_whole_table_does_for_it(tmp_path: Path) -> None:
    table = the_country()
    for code in ("WK082800", "BU08280000"):
        table = with_value(table, code, "Personen per soort uitkering; Bijstand", None)
    whole, part = in_order(pulled(tmp_path, table)), in_order(pulled(tmp_path, table, "GM0828"))
    expected = whole[whole["gebied_code"].str.fullmatch(r"NL00|..0828\w*")].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, expected)


def test_a_measure_with_a_new_id_is_recognised_by_its_topic(tmp_path: Path) -> None:
    table = the_country()
    batch = pulled(tmp_path, replace(table, measures={**table.measures, "AantalInwoners_2": "T009999"}))
    assert cell(batch, "GM0828", "inwoners") == (100, "exact")


def test_an_unknown_measure_is_refused_with_its_path(tmp_path: Path) -> None:
    spec = TopicSpec(("Wonen", "Daken"), "Groene daken", "%", "M999999")
    batch = pulled(tmp_path, with_topic(the_country(), spec, {"NL00": 3}))
    assert "'Wonen > Daken > Groene daken (%)'" in messages(batch, "onbekende kolom")[0]
    assert batch.refused_df.to_dict("records") == [
        {"gebied_code": "NL00", "column": "M999999", "value": "3.0", "reason": "onbekend onderwerp"}
    ]


def test_a_measure_that_vanished_is_named(tmp_path: Path) -> None:
    batch = pulled(tmp_path, without_topic(the_country(), "Aantal inwoners"))
    assert "Bevolking > Inwoners (inwoners)" in messages(batch, "ontbrekende kolommen")[0]


def test_a_table_that_is_smaller_than_its_list_of_areas_is_an_error(tmp_path: Path) -> None:
    errors = [fault.message for fault in pulled(tmp_path, truncated(the_country(), 8)).errors()]
    assert len(errors) == 1
    assert errors[0].startswith("Van 2 van de 10 gebieden kwam geen cijfer: BU08280100, WK082801.")


def test_the_batch_says_where_it_came_from(tmp_path: Path) -> None:
    provenance = pulled(tmp_path, the_country()).provenance
    assert (provenance.source, provenance.version) == ("cbs-odata-v4", "2024-03-28T02:00:00+01:00")
    assert provenance.address.endswith("/odata/v1/CBS/99999NED/Observations")


def test_a_gemeente_that_is_not_in_the_table_is_named(tmp_path: Path) -> None:
    with (
        asking(tmp_path, the_country()) as client,
        pytest.raises(GemeenteNotInTableError, match="GM9999 komt niet voor"),
    ):
        fetch_table(client, "99999NED", "GM9999")


def test_a_table_about_something_else_than_areas_is_refused(tmp_path: Path) -> None:
    table = the_country()
    table = replace(table, rows_df=table.rows_df.rename(columns={"WijkenEnBuurten": "RegioS"}))
    with asking(tmp_path, table) as client, pytest.raises(UnexpectedAnswerError, match="een tabel met WijkenEnBuurten"):
        fetch_table(client, "99999NED")


def test_pages_that_shift_while_they_are_read_are_an_error(tmp_path: Path) -> None:
    with asking(tmp_path, the_country()) as client:
        raw = fetch_table(client, "99999NED")
    observations_df = raw.observations_df
    shifted_df = pd.concat([observations_df[:-2], observations_df[:2]], ignore_index=True)
    (error,) = map_table(replace(raw, observations_df=shifted_df), load_catalogue()).errors()
    assert error.message.startswith("2 cijfers kwamen vaker dan eens")


def test_pages_that_go_round_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedAnswerError, match="een verwijzing naar een volgende bladzijde"):
        pulled(tmp_path, the_country(), traps=Traps(v4_page_rows=3, repeats_page=True))
