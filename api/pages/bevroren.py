"""The page of a frozen wijkfoto: its figures as they were, and what differs today."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.freezing.words import PART_EXPLANATIONS, PART_WORDS, area_sentences, summary_sentence
from api.pages.bevroren_view import blocked_views, change_views, key_figure_views, parts_that_play, theme_views
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestCatalogue, RequestReader
from api.sources import is_invented
from geodata.wijkfoto.freezing.queries import find_frozen
from geodata.wijkfoto.freezing.today import read_difference

router = APIRouter()


@router.get("/bevroren/{kenmerk}")
def show(request: Request, kenmerk: str, reader: RequestReader, catalogue: RequestCatalogue) -> HTMLResponse:
    """Show a wijkfoto as it was frozen."""
    record = find_frozen(reader, kenmerk)
    frozen = record.content
    found = read_difference(reader, frozen, catalogue)
    is_sample = frozen.gebied.gemeente_code == SAMPLE_GEMEENTE
    context = {
        "record": record,
        "frozen": frozen,
        "gebied": frozen.gebied,
        "made_at": record.made_at.astimezone(),
        "key_figures": key_figure_views(frozen),
        "themes": theme_views(frozen),
        "loads": sorted(frozen.loads.values(), key=lambda load: load.id),
        "summary": summary_sentence(found),
        "area_sentences": list(area_sentences(frozen, found)),
        "changes": change_views(frozen, found),
        "blocked": blocked_views(frozen, found),
        "legend": [(PART_WORDS[part], PART_EXPLANATIONS[part]) for part in parts_that_play(found)],
        "today": found.today.gebied,
        "is_sample": is_sample,
        "is_invented": is_sample and all(is_invented(load.source) for load in frozen.loads.values()),
    }
    return render_page(request, "bevroren.html", context)
