"""The register of clusterings, and what can be asked of several together: operations begin with an underscore."""

from fastapi import APIRouter

from api.routes.indelingen.at_table import router as at_table_router
from api.routes.indelingen.atoms import router as atoms_router
from api.routes.indelingen.comparison import router as comparison_router
from api.routes.indelingen.contents import router as contents_router
from api.routes.indelingen.crosswalk import router as crosswalk_router
from api.routes.indelingen.flips import router as flips_router
from api.routes.indelingen.proposals import router as proposals_router
from api.routes.indelingen.register import router as register_router

router = APIRouter()
router.include_router(register_router)
router.include_router(contents_router)
router.include_router(comparison_router)
router.include_router(crosswalk_router)
router.include_router(atoms_router)
router.include_router(flips_router)
router.include_router(at_table_router)
router.include_router(proposals_router)
