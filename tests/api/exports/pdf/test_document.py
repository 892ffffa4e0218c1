from api.exports.documents import Workshop
from api.exports.pdf.document import drawing_image, wijkfotos_html
from geodata.store.reading import Reader


def html_of(reader: Reader, workshop: Workshop, *codes: str) -> str:
    areas = [workshop.read_area(reader, code) for code in codes]
    return wijkfotos_html(areas, workshop.environment, workshop.settings, title="Wijkfoto's")


def test_one_area_has_no_list_of_contents(reader: Reader, workshop: Workshop):
    assert 'class="inhoud"' not in html_of(reader, workshop, "WK000100")


def test_more_areas_are_listed_with_a_link_to_each(reader: Reader, workshop: Workshop):
    html = html_of(reader, workshop, "WK000100", "WK000101")
    assert '<a href="#gebied-1">West</a>' in html
    assert '<a href="#gebied-2">Oost</a>' in html


def test_everything_is_within_the_document(reader: Reader, workshop: Workshop):
    html = html_of(reader, workshop, "WK000100")
    assert all(source.startswith("data:image/svg+xml;base64,") for source in html.split(' src="')[1:])
    assert "<link" not in html


def test_a_secret_figure_is_never_a_number(reader: Reader, workshop: Workshop):
    assert '<span class="getal ontbreekt">geheim</span>' in html_of(reader, workshop, "BU00010101")


def test_the_words_of_a_drawing_are_escaped():
    assert 'alt="Roos &amp; Dam &#34;x&#34;"' in drawing_image("<svg/>", 'Roos & Dam "x"', "kaart")
