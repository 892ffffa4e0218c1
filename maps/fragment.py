"""How a map sits in its page: where it links to, how its assets are loaded, and the parts that it consists of."""

from dataclasses import dataclass
from html import escape

from geodata.settings import Settings
from maps.assets import asset_version


@dataclass(frozen=True)
class BackgroundMap:
    """Tiles under the areas: an address with {z}, {x} and {y}, and who made them."""

    url: str
    attribution: str


def background_of(settings: Settings) -> BackgroundMap | None:
    """Return the background map that the operator set; None for a plain background."""
    if not settings.background_map_url:
        return None
    return BackgroundMap(settings.background_map_url, settings.background_map_attribution)


@dataclass(frozen=True)
class MapPage:
    """How a map sits in its page.

    ``href_template`` is the address of an area's own page, with ``{code}`` in it; without it, areas are no links.
    ``highlight_code`` gives one area a heavy border; a code that is not on the map highlights nothing.
    ``nonce`` is put on every script tag. ``element_id`` is unique within the page and may be part of a script name.
    """

    href_template: str | None = None
    highlight_code: str | None = None
    background: BackgroundMap | None = None
    static_root: str = "/static"
    nonce: str | None = None
    element_id: str = "kaart"


@dataclass(frozen=True)
class MapFragment:
    """The parts of a page with a map: tags for its head, the map, its legend, and the script after both."""

    head: str
    html: str
    legend: str
    script: str


def head_tags(page: MapPage, *more_scripts: str) -> str:
    """Return the tags that load Leaflet and our own style and scripts from the platform itself.

    Parameters
    ----------
    more_scripts
        Files in the maps' own static folder that this kind of map needs besides ``map.js``.
    """
    sheets = ("vendor/leaflet/leaflet.css", "maps/map.css")
    scripts = ("vendor/leaflet/leaflet.js", "maps/map.js", *(f"maps/{name}" for name in more_scripts))
    # Deferred: the words and the table of a page do not wait for the map.
    return "\n".join(
        [f'<link rel="stylesheet" href="{_address(page, sheet)}">' for sheet in sheets]
        + [f'<script{nonce_attribute(page)} src="{_address(page, script)}" defer></script>' for script in scripts]
    )


def _address(page: MapPage, name: str) -> str:
    """Return the address of a served file with its version, so that a browser may keep it and yet gets a new one."""
    return escape(f"{page.static_root.rstrip('/')}/{name}?v={asset_version(name)}")


def script_tag(page: MapPage, script: str) -> str:
    """Return a script within a tag that carries the page's nonce, in a scope of its own; it runs after the head's."""
    return f'<script type="module"{nonce_attribute(page)}>{script}</script>'


def nonce_attribute(page: MapPage) -> str:
    """Return the attribute with the page's nonce, with a space before it; empty where there is none."""
    return f' nonce="{escape(page.nonce)}"' if page.nonce else ""


def map_element(page: MapPage, *, title: str, defs: str) -> str:
    """Return the element that a map is drawn in.

    Parameters
    ----------
    title
        What the map shows, for who cannot see it.
    defs
        SVG ``<defs>`` of the hatchings that the map's shapes refer to.
    """
    element_id = escape(page.element_id)
    return (
        f'<svg class="legenda-patronen" width="0" height="0" aria-hidden="true">{defs}</svg>'
        f'<div class="gebiedskaart" id="{element_id}" role="region" aria-label="{escape(title)}"'
        f' aria-describedby="{element_id}-uitleg"></div>'
        f'<p class="alleen-voorlezen" id="{element_id}-uitleg">Loop met de pijltjestoetsen langs de gebieden'
        f"{' en open met Enter de pagina van een gebied' if page.href_template else ''}.</p>"
    )
