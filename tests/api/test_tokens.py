"""The contrast of the colours that pages are made of, as they are and where a reader asks for more."""

import re
from pathlib import Path

import pytest

import api
from maps.palettes import contrast_ratio

SHEET = (Path(api.__file__).parent / "static" / "tokens.css").read_text()
PLAIN = dict(re.findall(r"--gm-([\w-]+): (#[0-9a-f]{6});", SHEET.split("@media")[0]))
MORE = PLAIN | dict(re.findall(r"--gm-([\w-]+): (#[0-9a-f]{6});", SHEET.split("@media")[1]))
GROUNDS = ["document-background-color", "surface-background-color"]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["document-color", "document-subtle-color", "action-color"])
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast_ratio(PLAIN[ink], PLAIN[ground]) >= 4.5
    assert contrast_ratio(MORE[ink], MORE[ground]) >= 7


@pytest.mark.parametrize("mark", ["figure-comparison-color", "figure-axis-color", "form-control-border-color"])
def test_marks_and_borders_of_fields_stand_out(mark: str) -> None:
    for ground in GROUNDS:
        assert contrast_ratio(PLAIN[mark], PLAIN[ground]) >= 3
        assert contrast_ratio(MORE[mark], MORE[ground]) >= 3


def test_a_figure_stands_out_from_its_range_and_with_more_contrast_the_range_from_the_page() -> None:
    assert contrast_ratio(PLAIN["action-color"], PLAIN["figure-range-color"]) >= 3
    assert contrast_ratio(MORE["action-color"], MORE["figure-range-color"]) >= 3
    assert contrast_ratio(MORE["figure-range-color"], MORE["document-background-color"]) >= 3
