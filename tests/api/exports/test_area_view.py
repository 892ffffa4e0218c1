from types import SimpleNamespace

from api.exports.area_view import AreaView
from api.exports.documents import Workshop
from geodata.store.reading import Reader


def area_with(*heights: int) -> AreaView:
    themes = tuple(SimpleNamespace(lines=(None,) * height) for height in heights)
    return AreaView("A", "A", {"front": SimpleNamespace(themes=themes)}, trends={}, ages=None, loads=())


def test_themes_are_put_into_two_columns_of_about_the_same_height():
    columns = area_with(6, 1, 1, 2).front_columns
    assert [[len(theme.lines) for theme in column] for column in columns] == [[6], [1, 1, 2]]


def test_no_themes_are_two_empty_columns():
    assert area_with().front_columns == ((), ())


def test_an_indicator_with_two_years_has_a_chart_and_one_with_one_year_has_none(reader: Reader, workshop: Workshop):
    area = workshop.read_area(reader, "WK000100")
    assert set(area.trends) == {"pct_inwoners_65_plus"}
    assert area.ages is None


def test_an_area_names_what_its_figures_were_read_from(reader: Reader, workshop: Workshop):
    area = workshop.read_area(reader, "WK000100")
    assert [load.table_id for load in area.loads] == ["kwb-2024"]
