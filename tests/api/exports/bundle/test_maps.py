from api.exports.bundle.maps import bundle_maps
from api.exports.documents import Workshop, find_areas
from geodata.store.reading import Reader


def test_each_indicator_that_the_areas_have_gets_a_map_a_legend_and_a_table(reader: Reader, workshop: Workshop):
    selection = find_areas(reader, "cbs-wijk.2024", "GM0001")
    keys = ("pct_inwoners_65_plus", "gem_woz_waarde")
    (only,) = bundle_maps(reader, selection, workshop.catalogue, keys, {"WK000100": "#gebied-1"})
    assert (only.indicator.key, only.period) == ("pct_inwoners_65_plus", 2024)
    assert 'href="#gebied-1"' in only.svg
    assert 'id="kaart-1-legenda' in only.legend
    assert [(row.gebied.name, row.text.figure) for row in only.rows] == [("West", "26%"), ("Oost", "14%")]
