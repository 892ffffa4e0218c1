import pytest

from maps.palettes import (
    DARK_TEXT,
    DIVERGING,
    DUTCH_NAMES,
    LIGHT_TEXT,
    SEQUENTIAL,
    Palette,
    PaletteSizeError,
    contrast_ratio,
    palette_colours,
    text_colour,
)


@pytest.mark.parametrize("palette", Palette)
@pytest.mark.parametrize("count", range(8))
def test_each_palette_gives_as_many_different_colours_as_asked(palette, count):
    colours = palette_colours(palette, count)
    assert len(set(colours)) == count
    assert all(len(colour) == 7 and colour.startswith("#") for colour in colours)


def test_a_palette_has_no_more_than_seven_colours():
    with pytest.raises(PaletteSizeError, match="YlGnBu heeft geen 8 kleuren"):
        palette_colours(Palette.YELLOW_BLUE, 8)


@pytest.mark.parametrize("palette", [Palette.YELLOW_BLUE, Palette.BLUE, Palette.PURPLE, Palette.YELLOW_BROWN])
@pytest.mark.parametrize("count", range(2, 8))
def test_a_sequential_palette_runs_from_light_to_dark(palette, count):
    contrasts = [contrast_ratio(colour, "#ffffff") for colour in palette_colours(palette, count)]
    assert contrasts == sorted(contrasts)


@pytest.mark.parametrize("palette", [Palette.ORANGE_PURPLE, Palette.BROWN_GREEN, Palette.RED_BLUE])
def test_a_diverging_palette_is_lightest_in_the_middle(palette):
    contrasts = [contrast_ratio(colour, "#ffffff") for colour in palette_colours(palette, 5)]
    assert min(contrasts) == contrasts[2]


def test_black_on_white_has_the_contrast_that_wcag_gives():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("background", "text"), [("#ffffcc", DARK_TEXT), ("#253494", LIGHT_TEXT)])
def test_text_is_dark_on_light_and_light_on_dark(background, text):
    assert text_colour(background) == text


@pytest.mark.parametrize("palette", Palette)
def test_text_reads_on_every_colour(palette):
    assert all(contrast_ratio(text_colour(colour), colour) >= 4.5 for colour in palette_colours(palette, 7))


def test_each_palette_has_a_dutch_name_of_its_own_and_runs_one_way_or_two():
    assert len({DUTCH_NAMES[palette] for palette in Palette}) == len(Palette)
    assert {*SEQUENTIAL, *DIVERGING} == set(Palette)


@pytest.mark.parametrize("palette", DIVERGING)
def test_a_palette_of_two_ways_is_lightest_in_the_middle(palette):
    colours = palette_colours(palette, 5)
    assert max(colours, key=lambda colour: contrast_ratio(colour, "#000000")) == colours[2]
