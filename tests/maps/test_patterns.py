import re

import pytest

from geodata.indicators.status import Status
from maps.patterns import (
    NoFigure,
    left_out_defs,
    left_out_fill,
    no_figure_reason,
    noise_defs,
    noise_fill,
    pattern_defs,
    pattern_fill,
)


@pytest.mark.parametrize("status", [Status.EXACT, Status.ROUNDED, Status.ESTIMATED])
def test_a_figure_that_holds_gets_a_class(status):
    assert no_figure_reason(status) is None


def test_secret_unpublished_inapplicable_unsure_and_not_loaded_stay_apart():
    statuses = [Status.SECRET, Status.UNPUBLISHED, Status.NOT_APPLICABLE, Status.INCOMPLETE, None]
    reasons = {no_figure_reason(status) for status in statuses}
    assert reasons == set(NoFigure) - {NoFigure.TOO_WIDE, NoFigure.EMPTY}
    assert no_figure_reason(Status.UNDETERMINABLE) is no_figure_reason(Status.INCOMPLETE)


def test_each_reason_has_marks_of_its_own():
    marks = re.findall(r'fill="#f3f4f6"/>(.+?)</pattern>', pattern_defs("kaart"))
    assert len(set(marks)) == len(NoFigure)


@pytest.mark.parametrize("reason", NoFigure)
def test_a_fill_refers_to_a_pattern_that_is_defined(reason):
    target = pattern_fill(reason, "kaart").removeprefix("url(#").removesuffix(")")
    assert f'id="{target}"' in pattern_defs("kaart")


def test_what_a_clustering_leaves_out_has_a_hatching_unlike_the_others():
    target = left_out_fill("kaart").removeprefix("url(#").removesuffix(")")
    assert f'id="{target}"' in left_out_defs("kaart")
    mark = re.search(r'fill="#f3f4f6"/>(.+?)</pattern>', left_out_defs("kaart")).group(1)
    assert mark not in pattern_defs("kaart")


def test_the_hatching_of_noise_lies_on_the_colour_and_contrasts_with_it():
    light, dark = re.findall(r'fill="(#\w+)"/><path[^>]*stroke="(#\w+)"', noise_defs({0: "#ffffcc", 1: "#253494"}, "k"))
    assert (light, dark) == (("#ffffcc", "#000000"), ("#253494", "#ffffff"))


def test_the_fill_of_noise_refers_to_the_hatching_of_its_class():
    target = noise_fill(3, "k").removeprefix("url(#").removesuffix(")")
    assert f'id="{target}"' in noise_defs({3: "#ffffcc"}, "k")
