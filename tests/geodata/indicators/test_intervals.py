import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.gebieden.codes import levels_of
from geodata.indicators.catalogue import IndicatorNotFoundError, load_catalogue
from geodata.indicators.intervals import MarginsInputError, with_margins

few = settings(max_examples=30, deadline=None)


def cell(indicator: str, value: float | None, *, code: str = "BU00010001", period: int = 2024) -> dict[str, object]:
    status = "geheim" if value is None else "exact"
    return {"gebied_code": code, "indicator": indicator, "period": period, "value": value, "status": status}


def margins_of(*cells: dict[str, object], level: str = "buurt", source: str | None = None) -> pd.DataFrame:
    df = pd.DataFrame(cells).astype({"value": float, "status": "str"})
    return with_margins(df, pd.Series([level] * len(df)), load_catalogue(), source=source)


def interval(indicator: str, value: float | None, **where: object) -> tuple[float, float]:
    """Give the range of one published cell."""
    at = {name: where.pop(name) for name in ("code", "period") if name in where}
    row = margins_of(cell(indicator, value, **at), **where).iloc[0]
    return row["lowest"], row["highest"]


@pytest.mark.parametrize(
    ("indicator", "value", "lowest", "highest"),
    [
        ("inwoners", 105, 101, 109),
        ("inwoners", 0, 0, 4),
        ("geboorte_totaal", 5, 1, 9),
        ("woningvoorraad", 118, 118, 118),
        ("personenautos", 110, 108, 112),
        ("uitkering_ww", 20, 15, 25),
        ("inkomensontvangers", 1200, 1150, 1250),
        ("jeugdzorg", 10, 8, 12),
        ("oppervlakte_land", 12, 11.5, 12.5),
        ("oppervlakte_water", 0, 0, 0.5),
        ("pct_koopwoningen", 63, 62.5, 63.5),
        ("pct_koopwoningen", 0, 0, 0.5),
        ("pct_koopwoningen", 100, 99.5, 100),
        ("gem_woz_waarde", 365, 364.5, 365.5),
        ("afstand_basisschool", 0.7, 0.65, 0.75),
        ("afstand_basisschool", 0.0, 0, 0.05),
        ("gem_huishoudensgrootte", 1.0, 1, 1.05),
        ("pct_personen_armoede", 3.2, 3.15, 3.25),
        ("geboorte_relatief", 1100, 1099.5, 1100.5),
        ("stedelijkheid", 3, 3, 3),
        ("leefbaarheid_veiligheid", -0.0627701795428129, -0.0627701795428129, -0.0627701795428129),
    ],
)
def test_a_published_figure_of_a_buurt_stands_for_a_range(indicator, value, lowest, highest):
    assert interval(indicator, value) == (lowest, highest)


@pytest.mark.parametrize("level", ["gemeente", "land"])
def test_inhabitants_of_gemeente_and_land_are_exact(level):
    assert interval("inwoners", 94634, code="GM0828", level=level) == (94634, 94634)


def test_benefits_are_rounded_on_every_level():
    assert interval("uitkering_ww", 1520, code="GM0828", level="gemeente") == (1515, 1525)


def test_median_wealth_may_be_negative_and_stay_so():
    assert interval("mediaan_vermogen", -3) == (-3.5, -2.5)


def test_editions_of_which_the_rounding_is_not_documented_get_the_widest_known():
    assert interval("inwoners", 100, period=2008) == (95, 105)
    assert interval("inwoners", 94000, period=2008, code="GM0828", level="gemeente") == (93995, 94005)


def test_income_shares_were_whole_percentages_until_2016():
    assert interval("pct_personen_laagste_40", 40, period=2016) == (39.5, 40.5)
    assert interval("pct_personen_laagste_40", 40, period=2017) == (39.95, 40.05)


def test_the_coarsest_of_the_sources_counts_unless_the_source_is_given():
    assert interval("gem_aardgasverbruik", 1250, period=2022) == (1225, 1275)
    assert interval("gem_aardgasverbruik", 1250, period=2022, source="odata-v3") == (1245, 1255)
    assert interval("gem_aardgasverbruik", 1250, period=2017, source="odata-v3") == (1225, 1275)


def test_a_figure_becomes_rounded_where_its_publisher_rounds():
    margins_df = margins_of(cell("inwoners", 105), cell("woningvoorraad", 118), cell("pct_koopwoningen", None))

    assert margins_df["status"].tolist() == ["afgerond", "exact", "geheim"]
    assert margins_df["coverage"].tolist() == [1.0, 1.0, 0.0]


def test_a_status_other_than_exact_is_kept():
    df = pd.DataFrame([cell("inwoners", 105) | {"status": "geschat"}])

    assert with_margins(df, pd.Series(["buurt"]), load_catalogue())["status"].item() == "geschat"


