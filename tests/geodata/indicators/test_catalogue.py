import json
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest

from geodata.indicators.catalogue import IndicatorNotFoundError, load_catalogue
from geodata.indicators.indicator import AggregationRule, Kind
from geodata.indicators.source_names import Topic

NAMES_OF_2020 = "odata_v3/84799NED/cbs.v3.84799NED_"
MEASURES_OF_2017 = "odata_v4/83765NED_metadata/cbs.v4.83765NED_MeasureCodes.parquet"


def unknown_columns(source: str, year: int, columns: Iterator[str] | list[str]) -> list[str]:
    catalogue = load_catalogue()
    known = catalogue.column_names(source, year) | catalogue.columns_set_aside(source, year)
    return [column for column in columns if column not in known]


def header_of(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, read_only=True)
    header = next(book.active.iter_rows(max_row=1, values_only=True))
    book.close()
    return [str(name).strip() for name in header]


def topics_of_2020(shared_data: Path) -> Iterator[tuple[str, Topic]]:
    rows = pd.read_parquet(shared_data / f"{NAMES_OF_2020}DataProperties.parquet").set_index("ID")
    for row in rows[rows["Type"] == "Topic"].itertuples():
        path, group = [], row.ParentID
        while not pd.isna(group):
            path.insert(0, rows.loc[group, "Title"])
            group = rows.loc[group, "ParentID"]
        yield row.Key, Topic(tuple(path), row.Title, row.Unit)


def test_an_indicator_is_found_by_its_key():
    indicator = load_catalogue().indicator("pct_inwoners_65_plus")

    assert (indicator.label, indicator.kind) == ("Aandeel inwoners van 65 jaar of ouder", Kind.PERCENTAGE)
    assert indicator.aggregation.rule is AggregationRule.RATIO
    assert (indicator.aggregation.numerator, indicator.aggregation.factor) == ("inwoners_65_plus", 100)


def test_an_unknown_key_is_answered_with_keys_that_look_alike():
    with pytest.raises(IndicatorNotFoundError, match=r"'inwonres' staat niet in de catalogus\. Bedoelt u inwoners"):
        load_catalogue().indicator("inwonres")


def test_a_key_like_no_other_gets_no_suggestion():
    with pytest.raises(IndicatorNotFoundError, match=r"catalogus\.$"):
        load_catalogue().indicator("zzzz")


def test_the_catalogue_cannot_be_changed():
    catalogue = load_catalogue()

    with pytest.raises(TypeError):
        catalogue.indicators["inwoners"] = catalogue.indicator("mannen")
    with pytest.raises(FrozenInstanceError):
        catalogue.indicator("inwoners").label = "Anders"


@pytest.mark.parametrize(
    ("source", "year", "name", "key"),
    [
        ("kaart-snake", 2024, "stedelijkheid_adressen_per_km2", "stedelijkheid"),
        ("kaart-snake", 2023, "gemiddeld_aardgasverbruik", "gem_aardgasverbruik"),
        ("kaart-snake", 2025, "gemiddelde_huishoudensgrootte", "gem_huishoudensgrootte"),
        ("kaart-camel", 2023, "gemiddeldeHuishoudsgrootte", "gem_huishoudensgrootte"),
        ("kaart-shp", 2015, "WWB_UITTOT", "uitkering_bijstand"),
        ("kwb-xlsx", 2016, "p_00_14", "pct_inwoners_0_15"),
        ("kwb-xlsx", 2010, "AANT_INW", "inwoners"),
        ("kwb-xlsx", 2024, "p_1gezw_hvw", "pct_vrijstaand"),
        ("odata-v4", 2017, "ZW25805_1", "gem_elektriciteit_tussenwoning"),
        ("odata-v4", 2025, "ZW25805", "pct_tussenwoning"),
        ("rivm", 2020, "Eenzaam_28", "pct_eenzaam"),
        ("leefbaarometer", 2016, "RLBRMTR", "leefbaarheid_totaal"),
        ("criminaliteit", 2023, "misdrijven_totaal", "geregistreerde_misdrijven"),
        ("long", 2020, "AantalInwoners_5", "inwoners"),
    ],
)
def test_a_publishers_name_means_an_indicator(source, year, name, key):
    assert load_catalogue().column_names(source, year)[name] == key


@pytest.mark.parametrize(
    ("source", "year", "name"),
    [
        ("odata-v4", 2017, "ZW25805"),
        ("odata-v4", 2025, "1014800_1"),
        ("kwb-xlsx", 2017, "p_00_14"),
        ("long", 2015, "AantalInwoners_5"),
    ],
)
def test_a_name_means_nothing_in_a_year_that_did_not_use_it(source, year, name):
    assert name not in load_catalogue().column_names(source, year)


def test_a_column_that_is_no_indicator_is_set_aside_with_the_reason():
    aside = load_catalogue().columns_set_aside("long", 2022)

    assert aside["tmap_income_low"] == "Of het om personen of om huishoudens gaat staat er niet bij."


def test_the_same_title_in_another_unit_is_another_topic():
    topics = load_catalogue().topics(2020)
    kwh = Topic(("Energie", "Gemiddeld elektriciteitsverbruik", "Naar woningtype"), "Appartement", "kWh")
    gas = Topic(("Energie", "Gemiddeld aardgasverbruik", "Naar woningtype"), "Appartement", "m³")

    assert (topics[kwh], topics[gas]) == ("gem_elektriciteit_appartement", "gem_gas_appartement")


