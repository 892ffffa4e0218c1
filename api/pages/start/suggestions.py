"""What the search box suggests while somebody types: areas only, for an address is asked of another server."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.pages.rendering import quote_path
from api.pages.start.words import KIND_WORDS, where
from api.places.looking import FEWEST_LETTERS, by_kind
from api.sessions import RequestReader
from geodata.wijkfoto.finding.queries import search_gebieden

router = APIRouter()

MOST_SUGGESTED = 8


class Suggestion(BaseModel):
    """An area that may be meant."""

    naam: str
    waar: str
    adres: str


class SuggestionGroup(BaseModel):
    """Suggestions of one kind."""

    soort: str
    gebieden: list[Suggestion]


class Suggestions(BaseModel):
    """What the search box shows under what was typed."""

    groepen: list[SuggestionGroup]


@router.get("/zoek/suggesties")
def suggest(reader: RequestReader, zoek: Annotated[str, Query(max_length=80)] = "") -> Suggestions:
    """Suggest areas, the kind of the likeliest first."""
    text = zoek.strip()
    found = search_gebieden(reader, text, limit=MOST_SUGGESTED) if len(text) >= FEWEST_LETTERS else []
    groups = [
        SuggestionGroup(
            soort=KIND_WORDS[kind.level],
            gebieden=[
                Suggestion(naam=one.name, waar=where(one), adres=f"/wijkfoto/{quote_path(one.code)}")
                for one in kind.gebieden
            ],
        )
        for kind in by_kind(found)
    ]
    return Suggestions(groepen=groups)
