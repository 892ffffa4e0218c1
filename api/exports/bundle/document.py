"""One HTML file with the wijkfoto's of all areas: maps, tables and charts, and nothing that is asked of elsewhere."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from markupsafe import Markup

from api.exports.area_view import AreaView
from api.exports.bundle.maps import bundle_maps
from api.exports.documents import Selection, Watch, Workshop, read_areas
from api.exports.tokens import token_sheet
from geodata.gebieden.queries import find_gebied, outlines_of
from geodata.store.reading import Reader
from maps.charts.chart import Chart, chart_svg
from maps.located import Located, located

TEMPLATE = "export/bundel.html"
STYLE, SCRIPT = (Path(__file__).with_name(name) for name in ("bundel.css", "bundel.js"))
OUTLINE_TOLERANCE_M = 50


@dataclass(frozen=True)
class _Figures:
    """How the file shows charts and small maps; each chart gets an id of its own."""

    places: Located | None
    numbers: "count[int]"

    def chart(self, chart: Chart, _: str) -> Markup:
        return Markup(chart_svg(chart, element_id=f"g{next(self.numbers)}"))  # noqa: S704 (our own drawing)

    def place(self, area: AreaView) -> Markup:
        title = f"De ligging van {area.name} tussen de gebieden eromheen"
        return Markup(self.places.svg(area.code, title) if self.places else "")  # noqa: S704 (our own drawing)


def make_bundle(reader: Reader, selection: Selection, target: Path, workshop: Workshop, watch: Watch) -> None:
    """Make one HTML file with all areas."""
    areas = list(read_areas(reader, selection, workshop, watch))
    hrefs = {area.code: f"#gebied-{number}" for number, area in enumerate(areas, start=1)}
    places = _places(reader, selection)
    figures = _Figures(places, count(1))
    look, script = (path.read_text(encoding="utf-8").strip() for path in (STYLE, SCRIPT))
    style = token_sheet(workshop.settings) + look
    html = workshop.environment.get_template(TEMPLATE).render(
        title=f"Wijkfoto's {selection.title}",
        areas=areas,
        maps=list(bundle_maps(reader, selection, workshop.catalogue, workshop.choice.key_figures, hrefs)),
        hrefs=hrefs,
        made_at=datetime.now(UTC),
        contact=workshop.settings.contact_email,
        style=Markup(style),  # noqa: S704 (our own file)
        script=Markup(script),  # noqa: S704 (our own file)
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        outlines=Markup(places.defs if places else ""),  # noqa: S704 (our own drawing)
        figure=figures.chart,
        place=figures.place,
    )
    target.write_text(html, encoding="utf-8")


def _places(reader: Reader, selection: Selection) -> Located | None:
    ids = [find_gebied(reader, code, selection.peildatum).id for code in selection.codes]
    areas_gdf = outlines_of(reader, ids, tolerance_m=OUTLINE_TOLERANCE_M)
    return None if areas_gdf.empty else located(areas_gdf)


def _hash(text: str) -> str:
    """Return the source of a policy that allows one inline text."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
