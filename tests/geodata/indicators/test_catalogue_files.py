"""Tests of the definitions themselves: what no reader of a CSV file sees at a glance."""

import re
from collections import Counter
from graphlib import TopologicalSorter

import pytest

from geodata.indicators import catalogue_files
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.catalogue_files import CatalogueValueError, rows
from geodata.indicators.indicator import AggregationRule, Direction, Indicator, Kind, RoundingMethod
from geodata.indicators.source_names import SOURCES

YEARS = range(2003, 2027)
INDICATORS = tuple(load_catalogue().indicators.values())


def faulty(*, unless) -> list[str]:
    return [indicator.key for indicator in INDICATORS if not unless(indicator)]


def test_a_row_that_names_an_unknown_theme_is_refused_with_the_known_ones():
    themes = {"wonen": load_catalogue().themes["wonen"]}

    with pytest.raises(CatalogueValueError, match="'inwoners': 'bevolking' in kolom 'theme' is niet bekend"):
        catalogue_files.read_indicators(themes)


def test_every_key_is_there_once():
    keys = Counter(row["key"] for row in rows("indicators.csv"))

    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_a_slug_that_fits_a_url_and_a_column():
    assert faulty(unless=lambda indicator: re.fullmatch(r"[a-z][a-z0-9_]{2,59}", indicator.key)) == []


def test_every_indicator_says_what_it_is():
    assert faulty(unless=lambda indicator: indicator.label and indicator.unit) == []
    assert faulty(unless=lambda indicator: len(indicator.definition) >= 20 and indicator.definition.endswith(".")) == []


def test_no_two_indicators_share_a_label():
    labels = Counter(indicator.label for indicator in INDICATORS)

    assert [label for label, count in labels.items() if count > 1] == []


def test_every_theme_has_indicators_and_stands_together():
    themes = [indicator.theme.key for indicator in INDICATORS]
    runs = [theme for place, theme in enumerate(themes) if place == 0 or themes[place - 1] != theme]

    assert sorted(runs) == sorted(load_catalogue().themes)


def test_every_indicator_that_a_rule_reads_is_in_the_catalogue():
    known = set(load_catalogue().indicators)

    assert faulty(unless=lambda indicator: set(indicator.aggregation.inputs()) <= known) == []


def test_no_indicator_follows_from_itself_in_a_circle():
    graph = {indicator.key: set(indicator.aggregation.inputs()) for indicator in INDICATORS}

    assert len(list(TopologicalSorter(graph).static_order())) == len(INDICATORS)


def has_what_its_rule_needs(indicator: Indicator) -> bool:
    rule = indicator.aggregation
    return {
        AggregationRule.RATIO: bool(rule.numerator and rule.denominator),
        AggregationRule.WEIGHTED_MEAN: bool(rule.weights),
        AggregationRule.CLASS_FROM: bool(rule.class_from and rule.thresholds),
    }.get(rule.rule, not list(rule.inputs()))


def test_every_rule_has_the_inputs_that_it_needs_and_no_others():
    assert faulty(unless=has_what_its_rule_needs) == []


def test_what_is_counted_or_measured_adds_up_and_nothing_else_does():
    adds_up = {indicator.kind for indicator in INDICATORS if indicator.aggregation.rule is AggregationRule.SUM}
    does_not = {indicator.kind for indicator in INDICATORS if indicator.aggregation.rule is not AggregationRule.SUM}

    assert adds_up == {Kind.COUNT, Kind.AREA}
    assert not adds_up & does_not


def test_numerator_and_denominator_are_counted_or_measured():
    indicator = load_catalogue().indicator
    adds_up = {Kind.COUNT, Kind.AREA}
    ratios = [known.aggregation for known in INDICATORS if known.aggregation.rule is AggregationRule.RATIO]

    assert {indicator(key).kind for rule in ratios for key in (rule.numerator, rule.denominator) if key} <= adds_up


def test_a_share_of_a_whole_lies_between_0_and_100():
    shares = [indicator for indicator in INDICATORS if indicator.kind is Kind.PERCENTAGE]

    assert {(share.minimum, share.maximum, share.unit) for share in shares} == {(0, 100, "%")}


def test_a_count_is_never_negative_and_has_no_decimals():
    counts = [indicator for indicator in INDICATORS if indicator.kind is Kind.COUNT]

    assert {(count.minimum, count.decimals) for count in counts} == {(0, 0)}


@pytest.mark.parametrize("key", ["mediaan_vermogen", "gem_inkomen_per_inwoner", "leefbaarheid_totaal"])
def test_wealth_income_and_scores_may_be_negative(key):
    assert load_catalogue().indicator(key).minimum is None


def test_a_median_is_not_added_up():
    assert load_catalogue().indicator("mediaan_vermogen").aggregation.rule is AggregationRule.RANGE


def test_origin_is_never_better_or_worse():
    origin = [indicator for indicator in INDICATORS if indicator.theme.key == "herkomst"]

    assert len(origin) == 30
    assert {indicator.direction for indicator in origin} == {Direction.NEITHER}


