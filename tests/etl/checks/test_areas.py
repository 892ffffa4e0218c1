import pandas as pd
import pytest

from etl.checks.areas import area_faults, delivery_faults
from tests.etl.checks.batches import areas, batch, figures, told

NOTHING_KNOWN: frozenset[str] = frozenset()


def coded(*codes: str) -> pd.DataFrame:
    return pd.DataFrame({"code": codes, "name": [f"Gebied {code}" for code in codes]}, dtype="str")


def test_areas_with_their_parents_have_no_faults() -> None:
    assert list(area_faults(areas(), NOTHING_KNOWN)) == []


def test_every_malformed_code_is_named_with_a_suggestion() -> None:
    faults = list(area_faults(coded("GM0828", "wk082800", "GM828", ""), NOTHING_KNOWN))
    assert told(faults) == [("ongeldige code", "fout", code) for code in ("wk082800", "GM828", "")]
    assert [fault.column for fault in faults] == ["code"] * 3
    assert faults[1].message.startswith("'GM828' is geen CBS-code. Bedoelt u GM0828?")


def test_a_code_that_comes_twice_is_named_once_with_its_count() -> None:
    faults = list(area_faults(coded("GM0828", "WK082800", "WK082800", "GM0828", "GM0828"), NOTHING_KNOWN))
    assert told(faults) == [("dubbele code", "fout", "GM0828"), ("dubbele code", "fout", "WK082800")]
    assert "staat er 3 keer in" in faults[0].message


@pytest.mark.parametrize("name", ["", "  ", None])
def test_an_area_without_a_name_is_an_error(name: str | None) -> None:
    gebieden_gdf = areas()
    gebieden_gdf.loc[2, "name"] = name
    assert told(list(area_faults(gebieden_gdf, NOTHING_KNOWN))) == [("ontbrekende naam", "fout", "WK082801")]


def test_codes_in_the_place_of_names_are_one_warning_per_level() -> None:
    gebieden_gdf = areas().assign(name=areas()["code"].where(areas()["code"] != "GM0828", "Oss"))
    faults = list(area_faults(gebieden_gdf, NOTHING_KNOWN))
    assert [(fault.severity, fault.value) for fault in faults] == [("waarschuwing", "3"), ("waarschuwing", "2")]
    assert faults[1].message == (
        "Van 2 gebieden (wijk) ontbreekt de naam; de code staat op die plaats: WK082800, WK082801."
    )


def test_a_parent_that_does_not_exist_among_others_is_an_error_at_its_first_child() -> None:
    codes = coded("GM0828", "WK082800", "BU08280000", "BU08280700", "BU08280701")
    faults = list(area_faults(codes, NOTHING_KNOWN))
    assert told(faults) == [("ontbrekend bovenliggend gebied", "fout", "BU08280700")]
    assert faults[0].message.startswith("BU08280700 (met nog 1) hoort volgens de code bij WK082807, maar")


def test_a_parent_that_the_store_knows_is_there() -> None:
    assert list(area_faults(coded("BU08280000"), frozenset({"WK082800"}))) == []


def test_parents_of_a_level_that_was_not_delivered_at_all_are_warnings() -> None:
    faults = list(area_faults(coded("BU08280000", "BU08280001", "BU08280100"), frozenset({"WK063700", "GM0637"})))
    assert told(faults) == [
        ("ontbrekend bovenliggend gebied", "waarschuwing", "BU08280000"),
        ("ontbrekend bovenliggend gebied", "waarschuwing", "BU08280100"),
    ]


def test_areas_that_were_asked_for_and_did_not_come_are_counted_and_named() -> None:
    asked = frozenset({"GM0828", "WK082800", *(f"BU082802{number:02}" for number in range(12))})
    (fault,) = delivery_faults(batch(), asked)
    assert (fault.check, fault.severity, fault.value) == ("onvolledige levering", "fout", "12")
    assert "Van de 14 gevraagde gebieden ontbreken er 12: BU08280200, BU08280201," in fault.message
    assert "BU08280209 en 2 meer." in fault.message


def test_an_area_with_figures_only_has_come() -> None:
    only_figures = batch(areas({}), figures(("BU08280000", "inwoners", 5)))
    assert list(delivery_faults(only_figures, frozenset({"BU08280000"}))) == []
    assert list(delivery_faults(only_figures, None)) == []
