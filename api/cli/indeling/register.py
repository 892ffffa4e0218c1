"""``indeling publiceer``, ``lijst``, ``toon`` and ``verschil``: what is in the register, and its publication."""

from typing import Annotated, Any

import typer
from rich.markup import escape

from api.answers import Answer
from api.cli.indeling.findings import print_decisions
from api.cli.indeling.versions import area_rows, print_areas, print_diff, print_header, print_indelingen
from api.cli.options import AsJson, Gemeente
from api.cli.output import out, print_json
from api.cli.reading import open_reading
from geodata.indelingen.diff import diff_versions, read_contents
from geodata.indelingen.queries import (
    areas_of,
    decisions_of,
    find_indeling,
    list_indelingen,
    member_counts,
    parts_of,
)
from geodata.indicators.deriving.publishing import publish_indeling
from geodata.settings import load_settings
from geodata.store.database import database_url
from geodata.store.engine import engine_from_url, open_session
from geodata.store.reading import Reader

Name = Annotated[
    str, typer.Argument(help="Naam van een versie, zoals GM0828.wijkfoto.1; zie 'indeling lijst'.", metavar="NAAM")
]
OtherName = Annotated[str, typer.Argument(help="De versie die ermee vergeleken wordt.", metavar="ANDER")]


def publish(name: Name, as_json: AsJson = False) -> None:
    """Stel een concept vast; een eerdere versie die dan nog geldt, vervalt op de dag ervoor."""
    engine = engine_from_url(database_url(load_settings()))
    try:
        with open_session(engine) as session:
            published = publish_indeling(session, name)
    finally:
        engine.dispose()
    if as_json:
        print_json({key: None if value is None else str(value) for key, value in vars(published).items()})
        return
    out.print(f"{escape(name)} is vastgesteld en geldt vanaf {published.valid_from:%d-%m-%Y}.")
    if published.replaced_name is not None:
        out.print(f"{published.replaced_name} vervalt: geldig tot en met {published.replaced_valid_to:%d-%m-%Y}.")
        out.print(f"Verschil: gebiedsmonitor indeling verschil {published.replaced_name} {name}", soft_wrap=True)


def show_list(gemeente: Gemeente = None, as_json: AsJson = False) -> None:
    """Laat zien welke indelingen er in het register staan, van wie, en sinds wanneer ze gelden."""
    with open_reading() as reader:
        if as_json:
            # The API takes a second to import, which a table should not cost.
            from api.routes.indelingen.register import IndelingenParameters, list_all  # noqa: PLC0415

            print_json(_plain(list_all(IndelingenParameters(gemeente=gemeente), reader)))
            return
        print_indelingen(list_indelingen(reader, gemeente), member_counts(reader))


def show_one(name: Name, as_json: AsJson = False) -> None:
    """Laat een indeling zien: haar gebieden met hun eenheden en contact, en wat er bij het lezen is beslist."""
    with open_reading() as reader:
        indeling = find_indeling(reader, name)
        if as_json:
            print_json(_one_as_the_api_answers(reader, name))
            return
        areas = areas_of(reader, indeling.id)
        print_header(indeling)
        print_areas(areas, parts_of(reader, [area.gebied_id for area in areas]))
        decisions = decisions_of(reader, indeling.id)
    print_decisions([(one.kind, one.message) for one in decisions], most=len(decisions))


def show_difference(name: Name, other: OtherName, as_json: AsJson = False) -> None:
    """Laat zien wat er veranderde van de ene versie naar de andere."""
    with open_reading() as reader:
        if as_json:
            from api.routes.indelingen.contents import VerschilParameters, show_diff  # noqa: PLC0415

            print_json(_plain(show_diff(other, VerschilParameters(met=name), reader)))
            return
        print_diff(diff_versions(read_contents(reader, name), read_contents(reader, other)))


def _one_as_the_api_answers(reader: Reader, name: str) -> object:
    from api.parameters import NoParameters  # noqa: PLC0415
    from api.routes.indelingen.contents import list_decisions  # noqa: PLC0415
    from api.routes.indelingen.register import get_one  # noqa: PLC0415

    areas = areas_of(reader, find_indeling(reader, name).id)
    answer = _plain(get_one(name, NoParameters(), reader))
    answer["gebieden"] = area_rows(areas, parts_of(reader, [area.gebied_id for area in areas]))
    return answer | _plain(list_decisions(name, NoParameters(), reader))


def _plain(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(mode="json", by_alias=True)
