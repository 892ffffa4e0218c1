from datetime import date
from typing import Any

import pydantic
import pytest

from etl.sources.indeling import IndelingHeader
from geodata.gebieden.levels import Level
from geodata.indelingen.parts import Terms


def header(**facts: Any) -> IndelingHeader:
    usual = {"key": "beheer", "gemeente_code": "GM0828", "name": "Beheer", "owner": "Beheer", "purpose": "Groen"}
    usual |= {"valid_from": date(2024, 1, 1), "status": "concept", "base_level": "buurt", "file": "beheer.csv"}
    return IndelingHeader.model_validate(usual | {"base_peildatum": date(2024, 1, 1)} | facts)


def test_a_header_says_on_which_terms_its_file_is_right() -> None:
    said = header(rest_name="Overig", contact_role="Regisseur", contact_team="Wijkzaken", sliver_width_m=40)
    assert said.terms() == Terms(
        name="Beheer", rest_name="Overig", contact_role="Regisseur", contact_team="Wijkzaken", sliver_width_m=40
    )


def test_without_further_word_all_is_to_be_assigned_once() -> None:
    assert header().terms() == Terms(name="Beheer", sliver_width_m=25)


def test_a_theme_of_overlapping_areas_may_leave_units_out() -> None:
    assert header(is_overlapping=True).is_partial


@pytest.mark.parametrize("contact", ["j.jansen@oss.nl", "06-12345678", "+31 412 629 911"])
@pytest.mark.parametrize("field", ["contact_role", "contact_team"])
def test_a_contact_is_a_role_or_a_team_and_no_person(field: str, contact: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="een rol of team zijn, geen e-mailadres of telefoonnummer"):
        header(**{field: contact})


@pytest.mark.parametrize("contact", ["Team 14", "Wijkcoördinator Oss-Zuid (1 van 2)"])
def test_a_team_may_have_a_number(contact: str) -> None:
    assert header(contact_team=contact).contact_team == contact


@pytest.mark.parametrize("level", ["gemeente", "land", "gebied"])
def test_a_clustering_is_made_of_wijken_or_buurten(level: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="kent alleen de waarden 'wijk' of 'buurt'"):
        header(base_level=level)
    assert header(base_level="wijk").base_level is Level.WIJK


@pytest.mark.parametrize("flag", ["is_partial", "is_overlapping"])
def test_a_rest_and_a_part_do_not_go_together(flag: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="rest_name past niet bij"):
        header(rest_name="Overig", **{flag: True})


@pytest.mark.parametrize("name", ["wijkfoto", "GM0828.wijkfoto", "cbs-buurt.2024", "GM0828.wijkfoto.1.3"])
def test_the_clustering_below_is_a_version_of_a_gemeentes_own(name: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="base_indeling"):
        header(base_indeling=name)
    assert header(base_indeling="GM0828.wijkfoto.1").base_indeling == "GM0828.wijkfoto.1"
