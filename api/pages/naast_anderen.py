"""The page that sets one figure beside those of others: around it, of the same stedelijkheid, and most alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.judging.beside import peers_name
from api.judging.sentences import comparison_sentence
from api.pages.figure_text import FigureText, figure_text
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestCatalogue, RequestReader
from api.sources import is_all_invented
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import find_gebied
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.signals import is_comparable_between_areas
from geodata.indicators.comparing.similar import ORIGIN_THEME, SIMILARITY_KEYS, SimilarityChoice
from geodata.indicators.indicator import Indicator
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from geodata.wijkfoto.alike import (
    BesideGroup,
    BesideSimilar,
    UrbanityUnknownError,
    beside_same_urbanity,
    beside_similar,
)
from geodata.wijkfoto.comparison import Beside, Placed, Subject, beside_gebied, placed_among_peers, read_subject
from geodata.wijkfoto.queries import areas_around
from maps.numbers import format_number

router = APIRouter()

MIDDLE = "het middelste van deze gebieden"


@dataclass(frozen=True)
class BesideRow:
    """Another area with its figure, and how the gebied compares with it; its distance where that was measured."""

    code: str
    name: str
    text: FigureText
    sentence: str
    distance: str = ""


@dataclass(frozen=True)
class GroupView:
    """What is usual among areas of the same stedelijkheid."""

    level: Level
    urbanity: int
    count: int
    known_count: int
    quartiles: tuple[FigureText, ...]
    sentence: str


@dataclass(frozen=True)
class SimilarView:
    """The areas that are most alike, and what they are alike by."""

    level: Level
    compared_count: int
    rows: tuple[BesideRow, ...]
    labels: tuple[str, ...]


def _subject(
    code: str,
    indicator: str,
    catalogue: RequestCatalogue,
    reader: RequestReader,
    periode: Annotated[int | None, Query(ge=1900, le=2100)] = None,
) -> Subject:
    return read_subject(reader, code, catalogue.indicator(indicator), periode, catalogue)


@router.get("/wijkfoto/{code}/naast-anderen/{indicator}")
def show(
    request: Request,
    subject: Annotated[Subject, Depends(_subject)],
    catalogue: RequestCatalogue,
    reader: RequestReader,
    ander: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:
    """Show how a figure compares."""
    other_code = ander.strip()
    is_sample = subject.gebied.gemeente_code == SAMPLE_GEMEENTE
    compared = _compared(reader, subject, other_code, catalogue)
    context = {
        "gebied": subject.gebied,
        "indicator": subject.indicator,
        "period": subject.figure.period,
        "text": figure_text(subject.figure, subject.indicator),
        "position": position_sentence(placed_among_peers(reader, subject), subject),
        "other_code": other_code,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(_loads(reader, subject, compared)),
        "around": [_row(one, subject.indicator) for one in compared.around],
        "group": _group_view(compared.group, subject) if compared.group else None,
        "similar": _similar_view(compared.similar, subject) if compared.similar else None,
    }
    return render_page(request, "naast_anderen.html", context)


@dataclass(frozen=True)
class _Compared:
    around: tuple[Beside, ...]
    group: BesideGroup | None = None
    similar: BesideSimilar | None = None


def _compared(reader: Reader, subject: Subject, other_code: str, catalogue: Catalogue) -> _Compared:
    others = areas_around(reader, subject.gebied) + ([find_gebied(reader, other_code)] if other_code else [])
    around = tuple(beside_gebied(reader, subject, other) for other in others)
    if not is_comparable_between_areas(subject.indicator) or subject.gebied.level is Level.LAND:
        return _Compared(around)
    usual = SimilarityChoice(tuple(catalogue.indicator(key) for key in SIMILARITY_KEYS))
    return _Compared(around, _group(reader, subject), beside_similar(reader, subject, usual))


def _group(reader: Reader, subject: Subject) -> BesideGroup | None:
    """Read what is usual among the areas of the same stedelijkheid; None where its own is not known."""
    try:
        return beside_same_urbanity(reader, subject)
    except UrbanityUnknownError:
        return None


def _loads(reader: Reader, subject: Subject, compared: _Compared) -> Iterable[Load]:
    shown = [*compared.around, *(compared.similar.areas if compared.similar else ())]
    load_ids = {one.figure.load_id for one in shown if one.figure} | {subject.figure.load_id}
    return loads_by_id(reader, load_ids).values()


def position_sentence(placed: Placed, subject: Subject) -> str:
    """Say which rank an area has, and between which the true one lies; empty where it has none."""
    position = placed.position
    if position is None or position.rank is None or subject.indicator.theme.key == ORIGIN_THEME:
        return ""
    ranks = f"{position.best}" if position.best == position.worst else f"{position.best} tot en met {position.worst}"
    among = f"gebieden van {placed.indeling.name}" if placed.indeling else peers_name(placed, subject.gebied)
    return (
        f"Plaats {position.rank} van {position.ranked_count} {among}; plaats 1 heeft het hoogste cijfer. "
        f"Met 95% zekerheid is de echte plaats {ranks}."
    )


def _row(beside: Beside, indicator: Indicator, distance: str = "") -> BesideRow:
    text = figure_text(beside.figure, indicator)
    sentence = comparison_sentence(beside.judgement, indicator, beside.name) if beside.figure else ""
    return BesideRow(beside.code, beside.name, text, sentence, distance)


def _group_view(found: BesideGroup, subject: Subject) -> GroupView | None:
    group = found.group
    quartiles = [one for one in (group.lower_quartile, group.median, group.upper_quartile) if one is not None]
    if not quartiles:
        return None
    return GroupView(
        level=found.level,
        urbanity=found.urbanity,
        count=group.count,
        known_count=group.known_count,
        quartiles=tuple(figure_text(one, subject.indicator) for one in quartiles),
        sentence=comparison_sentence(found.judgement, subject.indicator, MIDDLE),
    )


def _similar_view(found: BesideSimilar, subject: Subject) -> SimilarView | None:
    areas = found.similarity.areas
    if not areas:
        return None
    distances = [format_number(area.distance, decimals=2) for area in areas]
    rows = tuple(_row(one, subject.indicator, far) for one, far in zip(found.areas, distances, strict=True))
    labels = tuple(indicator.label for indicator in found.similarity.indicators)
    return SimilarView(found.level, found.similarity.compared_count, rows, labels)