@pytest.mark.parametrize("status", ["niet gepubliceerd", "niet van toepassing"])
def test_a_figure_that_is_not_there_has_no_range(status):
    df = pd.DataFrame([cell("inwoners", math.nan) | {"status": status}])
    row = with_margins(df, pd.Series(["buurt"]), load_catalogue()).iloc[0]

    assert np.isnan([row["lowest"], row["highest"]]).all()
    assert (row["status"], row["coverage"]) == (status, 0)


def test_a_secret_number_of_businesses_is_at_most_their_published_total():
    margins_df = margins_of(cell("bedrijfsvestigingen", 15), cell("bedrijven_gi", None))

    assert margins_df.loc[1, ["lowest", "highest"]].tolist() == [0, 17]


def test_a_rate_of_clients_is_as_wide_as_its_rounded_number_and_inhabitants_make_it():
    clients, inhabitants = cell("wmo_clienten", 10), cell("inwoners", 200)
    row = margins_of(cell("wmo_clienten_relatief", 50), clients, inhabitants).iloc[0]

    assert row["lowest"] == pytest.approx(49.5 * 8 / 10 * 200 / 204)
    assert row["highest"] == pytest.approx(50.5 * 12 / 10 * 200 / 196)


def test_a_share_of_youngsters_is_as_wide_as_its_rounded_number_makes_it():
    row = margins_of(cell("pct_jeugdzorg", 10.0), cell("jeugdzorg", 20)).iloc[0]

    assert row["lowest"] == pytest.approx(9.95 * 18 / 20)
    assert row["highest"] == pytest.approx(10.05 * 22 / 20)


def test_a_rate_without_its_counts_is_only_known_to_be_possible():
    lowest, highest = interval("wmo_clienten_relatief", 50)

    assert lowest == 0
    assert np.isnan(highest)


def test_rows_labels_and_other_columns_stay_as_they_were():
    df = pd.DataFrame([cell("inwoners", 5), cell("mannen", 0)], index=[7, 7]).assign(load_id=3)
    margins_df = with_margins(df, pd.Series(["buurt", "buurt"]), load_catalogue())

    assert margins_df.index.tolist() == [7, 7]
    assert margins_df["load_id"].tolist() == [3, 3]
    assert "lowest" not in df.columns


def test_levels_differ_by_row():
    df = pd.DataFrame([cell("inwoners", 5), cell("inwoners", 94634, code="GM0828")])
    margins_df = with_margins(df, pd.Series(["buurt", "gemeente"]), load_catalogue())

    assert margins_df["highest"].tolist() == [9, 94634]


def test_no_figures_give_no_margins():
    df = pd.DataFrame([cell("inwoners", 5)]).head(0)

    assert with_margins(df, pd.Series([], dtype="str"), load_catalogue()).empty


def test_an_indicator_outside_the_catalogue_is_refused():
    with pytest.raises(IndicatorNotFoundError, match="'luchtkastelen'"):
        margins_of(cell("luchtkastelen", 5))


@pytest.mark.parametrize(("level", "shown"), [("straat", "straat"), (None, r"\(leeg\)")])
def test_an_unknown_level_is_refused(level, shown):
    with pytest.raises(MarginsInputError, match=f"{shown} is geen niveau; verwacht land, gemeente"):
        margins_of(cell("inwoners", 5), level=level)


def test_levels_of_another_length_are_refused():
    df = pd.DataFrame([cell("inwoners", 5)])

    with pytest.raises(MarginsInputError, match="1 cijfers en 2 niveaus"):
        with_margins(df, pd.Series(["buurt", "wijk"]), load_catalogue())


def excluded(indicator: str, truths: list[float], published: list[float]) -> list[float]:
    """Give the truths that lie outside the range of what was published for them."""
    margins_df = margins_of(*(cell(indicator, value) for value in published)).assign(truth=truths)
    return margins_df.query("not lowest <= truth <= highest")["truth"].tolist()


whole_numbers = st.lists(st.integers(0, 10**6), min_size=1, max_size=50)
broken_numbers = st.lists(st.floats(0, 100), min_size=1, max_size=50)


@few
@given(truths=whole_numbers, is_up=st.booleans())
def test_random_rounding_never_excludes_the_truth(truths, is_up):
    published = [truth if truth % 5 == 0 else truth - truth % 5 + 5 * is_up for truth in truths]

    assert excluded("inwoners", truths, published) == []


@few
@given(truths=whole_numbers, is_half_up=st.booleans())
@pytest.mark.parametrize(
    ("indicator", "step"), [("personenautos", 5), ("uitkering_ww", 10), ("inkomensontvangers", 100)]
)
def test_rounding_a_count_to_the_nearest_never_excludes_the_truth(indicator, step, truths, is_half_up):
    nudge = step / 2 if is_half_up else step / 2 - 0.1
    published = [step * math.floor((truth + nudge) / step) for truth in truths]

    assert excluded(indicator, truths, published) == []


