"""CBS's Kerncijfers wijken en buurten as a spreadsheet or text file."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from etl.batch import Batch, Severity
from etl.sources.cells.files import DuplicateHeadingError, HeaderNotFoundError, MissingColumnsError
from etl.sources.kwb import YearConflictError, YearUnknownError, batch_from_path, read_workbook
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.tables import write_csv, write_xlsx

HEADINGS = ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code", "ind_wbi", "a_inw", "g_hhgro "]
GEMEENTE = ["GM0828", "0828", "Oss", "Oss", "Gemeente", "GM0828", ".", 94634, "2,2"]
BUURT = ["BU08280501", "08280501", "Industrie", "Oss", "Buurt", "BU08280501", 3, 0, "   ."]


def _batch(path: Path, *rows: list[object], headings: list[str] = HEADINGS, year: int | None = None) -> Batch:
    return batch_from_path(write_xlsx(path, [headings, *rows], sheet="Blad1"), load_catalogue(), year)


def _figure(batch: Batch, code: str, indicator: str) -> tuple[float, str]:
    cells_df = batch.observations_df.set_index(["gebied_code", "indicator"])
    return cells_df.loc[(code, indicator), "value"], cells_df.loc[(code, indicator), "status"]


def _checks(batch: Batch) -> Counter[str]:
    return Counter(fault.check for fault in batch.faults)


def test_a_workbook_gives_areas_with_name_and_change_on_the_first_of_january(tmp_path: Path) -> None:
    batch = _batch(tmp_path / "kwb-2024.xlsx", GEMEENTE, BUURT)
    assert batch.peildatum == date(2024, 1, 1)
    assert batch.gebieden_gdf["code"].tolist() == ["GM0828", "BU08280501"]
    assert batch.gebieden_gdf["name"].tolist() == ["Oss", "Industrie"]
    assert batch.gebieden_gdf["change"].fillna(0).tolist() == [0, 3]
    assert (batch.provenance.source, batch.provenance.table_id) == ("cbs-kwb", "kwb-2024")


def test_figures_come_under_our_keys_whatever_the_blanks_around_a_heading(tmp_path: Path) -> None:
    batch = _batch(tmp_path / "kwb-2024.xlsx", GEMEENTE, BUURT)
    assert _figure(batch, "GM0828", "inwoners") == (94634, "exact")
    assert _figure(batch, "GM0828", "gem_huishoudensgrootte") == (2.2, "exact")
    assert _figure(batch, "BU08280501", "inwoners") == (0, "exact")
    assert _figure(batch, "BU08280501", "gem_huishoudensgrootte")[1] == "geheim"


def test_capitals_in_headings_make_no_difference(tmp_path: Path) -> None:
    batch = _batch(tmp_path / "kwb-2024.xlsx", GEMEENTE, headings=[heading.upper() for heading in HEADINGS])
    assert _figure(batch, "GM0828", "inwoners") == (94634, "exact")
    with pytest.raises(DuplicateHeadingError, match="a_inw"):
        _batch(tmp_path / "kwb-2024.xlsx", [*GEMEENTE, 1], headings=[*HEADINGS, "A_INW"])


def test_the_text_edition_is_read_too(tmp_path: Path) -> None:
    lines = [
        ";".join(HEADINGS),
        "GM0828;0828;Oss;Oss;Gemeente;GM0828;1;94634;2,2",
        "WK082800;;Centrum;Oss;Wijk;;1;5;       NaN",
    ]
    batch = batch_from_path(write_csv(tmp_path / "kwb-2020.csv", *lines), load_catalogue())
    assert _figure(batch, "WK082800", "inwoners") == (5, "exact")
    assert _figure(batch, "WK082800", "gem_huishoudensgrootte")[1] == "geheim"


def test_text_in_a_figure_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    batch = _batch(tmp_path / "kwb-2024.xlsx", GEMEENTE, [*BUURT[:7], "circa 20", 2.1])
    assert batch.refused_df.to_numpy().tolist() == [["BU08280501", "a_inw", "circa 20", "is geen getal"]]
    assert _figure(batch, "BU08280501", "gem_huishoudensgrootte") == (2.1, "exact")
    fault = next(fault for fault in batch.faults if fault.check == "geweigerde cel")
    assert (fault.row, fault.column, fault.value) == ("3", "a_inw", "circa 20")


def test_new_and_absent_columns_are_warnings(tmp_path: Path) -> None:
    batch = _batch(tmp_path / "kwb-2024.xlsx", [*GEMEENTE, 1], headings=[*HEADINGS, "a_nieuw"])
    assert _checks(batch) == {"onbekende kolom": 1, "ontbrekende kolommen": 1}
    assert {fault.severity for fault in batch.faults} == {Severity.WARNING}
    assert next(batch.errors(), None) is None


def test_a_row_whose_level_contradicts_its_code_stops_the_load(tmp_path: Path) -> None:
    batch = _batch(tmp_path / "kwb-2024.xlsx", GEMEENTE, [*BUURT[:4], "Wijk", *BUURT[5:]])
    assert [fault.row for fault in batch.errors()] == ["3"]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("kwb-2013.xls", 2013),
        ("kwb2023.xlsx", 2023),
        ("utrecht-kwb-2024.xlsx", 2024),
        ("kerncijfers-wijken-en-buurten-2014.xls", 2014),
        ("kwb-2007-versie-2011-08-16.xls", 2007),
        ("Oss 2019.xlsx", 2019),
    ],
)
def test_the_year_is_in_the_files_name(tmp_path: Path, name: str, year: int) -> None:
    made = write_xlsx(tmp_path / f"{Path(name).stem}.xlsx", [HEADINGS, GEMEENTE], sheet="Blad1")
    assert read_workbook(made).year == year


def test_a_year_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "cijfers.xlsx", [HEADINGS, GEMEENTE], sheet="Blad1")
    with pytest.raises(YearUnknownError, match="Geef het jaar op"):
        read_workbook(path)
    assert read_workbook(path, 2021).year == 2021


def test_years_that_contradict_each_other_are_an_error(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "kwb-2024.xlsx", [HEADINGS, GEMEENTE], sheet="KWB2023")
    with pytest.raises(YearConflictError, match="volgens blad 'KWB2023' 2023, volgens de bestandsnaam 2024"):
        read_workbook(path)
    with pytest.raises(YearConflictError, match="volgens de opdracht 2022"):
        read_workbook(path, 2022)


def test_a_file_that_is_no_kwb_file_says_what_is_missing(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "kwb-2024.xlsx", [["code", "waarde"], ["GM0828", 1]])
    with pytest.raises(HeaderNotFoundError, match="een rij met gwb_code_10 en regio"):
        read_workbook(path)
    path = write_xlsx(tmp_path / "kwb-2024.xlsx", [["gwb_code_10", "regio"], ["GM0828", "Oss"]])
    with pytest.raises(MissingColumnsError, match="'recs'"):
        read_workbook(path)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("year", "figures", "unpublished", "secret"), [(2023, 8439, 5490, 101), (2024, 3637, 10370, 23)]
)
def test_utrecht_is_read_cell_by_cell(
    shared_data: Path, year: int, figures: int, unpublished: int, secret: int
) -> None:
    batch = batch_from_path(shared_data / "kwb" / f"utrecht-kwb-{year}.xlsx", load_catalogue())
    statuses = batch.observations_df["status"].value_counts().to_dict()
    assert statuses == {"exact": figures, "niet gepubliceerd": unpublished, "geheim": secret}
    assert (len(batch.gebieden_gdf), len(batch.refused_df), list(batch.errors())) == (122, 0, [])


@pytest.mark.real_data
def test_utrecht_has_the_figures_that_stand_in_the_sheet(shared_data: Path) -> None:
    batch = batch_from_path(shared_data / "kwb" / "utrecht-kwb-2023.xlsx", load_catalogue())
    assert _figure(batch, "GM0344", "inwoners") == (367947, "exact")
    assert _figure(batch, "WK034401", "gem_woz_waarde") == (451, "exact")
    assert _figure(batch, "BU03440111", "gem_huishoudensgrootte") == (1.6, "exact")
    assert _figure(batch, "BU03440111", "gem_elektriciteitslevering")[1] == "niet gepubliceerd"
