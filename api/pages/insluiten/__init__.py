"""The blocks that other sites may frame: a wijkfoto in brief, and a map."""

from fastapi import APIRouter

from api.pages.insluiten import wijkfoto

router = APIRouter()
for page in (wijkfoto,):
    router.include_router(page.router)
