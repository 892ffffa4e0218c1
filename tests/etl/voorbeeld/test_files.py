from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from etl.batch import Severity
from etl.sources import kwb
from etl.sources.kaart import wijkenbuurtenkaart
from etl.voorbeeld.__main__ import TARGET, main
from etl.voorbeeld.codes import YEARS
from etl.voorbeeld.truth import truth
from geodata.indicators.catalogue import load_catalogue

GENERATED = sorted(path.name for path in TARGET.iterdir() if path.name not in {"README.md", "indelingen.toml"})


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the command says as it makes all files again, in a folder of its own."""
    with redirect_stdout(StringIO()) as text:
        main([str(tmp_path_factory.mktemp("voorbeeld"))])
    return text.getvalue()


@pytest.fixture(scope="module")
def folder(said: str) -> Path:
    return Path(said.split(maxsplit=1)[0]).parent


def buurten(year: int) -> gpd.GeoDataFrame:
    return gpd.read_file(TARGET / f"wijkenbuurten_{year}.gpkg", layer="buurten")


def test_the_generator_makes_every_file_that_is_there(folder):
    assert sorted(path.name for path in folder.iterdir()) == GENERATED


def test_the_command_says_what_it_wrote_and_how_big_it_is(said):
    assert sorted(Path(line.split()[0]).name for line in said.splitlines()) == GENERATED
    assert all(line.endswith(" kB") for line in said.splitlines())


@pytest.mark.parametrize("name", [name for name in GENERATED if name.endswith(".csv")])
def test_text_files_are_made_again_byte_by_byte(folder, name):
    assert (folder / name).read_bytes() == (TARGET / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in GENERATED if name.endswith(".gpkg")])
def test_maps_are_made_again_with_the_same_content(folder, name):
    layers = [layer for layer, _ in pyogrio.list_layers(TARGET / name)]

    assert [layer for layer, _ in pyogrio.list_layers(folder / name)] == layers
    for layer in layers:
        made, kept = (gpd.read_file(where / name, layer=layer) for where in (folder, TARGET))
        pd.testing.assert_frame_equal(made.drop(columns="geometry"), kept.drop(columns="geometry"))
        assert shapely.to_wkb(made.geometry).tolist() == shapely.to_wkb(kept.geometry).tolist()


@pytest.mark.parametrize("name", [name for name in GENERATED if name.endswith(".xlsx")])
def test_tables_are_made_again_with_the_same_content(folder, name):
    made, kept = (pd.read_excel(where / name, engine="calamine", header=None) for where in (folder, TARGET))

    pd.testing.assert_frame_equal(made, kept)


def test_the_files_together_are_under_3_mb():
    assert sum(path.stat().st_size for path in TARGET.iterdir()) < 3_000_000


def test_every_file_is_named_in_the_readme():
    readme = (TARGET / "README.md").read_text(encoding="utf-8")

    assert [name for name in GENERATED if f"`{name}`" not in readme] == []
    assert "fictief" in readme


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("layer", ["gemeenten", "wijken", "buurten"])
def test_each_layer_is_a_clean_coverage_in_rd(year, layer):
    outlines = gpd.read_file(TARGET / f"wijkenbuurten_{year}.gpkg", layer=layer)

    assert outlines.crs.to_epsg() == 28992
    assert set(outlines.geom_type) == {"MultiPolygon"}
    assert outlines.is_valid.all()
    assert shapely.coverage_is_valid(outlines.geometry.to_numpy())


def test_the_open_water_is_a_row_of_its_own_without_figures():
    water = buurten(2024).query("water == 'JA'")

    assert water["buurtcode"].tolist() == ["BU99999997"]
    assert water["aantal_inwoners"].tolist() == [-99997]


def test_the_map_writes_special_values_as_cbs_does():
    figures = buurten(2024).set_index("buurtcode")

    assert (figures["gemiddeld_aardgasverbruik"].drop("BU99999997") == -99995).all()
    assert figures.loc["BU99990302", "percentage_gehuwd"] == -99997
    assert figures.loc["BU99990302", "aantal_inwoners"] == 0


def test_everything_says_that_it_is_fictitious():
    assert set(buurten(2023)["gemeentenaam"]) == {"Voorbeeldgemeente (fictief)"}
    table = pd.read_excel(TARGET / "kwb-2023.xlsx", engine="calamine", dtype="str")
    assert set(table["gm_naam"]) == {"Voorbeeldgemeente (fictief)"}
    assert not table["gwb_code_10"].str.startswith("NL").any()


def test_the_tables_have_the_habits_of_their_year():
    cells = {year: pd.read_excel(TARGET / f"kwb-{year}.xlsx", engine="calamine", dtype="object") for year in YEARS}
    gemeente = {year: frame.iloc[0] for year, frame in cells.items()}

    assert gemeente[2022]["g_hhgro"] == "2,1"
    assert (cells[2022]["g_wozbag"].astype(str).str.strip() == ".").any()
    assert isinstance(gemeente[2023]["a_nl_all"], str)
    assert {"a_nb_won ", "p_won_m ", "p_won_ev "} <= set(cells[2024].columns)


@pytest.mark.parametrize("year", YEARS)
def test_the_ordinary_reader_reads_the_table_without_a_refusal(year):
    batch = kwb.batch_from_path(TARGET / f"kwb-{year}.xlsx", load_catalogue())

    assert len(batch.refused_df) == 0
    assert [fault.message for fault in batch.faults if fault.severity is Severity.ERROR] == []
    assert [fault.message for fault in batch.faults if fault.check == "onbekende kolom"] == []


@pytest.mark.parametrize("year", YEARS)
def test_the_ordinary_reader_reads_the_map_without_a_refusal(year):
    batch = wijkenbuurtenkaart.batch_from_path(TARGET / f"wijkenbuurten_{year}.gpkg", load_catalogue())

    assert len(batch.refused_df) == 0
    assert [fault.message for fault in batch.faults if fault.severity is Severity.ERROR] == []
    assert set(batch.gebieden_gdf["code"]) == set(truth(year).index)


@pytest.mark.parametrize("year", YEARS)
def test_what_is_read_back_lies_within_the_rounding_of_the_truth(year):
    observations = kwb.batch_from_path(TARGET / f"kwb-{year}.xlsx", load_catalogue()).observations_df

    read = observations[observations["indicator"] == "inwoners"].set_index("gebied_code")["value"]

    assert (read - truth(year)["a_inw"]).abs().max() <= 4
    assert read["GM9999"] == truth(year).loc["GM9999", "a_inw"]
