"""What is in a clustering: its areas with their units and contacts, its versions, what changed, what was decided."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.answers import Answer
from api.comparing.names import ONE
from api.parameters import Links, NoParameters, Paging, Parameters, links_of
from api.routes.indelingen.register import IndelingenAnswer, indeling_answer
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader
from geodata.indelingen.diff import Diff, UnitMove, diff_versions, read_contents
from geodata.indelingen.queries import (
    AreaRecord,
    PartRecord,
    areas_of,
    decisions_of,
    find_indeling,
    member_counts,
    parts_of,
    versions_of,
)

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])


class DeelAnswer(Answer):
    """Een basiseenheid, of een deel ervan, die bij een gebied hoort; gedeeldNaar zegt waarnaar een deel is bepaald."""

    eenheid: str
    naam: str
    aandeel: float
    gedeeld_naar: str


class IndelingGebiedAnswer(Answer):
    """Een gebied van een indeling, met wie er namens de eigenaar over gaat: een rol en een team, geen persoon."""

    gebied: str
    naam: str
    contact_rol: str | None
    contact_team: str | None
    delen: list[DeelAnswer]


class IndelingGebiedenAnswer(Answer):
    """Een pagina met gebieden van een indeling. Een gebied van het CBS zelf is een basiseenheid en heeft geen delen."""

    aantal: int
    gebieden: list[IndelingGebiedAnswer]
    links: Links


class VerschilParameters(Parameters):
    """The version to compare with."""

    met: str = Query(max_length=80, description="Naam van de versie die als de oude geldt.")


class KenmerkwijzigingAnswer(Answer):
    """Een kenmerk van de indeling, zoals het in het register heet, dat veranderde."""

    kenmerk: str
    oud: date | str | bool | float | None
    nieuw: date | str | bool | float | None


class GebiedNaamAnswer(Answer):
    """Een gebied met zijn code binnen de indeling."""

    gebied: str
    naam: str


class HernoemdAnswer(Answer):
    """Een gebied dat een andere naam kreeg."""

    gebied: str
    oud: str
    nieuw: str


class VerplaatsingAnswer(Answer):
    """Een eenheid, of een aandeel ervan, die naar een ander gebied ging; null: in geen gebied."""

    eenheid: str
    naam: str
    van_gebied: str | None
    naar_gebied: str | None
    aandeel: float


class ContactwijzigingAnswer(Answer):
    """Een gebied waarvan het contact (rol, team) veranderde."""

    gebied: str
    oud: tuple[str | None, str | None]
    nieuw: tuple[str | None, str | None]


class VersieverschilAnswer(Answer):
    """Wat er van de oude naar de nieuwe versie veranderde. Een gebied staat er met zijn code binnen de indeling."""

    oud: str
    nieuw: str
    is_gelijk: bool
    kenmerken: list[KenmerkwijzigingAnswer]
    toegevoegd: list[GebiedNaamAnswer]
    vervallen: list[GebiedNaamAnswer]
    hernoemd: list[HernoemdAnswer]
    contacten: list[ContactwijzigingAnswer]
    verplaatst: Annotated[
        list[VerplaatsingAnswer] | None,
        Field(description="null: de versies staan op andere basiseenheden, zodat het niet te zeggen is."),
    ]


class BesluitAnswer(Answer):
    """Iets dat bij het inlezen is beslist, zoals een snede die binnen de nauwkeurigheid van de lijnen valt."""

    soort: str
    eenheid: str | None
    gebied: str | None
    ander_gebied: str | None
    oppervlakte_m2: float | None
    breedte_m: float | None
    toelichting: str


class BesluitenAnswer(Answer):
    """De beslissingen, in de volgorde waarin ze zijn genomen."""

    slivergrens_m: float | None
    besluiten: list[BesluitAnswer]


FIELD_NAMES = {
    "name": "naam",
    "owner": "eigenaar",
    "purpose": "doel",
    "legal_basis": "wettelijkeGrondslag",
    "valid_from": "geldigVan",
    "valid_to": "geldigTot",
    "base_level": "basisniveau",
    "base_peildatum": "peildatum",
    "built_on": "gebouwdOp",
    "is_partial": "isGedeeltelijk",
    "is_overlapping": "isOverlappend",
    "sliver_width_m": "slivergrensM",
}


@router.get(f"{ONE}/gebieden", summary="Gebieden van een indeling")
def list_areas(
    request: Request, naam: str, parameters: Annotated[Paging, Query()], reader: RequestReader
) -> IndelingGebiedenAnswer:
    """De gebieden op volgorde van code, met de basiseenheden waaruit zij bestaan en met hun contact."""
    areas = areas_of(reader, find_indeling(reader, naam).id)
    shown = areas[parameters.offset : parameters.offset + parameters.pagina_grootte]
    parts: dict[str, list[PartRecord]] = {}
    for part in parts_of(reader, [area.gebied_id for area in shown]):
        parts.setdefault(part.gebied_code, []).append(part)
    return IndelingGebiedenAnswer(
        aantal=len(areas),
        gebieden=[_area(area, parts.get(area.code, [])) for area in shown],
        links=links_of(request, parameters, has_more=parameters.offset + len(shown) < len(areas)),
    )


@router.get(f"{ONE}/versies", summary="Versies van een indeling")
def list_versions(naam: str, _: NoParameters, reader: RequestReader) -> IndelingenAnswer:
    """Alle versies van dezelfde indeling, de nieuwste eerst."""
    counts = member_counts(reader)
    found = versions_of(reader, find_indeling(reader, naam))
    return IndelingenAnswer(indelingen=[indeling_answer(one, counts.get(one.id, 0)) for one in found])


@router.get(f"{ONE}/verschil", summary="Verschil tussen twee versies")
def show_diff(
    naam: str, parameters: Annotated[VerschilParameters, Query()], reader: RequestReader
) -> VersieverschilAnswer:
    """Wat er veranderde van de versie in `met` naar deze: gebieden, eenheden, namen, contacten en kenmerken."""
    return _diff_answer(diff_versions(read_contents(reader, parameters.met), read_contents(reader, naam)))


@router.get(f"{ONE}/besluiten", summary="Beslissingen bij het inlezen")
def list_decisions(naam: str, _: NoParameters, reader: RequestReader) -> BesluitenAnswer:
    """Elke beslissing die binnen de tolerantie, of door uitleg van het bestand, is genomen."""
    indeling = find_indeling(reader, naam)
    return BesluitenAnswer(
        slivergrens_m=indeling.sliver_width_m,
        besluiten=[
            BesluitAnswer(
                soort=one.kind,
                eenheid=one.unit_code,
                gebied=one.area_code,
                ander_gebied=one.other_area_code,
                oppervlakte_m2=one.area_m2,
                breedte_m=one.width_m,
                toelichting=one.message,
            )
            for one in decisions_of(reader, indeling.id)
        ],
    )


def _area(area: AreaRecord, parts: list[PartRecord]) -> IndelingGebiedAnswer:
    return IndelingGebiedAnswer(
        gebied=area.code,
        naam=area.name,
        contact_rol=area.contact_role,
        contact_team=area.contact_team,
        delen=[
            DeelAnswer(
                eenheid=part.unit_code, naam=part.unit_name, aandeel=round(part.share, 9), gedeeld_naar=part.weight
            )
            for part in parts
        ],
    )


def _diff_answer(found: Diff) -> VersieverschilAnswer:
    return VersieverschilAnswer(
        oud=found.old_name,
        nieuw=found.new_name,
        is_gelijk=found.is_empty,
        kenmerken=[
            KenmerkwijzigingAnswer(kenmerk=FIELD_NAMES[change.of], oud=change.old, nieuw=change.new)
            for change in found.fields
        ],
        toegevoegd=[GebiedNaamAnswer(gebied=code, naam=name) for code, name in found.added.items()],
        vervallen=[GebiedNaamAnswer(gebied=code, naam=name) for code, name in found.gone.items()],
        hernoemd=[HernoemdAnswer(gebied=change.of, oud=change.old, nieuw=change.new) for change in found.renamed],
        contacten=[
            ContactwijzigingAnswer(gebied=change.of, oud=change.old, nieuw=change.new) for change in found.contacts
        ],
        verplaatst=None if found.moves is None else [_move(move) for move in found.moves],
    )


def _move(move: UnitMove) -> VerplaatsingAnswer:
    return VerplaatsingAnswer(
        eenheid=move.unit_code,
        naam=move.unit_name,
        van_gebied=move.from_area,
        naar_gebied=move.to_area,
        aandeel=round(move.share, 9),
    )
