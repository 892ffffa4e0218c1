import pytest

from maps.charts.look import AXIS, BAR, FIGURE, INK, OTHER, PAPER, SUBTLE
from maps.palettes import contrast_ratio


@pytest.mark.parametrize("colour", [AXIS, BAR, FIGURE, OTHER])
def test_what_carries_meaning_stands_out_from_the_paper(colour: str):
    assert contrast_ratio(colour, PAPER) >= 3


@pytest.mark.parametrize("colour", [INK, SUBTLE])
def test_text_can_be_read(colour: str):
    assert contrast_ratio(colour, PAPER) >= 4.5


def test_a_range_stands_out_from_its_bar():
    assert contrast_ratio(INK, BAR) >= 3
