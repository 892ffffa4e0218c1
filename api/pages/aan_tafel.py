"""Who sits at the table for an area: per clustering the areas that it lies in, and whom to turn to about each."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader, RequestStudies
from api.sources import is_all_invented
from geodata.gebieden.queries import find_gebied
from geodata.indelingen.comparing.ground import Measure
from geodata.indicators.seating import seats_of_gebied
from geodata.store.queries import standing_loads

router = APIRouter()


@router.get("/aan-tafel/{code}")
def show(request: Request, code: str, reader: RequestReader, studies: RequestStudies) -> HTMLResponse:
    """Show who sits at the table for an area today."""
    gebied = find_gebied(reader, code)
    today = datetime.now(UTC).date()
    is_sample = gebied.gemeente_code == SAMPLE_GEMEENTE
    context = {
        "gebied": gebied,
        "seats": seats_of_gebied(reader, gebied, today, studies=studies),
        "today": today,
        "by_area": Measure.AREA,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(standing_loads(reader)),
    }
    return render_page(request, "aan_tafel.html", context)
