"""The pages that explain: how sure figures are, what they mean, where they come from, and what changed."""

from fastapi import APIRouter

from api.pages.uitleg import accessibility, changes, embedding, figures, sources, topics

router = APIRouter()
for page in (figures, topics, sources, changes, embedding, accessibility):
    router.include_router(page.router)
