import pytest

from geodata.indicators.source_names import (
    Meaning,
    SourceName,
    SourceUnknownError,
    Topic,
    camel_case,
    names_in,
)


def named(source: str, name: str, first_year: int | None = None, last_year: int | None = None) -> SourceName:
    return SourceName(source, name, Meaning(first_year, last_year, indicator="inwoners"))


def found(names: list[SourceName], source: str, year: int) -> list[str]:
    return [known.name for known in names_in(tuple(names), source, year=year)]


@pytest.mark.parametrize(
    ("snake", "camel"),
    [
        ("mannen", "mannen"),
        ("aantal_inwoners", "aantalInwoners"),
        ("percentage_personen_0_tot_15_jaar", "percentagePersonen0Tot15Jaar"),
        ("stedelijkheid_adressen_per_km2", "stedelijkheidAdressenPerKm2"),
        ("perc_geb_in_nl_met_herkomstland_in_europa_ex_nl", "percGebInNlMetHerkomstlandInEuropaExNl"),
    ],
)
def test_the_wfs_spells_a_column_in_camel_case(snake, camel):
    assert camel_case(snake) == camel


def test_a_topic_is_the_same_whatever_spaces_pad_it():
    padded = Topic((" Inkomen", "Personen "), "Aantal inkomensontvangers   ", " aantal")

    assert padded == Topic(("Inkomen", "Personen"), "Aantal inkomensontvangers", "aantal")


def test_topics_of_one_title_differ_by_unit_and_by_group():
    kwh = Topic(("Energie", "Naar woningtype"), "Appartement", "kWh")

    assert kwh != Topic(("Energie", "Naar woningtype"), "Appartement", "m³")
    assert kwh != Topic(("Energie",), "Appartement", "kWh")


@pytest.mark.parametrize(("year", "holds"), [(2016, False), (2017, True), (2019, True), (2020, False)])
def test_a_meaning_holds_from_its_first_to_its_last_year(year, holds):
    assert Meaning(2017, 2019).holds_in(year) is holds


def test_a_meaning_without_years_always_holds():
    assert Meaning(None, None).holds_in(1995)


def test_a_source_has_its_own_names_of_the_year():
    names = [named("rivm", "oud", last_year=2016), named("rivm", "nieuw", 2017), named("kaart-shp", "AANT_INW")]

    assert found(names, "rivm", 2016) == ["oud"]
    assert found(names, "rivm", 2020) == ["nieuw"]


def test_the_wfs_borrows_the_names_of_the_geopackage():
    names = [named("kaart-snake", "aantal_inwoners"), named("kaart-camel", "eigenNaam")]

    assert found(names, "kaart-camel", 2023) == ["aantalInwoners", "eigenNaam"]


def test_the_spreadsheets_carried_the_names_of_the_map_until_2012():
    names = [named("kaart-shp", "AANT_INW"), named("kwb-xlsx", "a_inw", 2013)]

    assert found(names, "kwb-xlsx", 2012) == ["AANT_INW"]
    assert found(names, "kwb-xlsx", 2013) == ["a_inw"]


def test_an_unknown_source_is_named_together_with_the_known_ones():
    with pytest.raises(SourceUnknownError, match=r"bron 'statline'.*kaart-snake, kaart-camel"):
        found([], "statline", 2024)
