"""The blocks that other sites may frame: a wijkfoto in brief, and a map."""

from fastapi import APIRouter

from api.pages.insluiten import kaart, wijkfoto

router = APIRouter()
for page in (kaart, wijkfoto):
    router.include_router(page.router)
