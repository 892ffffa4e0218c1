"""What changed between two versions of a clustering, to read."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.dutch_text import FIELD_WORDS
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader
from geodata.indelingen.diff import diff_versions, read_contents
from geodata.indelingen.queries import find_indeling

router = APIRouter()


@router.get("/indelingen/{naam}/verschil/{ander}")
def show(request: Request, naam: str, ander: str, reader: RequestReader) -> HTMLResponse:
    """Show what changed from the older of two versions to the newer."""
    older_name, newer_name = sorted((naam, ander), key=lambda name: find_indeling(reader, name).version)
    older, newer = read_contents(reader, older_name), read_contents(reader, newer_name)
    is_sample = older_name.startswith(SAMPLE_GEMEENTE)
    context = {
        "older": find_indeling(reader, older_name),
        "newer": find_indeling(reader, newer_name),
        "diff": diff_versions(older, newer),
        "area_names": {area.short_code: area.name for area in (*older.areas, *newer.areas)},
        "field_words": FIELD_WORDS,
        "is_sample": is_sample,
        "is_invented": is_sample,
    }
    return render_page(request, "verschil.html", context)