def test_everything_about_origin_stands_under_origin():
    words = ("herkomst", "migratie", "westers")

    assert {known.theme.key for known in INDICATORS if any(word in known.key for word in words)} == {"herkomst"}


@pytest.mark.parametrize("kind", [Kind.AREA, Kind.CLASS, Kind.CATEGORY, Kind.MEDIAN, Kind.DENSITY])
def test_size_class_and_density_have_no_direction(kind):
    assert {indicator.direction for indicator in INDICATORS if indicator.kind is kind} == {Direction.NEITHER}


def test_a_count_of_people_has_no_direction():
    counts = [indicator for indicator in INDICATORS if indicator.kind is Kind.COUNT and indicator.unit != "misdrijven"]

    assert {indicator.direction for indicator in counts} == {Direction.NEITHER}


def test_every_rounding_covers_each_level_in_each_year():
    levels = [level for level in catalogue_files.Level if level is not catalogue_files.Level.GEBIED]
    steps = {(known.rounding.key, known.rounding.steps) for known in INDICATORS}

    assert [
        (key, level, year)
        for key, found in steps
        for level in levels
        for year in YEARS
        if not any(step.applies(level, year=year, source=None) for step in found)
    ] == []


def test_roundings_name_sources_that_exist():
    sources = {source for known in INDICATORS for step in known.rounding.steps for source in step.sources}

    assert sources <= {*SOURCES, "odata-v3"}


def test_a_figure_computed_after_rounding_names_the_count_that_was_rounded():
    steps = [step for known in INDICATORS for step in known.rounding.steps]
    after = {step.numerator for step in steps if step.method is RoundingMethod.AFTER_NUMERATOR}

    assert after == {"jeugdzorg", "wmo_clienten"}


@pytest.mark.parametrize(("file", "column"), [("roundings.csv", "rounding"), ("secrecy.csv", "key")])
def test_every_rounding_and_secrecy_rule_is_used(file, column):
    field = {"roundings.csv": "rounding", "secrecy.csv": "secrecy"}[file]

    assert {row[column] for row in rows(file)} == {row[field] for row in rows("indicators.csv")}


def test_bounds_of_a_secret_value_refer_to_an_indicator_that_exists():
    known = load_catalogue().indicators

    assert {indicator.secrecy.highest_of for indicator in INDICATORS} - {None} <= set(known)


def test_every_series_break_is_of_an_indicator_and_says_why():
    breaks = list(rows("breaks.csv"))

    assert {row["indicator"] for row in breaks} <= set(load_catalogue().indicators)
    assert all(int(row["year"]) in YEARS and row["explanation"].endswith(".") for row in breaks)


def test_series_breaks_come_oldest_first_and_once_a_year():
    years = {known.key: [found.year for found in known.breaks] for known in INDICATORS}

    assert [key for key, found in years.items() if found != sorted(set(found))] == []


@pytest.mark.parametrize("file", ["names.csv", "aside.csv"])
def test_every_name_is_of_a_source_that_can_be_asked_for(file):
    assert {row["source"] for row in rows(file)} <= set(SOURCES)


@pytest.mark.parametrize("source", SOURCES)
def test_a_name_means_one_thing_in_a_source_and_year(source):
    catalogue = load_catalogue()
    for year in YEARS:
        meant = Counter(
            known.name
            for known in catalogue_files.read_names()
            if known.source == source and known.meaning.holds_in(year)
        )
        assert [name for name, count in meant.items() if count > 1] == []
        assert not set(catalogue.column_names(source, year)) & set(catalogue.columns_set_aside(source, year))


@pytest.mark.parametrize("file", ["names.csv", "topics.csv"])
def test_every_name_and_topic_means_an_indicator_that_exists(file):
    assert {row["indicator"] for row in rows(file)} <= set(load_catalogue().indicators)


def test_a_topic_means_one_thing_in_a_year():
    for year in YEARS:
        meant = Counter(known.topic for known in catalogue_files.read_topics() if known.meaning.holds_in(year))
        assert [topic for topic, count in meant.items() if count > 1] == []


@pytest.mark.parametrize("file", ["names.csv", "aside.csv"])
def test_names_are_kept_without_spaces_around_them(file):
    assert [row["name"] for row in rows(file) if row["name"] != row["name"].strip()] == []


def test_names_of_the_shapefile_fit_its_ten_letters():
    names = [row["name"] for row in rows("names.csv") if row["source"] == "kaart-shp"]

    assert [name for name in names if len(name) > 10 or name != name.upper()] == []


def test_every_indicator_is_published_somewhere():
    named = {row["indicator"] for file in ("names.csv", "topics.csv") for row in rows(file)}

    assert faulty(unless=lambda indicator: indicator.key in named) == []


def test_the_fingerprint_is_a_checksum_that_stays_the_same():
    assert re.fullmatch(r"[0-9a-f]{64}", catalogue_files.fingerprint())
    assert catalogue_files.fingerprint() == load_catalogue().fingerprint
