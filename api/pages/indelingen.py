"""The register of clusterings, to read."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader
from api.sources import is_all_invented
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, list_gebieden
from geodata.indelingen.queries import AreaRecord, areas_of, list_indelingen, member_counts, name_of
from geodata.indelingen.tables import Indeling, IndelingStatus
from geodata.store.queries import standing_loads
from geodata.store.reading import Reader

router = APIRouter()

MOST_GEMEENTEN = 500


@dataclass(frozen=True)
class IndelingView:
    """A clustering with its address, the number of its areas, and, of one's own, the areas."""

    indeling: Indeling
    name: str
    count: int
    areas: tuple[AreaRecord, ...]


@dataclass(frozen=True)
class GemeenteView:
    """The clusterings of one gemeente; ``comparable`` counts those that can be laid side by side."""

    code: str
    name: str
    views: tuple[IndelingView, ...]

    @property
    def comparable(self) -> int:
        """Number of clusterings that are not lapsed and of which the areas do not overlap, one version of each."""
        current = (view.indeling for view in self.views if view.indeling.status is not IndelingStatus.LAPSED)
        return len({one.key for one in current if not one.is_overlapping})


@router.get("/indelingen")
def show(request: Request, reader: RequestReader) -> HTMLResponse:
    """Show the register."""
    views = _views(reader)
    own = [view for view in views if view.indeling.gemeente_code]
    is_sample = any(view.indeling.gemeente_code == SAMPLE_GEMEENTE for view in own)
    context = {
        "gemeenten": _by_gemeente(reader, own),
        "national": [view for view in views if not view.indeling.gemeente_code],
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(standing_loads(reader)),
    }
    return render_page(request, "indelingen.html", context)


def _views(reader: Reader) -> list[IndelingView]:
    counts = member_counts(reader)
    views = []
    for indeling in list_indelingen(reader):
        areas = areas_of(reader, indeling.id) if indeling.gemeente_code is not None else []
        views.append(IndelingView(indeling, name_of(indeling), counts.get(indeling.id, 0), tuple(areas)))
    return views


def _by_gemeente(reader: Reader, views: list[IndelingView]) -> list[GemeenteView]:
    gemeenten = list_gebieden(reader, GebiedFilter(level=Level.GEMEENTE), limit=MOST_GEMEENTEN)
    names = {gemeente.code: gemeente.name for gemeente in gemeenten}
    codes = dict.fromkeys(str(view.indeling.gemeente_code) for view in views)
    return [
        GemeenteView(code, names.get(code, code), tuple(view for view in views if view.indeling.gemeente_code == code))
        for code in codes
    ]
