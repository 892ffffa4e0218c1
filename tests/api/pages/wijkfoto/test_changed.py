from api.pages.wijkfoto.changed import changes_view
from tests.geodata.wijkfoto.building import FAR, LONELY, OLD, WORK, figure, wijkfoto


def test_what_changed_is_grouped_by_whether_it_is_for_the_better() -> None:
    keys = {WORK: (60.0, 70.0), FAR: (6.0, 9.0), OLD: (6.0, 9.0)}
    figures = [
        figure(key, value, period=year)
        for key, ends in keys.items()
        for year, value in zip((2022, 2024), ends, strict=True)
    ]
    view = changes_view(wijkfoto(*figures))
    assert [(group.title, [one.key for one in group.lines]) for group in view.groups] == [
        ("Gunstiger geworden", [WORK]),
        ("Ongunstiger geworden", [FAR]),
        ("Veranderd, niet beter of slechter", [OLD]),
    ]
    (far,) = view.groups[1].lines
    assert (far.then, far.now, far.sentence) == (
        "6,0\N{NO-BREAK SPACE}km",
        "9,0\N{NO-BREAK SPACE}km",
        "Zeker gestegen sinds 2022.",
    )


def test_why_of_the_rest_no_change_is_told() -> None:
    steady = [figure(FAR, 6.0, period=2022), figure(FAR, 6.0)]
    modelled = [figure(LONELY, 40, period=2022), figure(LONELY, 60)]
    view = changes_view(wijkfoto(*steady, *modelled, figure(OLD, 9)))
    assert view.groups == ()
    assert view.sentence == (
        "Van 1 onderwerp is geen verandering vast te stellen die groter is dan de onzekerheid. "
        "Van 1 onderwerp is te weinig bekend om een verandering te zien. "
        "Van 1 onderwerp is geen eerder cijfer geladen dat te vergelijken is."
    )
