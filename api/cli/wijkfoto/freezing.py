"""``wijkfoto bevries``, ``bevroren`` and ``verschil``: freeze one, list them, and what differs today."""

from datetime import date
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.options import AsJson, read_day
from api.cli.output import KEPT, NUMBER, out, print_json, print_table
from api.cli.reading import open_reading
from api.freezing.words import (
    PART_WORDS,
    area_sentences,
    change_text,
    changed_lines,
    decimals_of,
    obstacle_sentence,
    summary_sentence,
)
from api.pages.figure_text import figure_text
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.settings import load_settings
from geodata.store.database import database_url
from geodata.store.engine import engine_from_url, open_session
from geodata.wijkfoto.choice import load_choice
from geodata.wijkfoto.freezing.content import FrozenContent, FrozenIndicator
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineDifference
from geodata.wijkfoto.freezing.freezing import read_to_freeze
from geodata.wijkfoto.freezing.queries import FrozenSummary, find_frozen, keep_frozen, list_frozen
from geodata.wijkfoto.freezing.today import read_difference

MOST_LISTED = 1000


def _read_day(written: str | None) -> date | None:
    return None if written is None else read_day(written)


Area = Annotated[str, typer.Argument(help="Code van het gebied, zoals WK082801.", metavar="CODE")]
FrozenId = Annotated[str, typer.Argument(help="Kenmerk; zie 'wijkfoto bevroren'.", metavar="KENMERK")]
Occasion = Annotated[
    str | None, typer.Option("--aanleiding", help="Waarvoor, zoals 'Raadsvergadering juni'.", metavar="TEKST")
]
AskedBy = Annotated[
    str | None, typer.Option("--door", help="Rol of team dat erom vraagt; geen naam van een mens.", metavar="TEKST")
]
Day = Annotated[str | None, typer.Option("--peildatum", help="Het gebied zoals het op deze dag was.", metavar="DATUM")]


def freeze(
    code: Area, occasion: Occasion = None, asked_by: AskedBy = None, peildatum: Day = None, as_json: AsJson = False
) -> None:
    """Leg een wijkfoto vast op een vast adres; later laden verandert daar niets aan."""
    catalogue = load_catalogue()
    shown = (catalogue, load_choice(catalogue))
    with open_reading() as reader:
        content = read_to_freeze(reader, code, peildatum=_read_day(peildatum), occasion=occasion, shown=shown)
    engine = engine_from_url(database_url(load_settings()))
    try:
        with open_session(engine) as session:
            record = keep_frozen(session, content, asked_by=asked_by)
    finally:
        engine.dispose()
    if as_json:
        facts = {"kenmerk": record.id, "adres": f"/bevroren/{record.id}", "vastgelegdOp": record.made_at.isoformat()}
        print_json(facts | {"sha256": record.sha256, "isNieuw": record.is_new})
        return
    when = "is vastgelegd" if record.is_new else f"was op {record.made_at.astimezone():%d-%m-%Y} al vastgelegd"
    out.print(f"De wijkfoto van {escape(content.gebied.name)} ({code}) {when}: /bevroren/{record.id}", soft_wrap=True)
    out.print(f"Wat er sindsdien verandert: gebiedsmonitor wijkfoto verschil {record.id}")


def show_frozen(
    gebied: Annotated[str | None, typer.Option(help="Alleen die van dit gebied.", metavar="CODE")] = None,
    as_json: AsJson = False,
) -> None:
    """Laat zien welke wijkfoto's er zijn vastgelegd, de nieuwste eerst."""
    with open_reading() as reader:
        found = list_frozen(reader, gebied, limit=MOST_LISTED)
    if as_json:
        print_json([_as_json(one) for one in found])
        return
    if not found:
        out.print("Er is nog geen wijkfoto vastgelegd. Een eerste: gebiedsmonitor wijkfoto bevries CODE")
        return
    rows = [
        (one.id, f"{one.gebied_name} ({one.gebied_code})", f"{one.made_at.astimezone():%Y-%m-%d}", one.occasion or "")
        for one in found
    ]
    print_table((f"{KEPT}kenmerk", "gebied", f"{KEPT}vastgelegd", "aanleiding"), rows)


def _as_json(one: FrozenSummary) -> dict[str, str | None]:
    return {
        "kenmerk": one.id,
        "adres": f"/bevroren/{one.id}",
        "gebied": one.gebied_code,
        "gebiedNaam": one.gebied_name,
        "peildatum": f"{one.peildatum}",
        "vastgelegdOp": one.made_at.isoformat(),
        "door": one.asked_by,
        "aanleiding": one.occasion,
    }


def show_difference(frozen_id: FrozenId, as_json: AsJson = False) -> None:
    """Laat zien wat er sinds het vastleggen veranderde, en waardoor."""
    with open_reading() as reader:
        record = find_frozen(reader, frozen_id)
        content = record.content
        found = read_difference(reader, content, load_catalogue())
    if as_json:
        # The API takes a second to import, which a table should not cost.
        from api.routes.bevroren import difference_answer  # noqa: PLC0415

        print_json(difference_answer(record, content, found).model_dump(mode="json", by_alias=True))
        return
    when = f"vastgelegd op {record.made_at.astimezone():%d-%m-%Y}"
    out.print(f"{escape(content.gebied.name)}, {when}. {summary_sentence(found)}", soft_wrap=True)
    for sentence in area_sentences(content, found):
        out.print(escape(sentence), soft_wrap=True)
    _print_difference(content, found)


def _print_difference(content: FrozenContent, found: FrozenDifference) -> None:
    rows = [_row(line, content.lines[line.key].indicator) for line in changed_lines(found)]
    if rows:
        print_table(("cijfer", f"{NUMBER}toen", f"{NUMBER}nu", f"{NUMBER}verschil", "waardoor"), rows)
    for line in found.lines:
        if line.obstacle is not None:
            label = content.lines[line.key].indicator.label
            out.print(f"{escape(label)}: niet te vergelijken. {escape(obstacle_sentence(line))}", soft_wrap=True)


def _row(line: LineDifference, indicator: FrozenIndicator) -> tuple[str, str, str, str, str]:
    decimals = decimals_of(line, indicator)
    total = "" if line.total is None else change_text(line.total, indicator, decimals=decimals)
    parts = [
        f"{PART_WORDS[part]} {change_text(amount, indicator, decimals=decimals)}" for part, amount in line.parts.items()
    ]
    return indicator.label, _text(line.then, indicator), _text(line.now, indicator), total, "; ".join(parts)


def _text(figure: FigureRecord | None, indicator: FrozenIndicator) -> str:
    return "" if figure is None else f"{figure_text(figure, indicator).figure} ({figure.period})"
