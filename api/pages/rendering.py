"""Rendering of pages: one template environment, and what every page knows."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.comparing.amounts import share_text
from api.pages.dutch_text import date_text, level_text, value_text
from api.security import API_VERSION, nonce_of
from api.sources import source_name
from geodata.indelingen.queries import name_of
from geodata.settings import THEME_SHEET, Settings
from maps.numbers import format_number

STATIC_DIR = Path(__file__).parent.parent / "static"
SAMPLE_GEMEENTE = "GM9999"
"""The sample municipality; wherever it shows, the page says that it does not exist."""


def make_templates(settings: Settings) -> Environment:
    """Make the environment of the page templates: escaped, strict about names, and in the operator's theme."""
    environment = Environment(
        loader=PackageLoader("api", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"getal": format_number, "datum": date_text, "niveau": level_text}
    environment.filters |= {"bron": source_name, "pad": quote_path, "indelingnaam": name_of}
    environment.filters |= {"indelingvraag": clusterings_query, "aandeel": share_text, "waarde": value_text}
    environment.globals |= {"static": static_address, "site_name": settings.site_name}
    environment.globals |= {"theme_sheet": theme_address(settings, THEME_SHEET), "logo": logo_address(settings)}
    return environment


def render_page(request: Request, template: str, context: Mapping[str, Any], *, status_code: int = 200) -> HTMLResponse:
    """Render a page.

    Parameters
    ----------
    context
        What the template needs; ``is_sample`` where the sample municipality shows, ``is_invented`` where nothing
        else does.
    """
    settings = request.app.state.settings
    shared = {
        "path": request.url.path,
        "nonce": nonce_of(request),
        "api_version": API_VERSION,
        "contact_email": settings.contact_email,
        "is_sample": False,
        "is_invented": False,
        "head": "",
    }
    html = request.app.state.templates.get_template(template).render(shared | dict(context))
    return HTMLResponse(html, status_code=status_code)


@cache
def static_address(name: str) -> str:
    """Return the address of a file of ours, with its content's hash, so that a new version is fetched at once."""
    return f"/static/{name}?v={content_hash(STATIC_DIR / name)}"


def theme_address(settings: Settings, name: str) -> str:
    """Return the address of a file of the operator's theme; empty where the theme does not have it."""
    path = settings.theme_dir / name if settings.theme_dir else None
    return f"/static/thema/{name}?v={content_hash(path)}" if path and path.is_file() else ""


def logo_address(settings: Settings) -> str:
    """Return the address of the theme's logo, or of ours."""
    return theme_address(settings, "logo.svg") or static_address("merk.svg")


def content_hash(path: Path) -> str:
    """Return what tells one version of a file from another, to put into its address."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def clusterings_query(names: Sequence[str]) -> str:
    """Return the part of an address that asks for some clusterings.

    Examples
    --------
    >>> clusterings_query(["GM0828.ibor.1", "cbs-wijk.2024"])
    'indelingen=GM0828.ibor.1&indelingen=cbs-wijk.2024'
    """
    return urlencode({"indelingen": list(names)}, doseq=True)


def quote_path(code: str) -> str:
    """Return a code as part of a path."""
    return quote(code, safe="")
