"""The web service: one app, made from its settings. Nothing is created at import."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from api.access_log import AccessLog, silence_server_log
from api.body_limit import BodyLimit
from api.caching import ConditionalAnswers, HeadAnswers
from api.errors import add_error_answers
from api.openapi import add_specification
from api.pages import (
    aan_tafel,
    apidocs,
    bevroren,
    documenten,
    indeling,
    indelingen,
    insluiten,
    naast_anderen,
    uitleg,
    uitleg_cijfer,
    verschil,
)
from api.pages.kaart import image as kaart_image
from api.pages.kaart import page as kaart
from api.pages.kaart import year as kaart_year
from api.pages.nederland import answers as nederland_answers
from api.pages.nederland import image as nederland_image
from api.pages.nederland import page as nederland
from api.pages.rendering import STATIC_DIR, make_templates
from api.pages.start import page as start
from api.pages.start import suggestions
from api.pages.vergelijk import image as vergelijk_image
from api.pages.vergelijk import page as vergelijk
from api.pages.vergelijking import flips_page as omslag
from api.pages.vergelijking import page as vergelijking
from api.pages.voorstel import page as voorstel
from api.pages.wijkfoto import afdruk, gewone_taal
from api.pages.wijkfoto import page as wijkfoto_page
from api.routes import bevroren as bevroren_route
from api.routes import (
    eigen_gebied,
    gebieden,
    grafiek,
    indicatoren,
    ladingen,
    reeks,
    reeks_overgezet,
    waarnemingen,
    wijkfoto,
    wijkfoto_pdf,
)
from api.routes import indelingen as indelingen_route
from api.routes import kaart as kaart_route
from api.routes import uitleg as uitleg_route
from api.routes import vergelijking as vergelijking_route
from api.security import API_VERSION, PUBLIC_PREFIX, SecurityHeaders
from api.sessions import lifespan_of
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import Settings, load_settings
from geodata.wijkfoto.choice import load_choice
from maps.assets import own_static_dir, vendor_dir

API_ROUTES = (
    *(gebieden, eigen_gebied, wijkfoto, bevroren_route, vergelijking_route, reeks, reeks_overgezet, uitleg_route),
    *(indicatoren, waarnemingen, indelingen_route, ladingen, grafiek, kaart_route, wijkfoto_pdf),
)
PAGES = (
    *(
        start,
        suggestions,
        wijkfoto_page,
        afdruk,
        documenten,
        gewone_taal,
        bevroren,
        aan_tafel,
        kaart,
        kaart_image,
        kaart_year,
        indelingen,
        indeling,
        verschil,
    ),
    *(nederland, nederland_answers, nederland_image),
    *(vergelijk, vergelijk_image, vergelijking, omslag, voorstel),
    *(naast_anderen, uitleg_cijfer, uitleg, insluiten, apidocs),
)


def create_app(settings: Settings) -> FastAPI:
    """Make the web service.

    Parameters
    ----------
    settings
        The database is opened when the app starts, not here.

    Raises
    ------
    geodata.wijkfoto.choice.ChoiceRefusedError
        The choice of figures does not fit the catalogue.
    """
    catalogue = load_catalogue()
    app = FastAPI(
        title="Gebiedsmonitor",
        version=API_VERSION,
        openapi_url=f"{PUBLIC_PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan_of(settings),
        middleware=[
            Middleware(AccessLog),
            Middleware(
                SecurityHeaders,
                background_map_url=settings.background_map_url,
                embed_origins=settings.embed_origins,
            ),
            Middleware(HeadAnswers),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
            Middleware(ConditionalAnswers),
            Middleware(BodyLimit),
        ],
    )
    app.state.settings = settings
    app.state.catalogue = catalogue
    app.state.choice = load_choice(catalogue)
    app.state.templates = make_templates(settings)
    _add_routes(app, settings)
    add_error_answers(app)
    add_specification(app, settings)
    silence_server_log()
    return app


def app_from_environment() -> FastAPI:
    """Make the web service from the environment, for ``uvicorn --factory api.app:app_from_environment``."""
    return create_app(load_settings())


def _add_routes(app: FastAPI, settings: Settings) -> None:
    for route in API_ROUTES:
        app.include_router(route.router)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    theme = {"thema": settings.theme_dir} if settings.theme_dir else {}
    folders = theme | {"vendor": vendor_dir(settings), "maps": own_static_dir(), "": STATIC_DIR}
    for name, folder in folders.items():
        path = f"/static/{name}".rstrip("/")
        app.mount(path, StaticFiles(directory=folder, check_dir=False), name=f"static-{name or 'own'}")
