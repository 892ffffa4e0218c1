"""Any table, read by a column map."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl.batch import Batch
from etl.sources.cells.files import MissingColumnsError
from etl.sources.tabel.rows import NoRowsLeftError, NothingReadError
from etl.sources.tabel.table import UnknownTablesError, batches_from_path, load_column_map, map_table, read_table
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.tables import LONG_MAP, PROVENANCE, WIDE_MAP, column_map, write_csv, write_xlsx


def _batches(folder: Path, toml: str, *lines: str) -> list[Batch]:
    path = write_csv(folder / "cijfers.csv", *lines)
    return batches_from_path(path, column_map(folder, toml), load_catalogue())


def _cells(batch: Batch) -> list[tuple[str, str, int, float, str]]:
    columns = ["gebied_code", "indicator", "period", "value", "status"]
    return [tuple(row) for row in batch.observations_df[columns].fillna(-1).to_numpy().tolist()]


def test_a_wide_table_gives_a_figure_per_column(tmp_path: Path) -> None:
    (batch,) = _batches(
        tmp_path, WIDE_MAP, "code;jaar;score;inwonertal", "GM0828;2016;0,1;90.000", "WK082800;2016JJ00;.;"
    )
    assert _cells(batch) == [
        ("GM0828", "leefbaarheid_totaal", 2016, 0.1, "exact"),
        ("WK082800", "leefbaarheid_totaal", 2016, -1, "geheim"),
        ("WK082800", "inwoners", 2016, -1, "niet van toepassing"),
    ]
    assert batch.refused_df["value"].tolist() == ["90.000"]
    assert batch.peildatum == date(2020, 1, 1)


def test_where_the_table_comes_from_is_in_the_map(tmp_path: Path) -> None:
    (batch,) = _batches(tmp_path, WIDE_MAP, "code;jaar;score", "GM0828;2016;1")
    provenance = batch.provenance
    assert (provenance.source, provenance.table_id, provenance.version) == ("proef", "proeftabel", "cijfers")
    assert (provenance.licence, provenance.address) == ("CC0 1.0 (Proefbureau)", "cijfers.csv")


def test_a_long_table_gives_a_figure_per_row_and_a_batch_per_peildatum(tmp_path: Path) -> None:
    lines = ["code;jaar;onderwerp;waarde", "GM0828;2016;score;1,5", "GM0828;2020;inwonertal;7", "GM0828;2016;iets;3"]
    first, second = _batches(tmp_path, LONG_MAP, *lines)
    assert _cells(first) == [("GM0828", "leefbaarheid_totaal", 2016, 1.5, "exact")]
    assert _cells(second) == [("GM0828", "inwoners", 2020, 7.0, "exact")]
    assert (first.peildatum, second.peildatum) == (date(2016, 1, 1), date(2020, 1, 1))
    assert first.refused_df.to_numpy().tolist() == [["GM0828", "iets", "3", "staat niet in de catalogus"]]


def test_the_newest_period_can_set_the_boundaries_of_all(tmp_path: Path) -> None:
    toml = LONG_MAP.replace('regel = "periode"', 'regel = "nieuwste periode"')
    (batch,) = _batches(tmp_path, toml, "code;jaar;onderwerp;waarde", "GM0828;2016;score;1", "GM0828;2025;score;2")
    assert batch.peildatum == date(2025, 1, 1)
    assert batch.observations_df["period"].tolist() == [2016, 2025]


def test_a_column_can_set_the_boundaries_per_row(tmp_path: Path) -> None:
    toml = WIDE_MAP.replace("{ jaar = 2020 }", '{ kolom = "indeling" }')
    lines = ["code;jaar;indeling;score", "GM0828;2016;2018;1", "GM0637;2016;2016;2"]
    batches = _batches(tmp_path, toml, *lines)
    assert [(batch.peildatum.year, _cells(batch)[0][0]) for batch in batches] == [(2016, "GM0637"), (2018, "GM0828")]


def test_headings_can_carry_the_year(tmp_path: Path) -> None:
    toml = WIDE_MAP.replace('{ kolom = "jaar" }', "{ kop = '(?P<naam>[a-z]+)(?P<jaar>\\d\\d)' }")
    (batch,) = _batches(tmp_path, toml, "code;score14;score16;score", "WK082800;1;2;3")
    assert [cell[2:4] for cell in _cells(batch)] == [(2014, 1.0), (2016, 2.0)]
    new = [fault.column for fault in batch.faults if fault.check == "onbekende kolom"]
    assert new == ["score"]


def test_a_filter_picks_rows_and_says_what_there_is_when_nothing_is_left(tmp_path: Path) -> None:
    toml = WIDE_MAP.replace("[indic", "filter = [{ kolom = 'leeftijd', waarden = ['18+'] }]\n[indic", 1)
    lines = ["code;jaar;leeftijd;score", "GM0828;2016;18+;1", "GM0828;2016;65+;2"]
    (batch,) = _batches(tmp_path, toml, *lines)
    assert [cell[3] for cell in _cells(batch)] == [1.0]
    with pytest.raises(
        NoRowsLeftError, match=r"kolom 'leeftijd' wat het filter vraagt \(18\+\)\. Wel komt voor: '65\+'"
    ):
        _batches(tmp_path, toml, lines[0], lines[2])


def test_a_pattern_filters_out_months(tmp_path: Path) -> None:
    toml = WIDE_MAP.replace("[indic", "filter = [{ kolom = 'jaar', patroon = '[0-9]{4}JJ00' }]\n[indic", 1)
    (batch,) = _batches(tmp_path, toml, "code;jaar;score", "GM0828;2016JJ00;1", "GM0828;2016MM01;2")
    assert [cell[3] for cell in _cells(batch)] == [1.0]


def test_factors_and_refusals_hold_for_single_names(tmp_path: Path) -> None:
    toml = LONG_MAP + '[indicatoren.schaal]\nscore = 0.01\n[indicatoren.weigeren]\ninwonertal = "afgerond op duizend"\n'
    lines = ["code;jaar;onderwerp;waarde", "GM0828;2016;score;150", "GM0828;2016;inwonertal;92000"]
    (batch,) = _batches(tmp_path, toml, *lines)
    assert [cell[3] for cell in _cells(batch)] == [1.5]
    assert batch.refused_df["reason"].tolist() == ["afgerond op duizend"]


def test_levels_or_the_whole_table_can_be_refused(tmp_path: Path) -> None:
    lines = ["code;jaar;onderwerp;waarde", "GM0828;2016;score;1", "WK082800;2016;score;2"]
    levels = 'niveaus_weigeren = { gemeente = "opgeteld" }\n' + LONG_MAP
    (batch,) = _batches(tmp_path, levels, *lines)
    assert [cell[0] for cell in _cells(batch)] == ["WK082800"]
    assert batch.refused_df[["gebied_code", "reason"]].to_numpy().tolist() == [["GM0828", "opgeteld"]]
    (batch,) = _batches(tmp_path, 'weigeren = "herkomst onbekend"\n' + LONG_MAP, *lines)
    assert batch.observations_df.empty
    assert batch.refused_df["reason"].tolist() == ["herkomst onbekend"] * 2


def test_areas_come_along_only_with_their_name(tmp_path: Path) -> None:
    lines = ["code;naam;jaar;score", "WK082800;Centrum;2016;1"]
    (batch,) = _batches(tmp_path, WIDE_MAP.replace("[indic", "[indicatoren]\nnegeren = ['naam']\n[indic", 1), *lines)
    assert batch.gebieden_gdf.empty
    (batch,) = _batches(tmp_path, WIDE_MAP.replace('"code" }', '"code", naam = "naam" }'), *lines)
    assert batch.gebieden_gdf["name"].tolist() == ["Centrum"]


def test_a_spreadsheet_with_codes_as_numbers_is_read_by_level(tmp_path: Path) -> None:
    rows = [["code", "jaar", "score"], [82800, 2016, 1.25]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    toml = WIDE_MAP.replace('"code" }', '"code", niveau = "wijk" }')
    (batch,) = batches_from_path(path, column_map(tmp_path, toml), load_catalogue())
    assert _cells(batch) == [("WK082800", "leefbaarheid_totaal", 2016, 1.25, "exact")]


def test_one_file_can_hold_several_tables(tmp_path: Path) -> None:
    toml = 'tabelkolom = "uit"\n' + LONG_MAP + '[tabellen.A]\nbron = "a"\n[tabellen.B]\nbron = "b"\n'
    lines = [
        "code;jaar;onderwerp;waarde;uit",
        "GM0828;2016;score;1;A",
        "GM0828;2016;score;2;B",
        "GM0828;2016;score;3;A",
    ]
    batches = _batches(tmp_path, toml, *lines)
    assert [(batch.provenance.source, len(batch.observations_df)) for batch in batches] == [("a", 2), ("b", 1)]
    with pytest.raises(UnknownTablesError, match=r"kolom 'uit'.*'C' \(1 rijen\)"):
        _batches(tmp_path, toml, *lines, "GM0828;2016;score;3;C")


def test_columns_that_the_map_names_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnsError, match=r"'code' \(bedoelt u 'kode'\?\); 'jaar'"):
        _batches(tmp_path, WIDE_MAP, "kode;score", "GM0828;1")


def test_a_row_with_a_bad_code_or_year_stops_the_load_and_the_rest_is_read(tmp_path: Path) -> None:
    (batch,) = _batches(tmp_path, WIDE_MAP, "code;jaar;score", "GM0828;2016;1", "GM08;2016;2", "GM0828;vorig jaar;3")
    assert sorted(fault.check for fault in batch.errors()) == ["onbekende code", "onbekende periode"]
    assert len(batch.observations_df) == 1


def test_a_table_of_which_nothing_is_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(NothingReadError, match="'Totaal' is geen code"):
        _batches(tmp_path, WIDE_MAP, "code;jaar;score", "Totaal;2016;1")
    with pytest.raises(NothingReadError, match=r"Kolom cijfer van cijfers\.csv staat niet in de catalogus"):
        _batches(tmp_path, WIDE_MAP, "code;jaar;cijfer", "GM0828;2016;1")


def test_reading_and_mapping_are_apart(tmp_path: Path) -> None:
    kaart = column_map(tmp_path, WIDE_MAP)
    raw_df = read_table(write_csv(tmp_path / "a.csv", "code;jaar;score", "GM0828 ;2016; ."), kaart)
    assert raw_df.to_dict("records") == [{"code": "GM0828 ", "jaar": "2016", "score": " ."}]
    (batch,) = map_table(raw_df, kaart, PROVENANCE, catalogue=load_catalogue())
    assert batch.provenance.sha256 == PROVENANCE.sha256


def test_recorded_crime_is_the_total_of_whole_years_on_the_newest_boundaries(tmp_path: Path) -> None:
    lines = [
        "ID;SoortMisdrijf;WijkenEnBuurten;Perioden;GeregistreerdeMisdrijven_1",
        "1;0.0.0 ;NL01      ;2024JJ00;800000",
        "2;0.0.0 ;BU08280000;2025JJ00;31",
        "3;1.1.1 ;BU08280000;2025JJ00;5",
    ]
    path = write_csv(tmp_path / "47018NED.csv", *lines)
    (batch,) = batches_from_path(path, load_column_map("criminaliteit"), load_catalogue())
    assert batch.peildatum == date(2025, 1, 1)
    assert [cell[:4] for cell in _cells(batch)] == [
        ("NL00", "geregistreerde_misdrijven", 2024, 800000.0),
        ("BU08280000", "geregistreerde_misdrijven", 2025, 31.0),
    ]


def test_the_leefbaarometer_is_read_with_the_year_in_its_headings(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "leefbaarometer.csv", "WK_CODE;RLBWON12;RLBWON16", "WK082800;-0.0127;0.081")
    (batch,) = batches_from_path(path, load_column_map("leefbaarometer"), load_catalogue())
    assert [cell[1:4] for cell in _cells(batch)] == [
        ("leefbaarheid_woningen", 2012, -0.0127),
        ("leefbaarheid_woningen", 2016, 0.081),
    ]


def test_a_residents_survey_hides_small_samples_and_tells_what_was_not_asked(tmp_path: Path) -> None:
    lines = [
        "code;naam;jaar;respons;rapportcijfer leefbaarheid;% (zeer) eenzaam",
        "WK999900;Centrum;2022;190;7,3;-",
        "WK999902;Buitenveld;2022;31;n<50;-",
    ]
    path = write_csv(tmp_path / "bewonersonderzoek-2022.csv", *lines)
    (batch,) = batches_from_path(path, load_column_map("bewonersonderzoek"), load_catalogue())
    assert _cells(batch) == [
        ("WK999900", "bewoners_rapportcijfer_leefbaarheid", 2022, 7.3, "exact"),
        ("WK999902", "bewoners_rapportcijfer_leefbaarheid", 2022, -1, "geheim"),
        ("WK999900", "bewoners_pct_eenzaam", 2022, -1, "niet gepubliceerd"),
        ("WK999902", "bewoners_pct_eenzaam", 2022, -1, "niet gepubliceerd"),
    ]
    assert batch.observations_df["sample_size"].tolist() == [190, 31, 190, 31]
    assert batch.observations_df["answer_spread"].fillna(0).tolist() == [1.35, 1.35, 0, 0]
    assert not [fault for fault in batch.faults if "spreiding" in fault.check or "marge" in fault.check]


def test_the_spread_of_answers_is_turned_to_our_unit_like_the_figure(tmp_path: Path) -> None:
    sample = 'steekproef = { kolom = "n", ontwerpeffect = 2, spreiding = 20 }'
    toml = WIDE_MAP.replace(
        "[indicatoren.kolommen]", f"{sample}\n[indicatoren]\nschaal = {{ score = -0.1 }}\n[indicatoren.kolommen]"
    )
    (batch,) = _batches(tmp_path, toml, "code;jaar;n;score", "WK082800;2016;100;74")
    row = batch.observations_df.iloc[0]
    assert (row["value"], row["effective_size"], row["answer_spread"]) == (-7.4, 50, 2)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("year", "figures", "unpublished", "secret"), [(2016, 446310, 138728, 21897), (2020, 530304, 52023, 24608)]
)
def test_rivm_is_read_cell_by_cell(shared_data: Path, year: int, figures: int, unpublished: int, secret: int) -> None:
    path = shared_data / "rivm" / f"50090NED_{year}_18plus.xlsx"
    (batch,) = batches_from_path(path, load_column_map("rivm-gezondheid"), load_catalogue())
    assert batch.observations_df["status"].value_counts().to_dict() == {
        "exact": figures,
        "niet gepubliceerd": unpublished,
        "geheim": secret,
    }
    assert (batch.peildatum, batch.faults, len(batch.refused_df)) == (date(2020, 1, 1), (), 0)
    assert figures + unpublished + secret == 17341 * 35


@pytest.mark.real_data
@pytest.mark.parametrize(("folder", "figures", "refused"), [("oss", 25356, 612), ("zoetermeer", 7276, 182)])
def test_the_long_files_are_accounted_for_to_the_last_row(
    shared_data: Path, folder: str, figures: int, refused: int
) -> None:
    path = shared_data / folder / "indicators_long.csv"
    batches = batches_from_path(path, load_column_map("indicatoren-lang"), load_catalogue())
    assert sum(len(batch.observations_df) for batch in batches) == figures
    assert sum(len(batch.refused_df) for batch in batches) == refused
    assert figures + refused == len(pd.read_csv(path))
    assert not [fault for batch in batches for fault in batch.errors()]
