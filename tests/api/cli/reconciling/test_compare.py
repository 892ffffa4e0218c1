import json

import pytest

from tests.api.cli.reconciling.conftest import Answer
from tests.api.cli.running import InProcess

BEHEER, ZORG, WIJK = "GM0002.beheer.1", "GM0002.zorg.1", "cbs-wijk.2024"

pytestmark = pytest.mark.usefixtures("two_years")


def test_a_pair_is_described_with_whom_its_crossings_concern(in_process: InProcess) -> None:
    code, said = in_process(f"indeling vergelijk {BEHEER} {ZORG}")
    assert code == 0
    assert "Indeling beheer en Indeling zorg lopen door elkaar: 2 van de 2 gebieden van Indeling beheer kruisen" in said
    assert "Om ze gelijk te maken moet ten minste 6 buurten (3.700 inwoners) van gebied wisselen." in said
    assert "V-maat 0,01 (homogeniteit 0,01, volledigheid 0,01), aangepaste Rand-index −0,01; 1,00 is gelijk." in said
    assert "3.800 (3.784–3.816) Gebied oost Gebied buitengebied BU00020102, BU00020103, BU00020202, BU00020203" in said
    assert "Hoe lijken ze op elkaar?" not in said


def test_of_more_than_two_all_pairs_and_the_places_of_disagreement_are_shown(in_process: InProcess) -> None:
    _, said = in_process(f"indeling vergelijk {BEHEER} {ZORG} {WIJK}")
    assert f"3 Indeling cbs-wijk CBS 3 {WIJK}" in said
    assert "Indeling cbs-wijk past in Indeling zorg: elk gebied van Indeling cbs-wijk ligt in één gebied" in said
    assert "3 Indeling cbs-wijk 0,01 0,57 –" in said
    assert "BU00020203 1 van 3 Indeling cbs-wijk BU00020103 1.200 (1.196–1.204)" in said
    assert "En nog 2 plekken; alle staan in --json en op de pagina /vergelijking." in said


def test_equal_clusterings_have_nowhere_to_disagree(in_process: InProcess) -> None:
    _, said = in_process(f"indeling vergelijk {WIJK} cbs-buurt.2024 cbs-gemeente.2024 --gemeente GM0002")
    assert "Om ze gelijk te maken" in said
    _, said = in_process(f"indeling vergelijk {WIJK} {ZORG} --gewicht oppervlakte")
    assert "4 buurten (4,0 km²)" in said.replace("\xa0", " ")


def test_the_json_is_what_the_api_answers(in_process: InProcess, api_answer: Answer) -> None:
    _, said = in_process(f"indeling vergelijk {BEHEER} {ZORG} {WIJK} --gewicht oppervlakte --json")
    asked = {"indelingen": f"{BEHEER},{ZORG},{WIJK}", "gewicht": "oppervlakte"}
    assert json.loads(said) == api_answer("_vergelijk", **asked)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (BEHEER, 2, "NAAM: Noem 2 tot 8 indelingen, elk één keer."),
        (f"{BEHEER} {BEHEER}", 2, "NAAM: Noem 2 tot 8 indelingen, elk één keer."),
        (
            f"{BEHEER} {ZORG} --gewicht mensen",
            2,
            "--gewicht: 'mensen' kan hier niet; kies uit 'inwoners', ",
        ),
        (f"{BEHEER} GM0002.parken.1", 3, "Indeling 'GM0002.parken.1' staat niet in het register."),
        (f"{BEHEER} {ZORG} --gewicht adressen", 4, "Van geen enkele eenheid zijn adressen geladen."),
        ("cbs-wijk.2024 cbs-buurt.2024", 4, "Noem ook de gemeente: dit zijn landelijke indelingen."),
        (f"{BEHEER} cbs-wijk.2025", 6, "Deze indelingen zijn zo niet naast elkaar te leggen:"),
    ],
)
def test_what_cannot_be_compared_ends_with_a_sentence_and_a_code(
    in_process: InProcess, arguments: str, code: int, sentence: str
) -> None:
    found_code, said = in_process(f"indeling vergelijk {arguments}")
    assert (found_code, said[: len(sentence)]) == (code, sentence)