def test_the_same_title_in_another_group_is_another_topic():
    topics, origin = load_catalogue().topics(2025), ("Bevolking", "Bevolking naar herkomst")
    born_here = Topic((*origin, "Geboren in Nederland"), "Nederland", "aantal")

    assert topics[Topic((*origin, "Herkomstland"), "Nederland", "aantal")] == "inwoners_herkomst_nederland"
    assert topics[born_here] == "inwoners_geboren_nl_herkomst_nl"


def test_topics_that_name_the_area_are_set_aside():
    aside = load_catalogue().topics_set_aside(2024)

    assert Topic(("Regioaanduiding",), "Gemeentenaam", "naam") in aside


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("file", "layer", "columns", "figures"),
    [("oss/buurten_2015.gpkg", None, 49, 44), ("nl/wijkenbuurten_2015.gpkg", "wijken", 48, 44)],
)
def test_every_column_of_the_map_of_2015_is_known(shared_data, file, layer, columns, figures):
    fields = list(pyogrio.read_info(shared_data / file, layer=layer)["fields"])

    assert len(fields) == columns
    assert unknown_columns("kaart-shp", 2015, fields) == []
    assert len(set(fields) & set(load_catalogue().column_names("kaart-shp", 2015))) == figures


@pytest.mark.real_data
def test_every_column_of_the_geopackage_of_baarn_is_known(shared_data):
    features = json.loads((shared_data / "pdok/baarn_buurten.geojson").read_text())["features"]
    fields = list(features[0]["properties"])

    assert unknown_columns("kaart-snake", 2024, fields) == []
    assert len(set(fields) & set(load_catalogue().column_names("kaart-snake", 2024))) == 215


@pytest.mark.real_data
def test_every_property_of_the_wfs_is_known(shared_data):
    features = json.loads((shared_data / "pdok/wfs_gemeenten_2023.json").read_text())["features"]
    properties = {name for feature in features for name in feature["properties"]}

    assert len(properties) == 36
    assert unknown_columns("kaart-camel", 2023, sorted(properties)) == []


@pytest.mark.real_data
@pytest.mark.parametrize("year", [2023, 2024])
def test_every_column_of_the_spreadsheet_of_utrecht_is_known(shared_data, year):
    columns = header_of(shared_data / f"kwb/utrecht-kwb-{year}.xlsx")

    assert len(columns) == 121
    assert unknown_columns("kwb-xlsx", year, columns) == []


@pytest.mark.real_data
@pytest.mark.parametrize("year", [2016, 2020])
def test_every_column_of_the_rivm_table_is_known(shared_data, year):
    columns = header_of(shared_data / f"rivm/50090NED_{year}_18plus.xlsx")

    assert unknown_columns("rivm", year, columns) == []
    assert len(set(columns) & set(load_catalogue().column_names("rivm", year))) == 35


@pytest.mark.real_data
def test_every_measure_of_2017_is_known(shared_data):
    measures = pd.read_parquet(shared_data / MEASURES_OF_2017)["Identifier"].tolist()

    assert len(measures) == 103
    assert unknown_columns("odata-v4", 2017, measures) == []
    assert len(set(load_catalogue().topics(2017).values())) == 103 + len(["indelingswijziging", "postcode"])


@pytest.mark.real_data
def test_every_topic_of_2020_is_known_whether_filled_or_not(shared_data):
    known, aside = load_catalogue().topics(2020), load_catalogue().topics_set_aside(2020)
    table = pd.read_parquet(shared_data / f"{NAMES_OF_2020}TypedDataSet.parquet")
    topics = dict(topics_of_2020(shared_data))
    numeric = [key for key in topics if pd.api.types.is_numeric_dtype(table[key])]

    assert [key for key, topic in topics.items() if topic not in known and topic not in aside] == []
    assert sum(table[key].notna().any() for key in numeric) == 43
    assert sum(table[key].isna().all() for key in numeric) == 68
    assert len({known[topics[key]] for key in numeric}) == 111
    assert {known[topic] for topic in topics.values() if topic in known} == set(known.values())


@pytest.mark.real_data
def test_every_topic_of_2025_is_known_by_its_title_and_unit(shared_data):
    catalogue = load_catalogue()
    properties = json.loads((shared_data / "odata_v3/86165NED/metadata.json").read_text())["metadata"]["properties"]
    topics = [Topic((), row["title"], row["unit"]) for row in properties if row["key"] and row["datatype"]]
    known = {
        Topic((), topic.title, topic.unit) for topic in (catalogue.topics(2025) | catalogue.topics_set_aside(2025))
    }

    assert len(topics) == 121
    assert [topic for topic in topics if topic not in known] == []
    assert len(set(catalogue.topics(2025).values())) == 121 - len(catalogue.topics_set_aside(2025))


@pytest.mark.real_data
@pytest.mark.parametrize("gemeente", ["oss", "zoetermeer"])
def test_every_name_in_long_form_is_known(shared_data, gemeente):
    df = pd.read_csv(shared_data / gemeente / "indicators_long.csv")

    for year, names in df.groupby("year")["indicator"]:
        assert unknown_columns("long", year, sorted(names.unique())) == []
