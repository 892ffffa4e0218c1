"""The design tokens of the site for files that stand alone: ours, with those that the operator's theme sets."""

import re

from api.pages.rendering import STATIC_DIR
from geodata.settings import THEME_SHEET, Settings

_TOKEN = re.compile(r"--gm-[\w-]+\s*:\s*[^;{}]+;")


def token_sheet(settings: Settings) -> str:
    """Return the tokens as CSS that asks for nothing elsewhere: of a theme only plain values are taken over."""
    own = (STATIC_DIR / "tokens.css").read_text(encoding="utf-8")
    if settings.theme_dir is None:
        return own
    theme = (settings.theme_dir / THEME_SHEET).read_text(encoding="utf-8")
    plain = [token for token in _TOKEN.findall(theme) if "url(" not in token]
    return f"{own}:root {{ {' '.join(plain)} }}\n"
