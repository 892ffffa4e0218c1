"""The register of clusterings, and what can be asked of several together: operations begin with an underscore."""

from fastapi import APIRouter

from api.routes.indelingen import at_table, atoms, comparison, contents, crosswalk, flips, register

router = APIRouter()
for _module in (comparison, crosswalk, atoms, flips, at_table, register, contents):
    router.include_router(_module.router)
