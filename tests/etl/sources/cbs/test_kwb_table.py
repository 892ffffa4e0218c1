import pandas as pd

from etl.sources.cbs.kwb_table import is_change, is_figure, refused
from geodata.indicators.source_names import Topic


def test_names_and_codes_of_areas_are_no_figures_but_the_change_of_boundaries_is() -> None:
    name = Topic(("Regioaanduiding",), "Gemeentenaam", "naam")
    change = Topic(("Regioaanduiding",), "Indelingswijziging gemeente, wijk, buurt", "code")
    assert (is_figure(name), is_figure(change), is_change(change)) == (False, True, True)
    assert not is_change(Topic(("Bevolking",), "Indelingswijziging", "code"))


def test_only_cells_with_a_value_are_refused() -> None:
    cells_df = pd.DataFrame({"X_1": [1.5, None], "Y_2": [None, None]}, index=["GM0001", "GM0002"])
    assert refused(cells_df, "onbekend onderwerp").to_dict("records") == [
        {"gebied_code": "GM0001", "column": "X_1", "value": "1.5", "reason": "onbekend onderwerp"}
    ]