@few
@given(truths=broken_numbers)
@pytest.mark.parametrize(
    ("indicator", "decimals"), [("pct_koopwoningen", 0), ("pct_aardgasvrij", 0), ("afstand_basisschool", 1)]
)
def test_rounding_to_decimals_never_excludes_the_truth(indicator, decimals, truths):
    assert excluded(indicator, truths, [round(truth, decimals) for truth in truths]) == []


@few
@given(clients=st.integers(8, 500), others=st.integers(0, 5000), is_up=st.booleans(), is_rounded_first=st.booleans())
def test_a_rate_computed_after_rounding_never_excludes_the_truth(clients, others, is_up, is_rounded_first):
    people, rounded_clients = clients + others, 5 * round(clients / 5)
    rounded_people = people if people % 5 == 0 else people - people % 5 + 5 * is_up
    rate = round(1000 * rounded_clients / (rounded_people if is_rounded_first else people))
    counts = cell("wmo_clienten", rounded_clients), cell("inwoners", rounded_people)

    row = margins_of(cell("wmo_clienten_relatief", rate), *counts).iloc[0]

    assert row["lowest"] <= 1000 * clients / people <= row["highest"]


@few
@given(value=st.floats(-1000, 1000), indicator=st.sampled_from(sorted(load_catalogue().indicators)))
def test_the_published_value_lies_in_its_own_range(value, indicator):
    lowest, highest = interval(indicator, value)

    assert not lowest > value
    assert not highest < value


COLUMNS_OF_2020 = {
    "AantalInwoners_5": "inwoners",
    "HuishoudensTotaal_28": "huishoudens",
    "PersonenautoSTotaal_99": "personenautos",
    "PersonenautoSPerHuishouden_102": "personenautos_per_huishouden",
    "PersonenautoSNaarOppervlakte_103": "personenautos_per_km2",
    "Bevolkingsdichtheid_33": "bevolkingsdichtheid",
    "OppervlakteLand_111": "oppervlakte_land",
    "PersonenPerSoortUitkeringAOW_86": "uitkering_aow",
}


@pytest.fixture(scope="module")
def ranges_of_2020(shared_data) -> pd.DataFrame:
    """Ranges of the whole country in 2020, wide: lowest, highest and value per indicator, by area."""
    table = pd.read_parquet(shared_data / "odata_v3/84799NED/cbs.v3.84799NED_TypedDataSet.parquet")
    figures_df = table[list(COLUMNS_OF_2020)].set_axis(list(COLUMNS_OF_2020.values()), axis=1)
    figures_df = figures_df.assign(gebied_code=table["WijkenEnBuurten"].str.strip(), period=2020)
    df = figures_df.melt(["gebied_code", "period"], var_name="indicator")
    df["status"] = np.where(df["value"].isna(), "geheim", "exact")
    margins_df = with_margins(df, levels_of(df["gebied_code"]), load_catalogue())
    return margins_df.pivot_table(["lowest", "highest", "value"], "gebied_code", "indicator")


@pytest.mark.real_data
@pytest.mark.parametrize("indicator", ["inwoners", "huishoudens", "personenautos", "uitkering_aow"])
def test_ranges_of_buurten_secret_ones_too_add_up_to_a_range_that_meets_that_of_their_wijk(ranges_of_2020, indicator):
    ranges = ranges_of_2020.xs(indicator, axis=1, level="indicator")
    buurten = ranges[ranges.index.str.startswith("BU")]
    parts = buurten.groupby("WK" + buurten.index.str[2:8]).sum(min_count=1)
    whole = ranges[ranges.index.str.startswith("WK")]

    assert len(parts) == len(whole) == 3177
    assert whole[(parts["lowest"] > whole["highest"]) | (parts["highest"] < whole["lowest"])].empty


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("ratio", "published"),
    [("personenautos_per_huishouden", 14169), ("personenautos_per_km2", 14169), ("bevolkingsdichtheid", 16651)],
)
def test_a_published_ratio_never_contradicts_the_ranges_of_its_own_counts(ranges_of_2020, ratio, published):
    rule = load_catalogue().indicator(ratio).aggregation
    lowest, highest = ranges_of_2020["lowest"], ranges_of_2020["highest"]
    at_least = rule.factor * lowest[rule.numerator] / highest[rule.denominator]
    at_most = rule.factor * highest[rule.numerator] / lowest[rule.denominator]

    assert ranges_of_2020["value"][ratio].notna().sum() == published
    assert lowest.index[(lowest[ratio] > at_most) | (highest[ratio] < at_least)].tolist() == []
