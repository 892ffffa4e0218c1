from etl.batch import Severity
from etl.sources.kaart.figure_columns import UNKNOWN_COLUMN, figure_columns
from geodata.indicators.catalogue import load_catalogue
from tests.etl.sources.kaart.maps import a_layer, buurten, frame, shapefile_buurten

CODES = ["BU99990000"]


def test_the_columns_of_a_geopackage_are_looked_up() -> None:
    columns = figure_columns(a_layer(buurten(CODES, aantal_inwoners=[5], mannen=[2])), load_catalogue())
    assert columns.key_of == {"aantal_inwoners": "inwoners", "mannen": "mannen"}


def test_the_columns_of_the_wfs_are_looked_up() -> None:
    layer = a_layer(frame(buurtcode=CODES, aantalInwoners=[5], jaar=[2024]))
    assert figure_columns(layer, load_catalogue()).key_of == {"aantalInwoners": "inwoners"}


def test_the_columns_of_a_shapefile_are_looked_up_without_regard_to_capitals() -> None:
    layer = a_layer(frame(bu_code=CODES, aant_inw=[5], AANT_MAN=[2]), year=2015)
    assert figure_columns(layer, load_catalogue()).key_of == {"aant_inw": "inwoners", "AANT_MAN": "mannen"}


def test_the_columns_of_the_english_map_are_looked_up() -> None:
    layer = a_layer(
        frame(code=["WK999900"], name=["Midden"], population=[5], dwelling_total=[2], area=[1.5]), year=2022
    )
    columns = figure_columns(layer, load_catalogue())
    assert columns.key_of == {"population": "inwoners", "dwelling_total": "woningvoorraad"}
    assert "km²" in columns.reason_of["area"]


def test_an_unknown_column_is_a_warning_with_its_name() -> None:
    columns = figure_columns(a_layer(buurten(CODES, aantal_inwoners=[5], aantal_luchtkastelen=[2])), load_catalogue())
    assert columns.reason_of == {"aantal_luchtkastelen": UNKNOWN_COLUMN}
    fault = columns.faults[0]
    assert (fault.check, fault.severity, fault.column) == (UNKNOWN_COLUMN, Severity.WARNING, "aantal_luchtkastelen")


def test_columns_about_the_area_itself_are_no_surprise() -> None:
    columns = figure_columns(
        a_layer(buurten(CODES, jrstatcode=["2024BU99990000"], rubriek=["buurt"])), load_catalogue()
    )
    assert (columns.key_of, columns.reason_of, columns.faults) == ({}, {}, ())


def test_a_column_that_is_left_aside_on_purpose_tells_why() -> None:
    columns = figure_columns(a_layer(shapefile_buurten(CODES, INK_INW=[20.1]), year=2010), load_catalogue())
    assert "verschilt per jaar" in columns.reason_of["INK_INW"]
    assert [fault.check for fault in columns.faults] == ["overgeslagen kolom"]


def test_columns_that_are_gone_are_named_in_one_warning() -> None:
    columns = figure_columns(a_layer(buurten(CODES, aantal_inwoners=[5])), load_catalogue())
    (fault,) = columns.faults
    assert (fault.check, fault.severity) == ("ontbrekende kolommen", Severity.WARNING)
    assert "mannen" in (fault.value or "").split(", ")
    assert "aantal_inwoners" not in (fault.value or "").split(", ")


def test_one_figure_under_two_names_is_an_error() -> None:
    gdf = buurten(CODES, gemiddelde_huishoudsgrootte=[2.1], gemiddelde_huishoudensgrootte=[2.2])
    faults = figure_columns(a_layer(gdf), load_catalogue()).faults
    assert [(fault.check, fault.column) for fault in faults if fault.severity is Severity.ERROR] == [
        ("dubbele kolom", "gemiddelde_huishoudensgrootte")
    ]
