import pandas as pd
import pytest

from geodata.indelingen.examining.areas import area_findings, areas_of
from geodata.indelingen.examining.findings import Severity
from geodata.indelingen.parts import Terms
from tests.geodata.indelingen.handed_in import TERMS, units


def rows(**columns: list[str]) -> pd.DataFrame:
    return units(("BU08280000", "b"), ("BU08280001", "a"), ("BU08280100", "b"), **columns)


def test_areas_are_listed_in_the_order_of_the_file() -> None:
    areas_df = areas_of(rows(), TERMS)
    assert areas_df.to_numpy().tolist() == [["b", "Gebied b", None, None], ["a", "Gebied a", None, None]]


def test_an_area_has_its_own_contact_and_else_that_of_the_clustering() -> None:
    terms = Terms("Proef", contact_role="Gebiedsregisseur", contact_team="Wijkzaken")
    areas_df = areas_of(rows(contact_rol=["", "", "Wijkcoördinator"]), terms)
    assert areas_df[["contact_role", "contact_team"]].to_numpy().tolist() == [
        ["Wijkcoördinator", "Wijkzaken"],
        ["Gebiedsregisseur", "Wijkzaken"],
    ]


@pytest.mark.parametrize(
    ("columns", "kind", "severity", "sentence"),
    [
        ({"naam": ["Een", "A", "Twee"]}, "meer dan één naam", "fout", "Een (rij 2), Twee (rij 4)"),
        ({"contact_team": ["X", "", "Y"]}, "meer dan één team", "fout", "X (rij 2), Y (rij 4)"),
        ({"contact_rol": ["j@oss.nl", "", ""]}, "persoonsgegeven", "fout", "Rij 2: de rol van gebied b is een e-mail"),
        ({"contact_team": ["", "0612345678", ""]}, "persoonsgegeven", "fout", "Rij 3: de team van gebied a"),
        ({"naam": ["Noord", "noord", ""]}, "zelfde naam", "waarschuwing", "De gebieden b, a heten allemaal Noord"),
    ],
)
def test_what_is_wrong_with_an_area_is_said_with_its_rows(
    columns: dict[str, list[str]], kind: str, severity: str, sentence: str
) -> None:
    (finding,) = area_findings(rows(**columns))
    assert (finding.kind, finding.severity) == (kind, Severity(severity))
    assert sentence in finding.message


def test_nothing_is_said_of_areas_that_are_in_order() -> None:
    assert list(area_findings(rows(contact_rol=["Regisseur", "", ""], contact_team=["", "Team 14", ""]))) == []
