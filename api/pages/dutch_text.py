"""Dutch words for dates, levels and statuses."""

from collections.abc import Sequence
from datetime import date, datetime

from geodata.gebieden.levels import Level
from geodata.indicators.status import Status

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
LEVEL_WORDS = {
    Level.LAND: "land",
    Level.GEMEENTE: "gemeente",
    Level.WIJK: "wijk",
    Level.BUURT: "buurt",
    Level.GEBIED: "eigen gebied",
}
# What the register says of a clustering, by the name that the field has in `geodata.indelingen.diff`.
FIELD_WORDS = {
    "name": "Naam",
    "owner": "Eigenaar",
    "purpose": "Doel",
    "legal_basis": "Grondslag",
    "valid_from": "Geldig vanaf",
    "valid_to": "Geldig tot en met",
    "base_level": "Gebouwd op",
    "base_peildatum": "Grenzen van",
    "built_on": "Samengesteld uit",
    "is_partial": "Deelt bewust niet alles in",
    "is_overlapping": "Gebieden mogen overlappen",
    "sliver_width_m": "Speling in meters",
}
STATUS_EXPLANATIONS = {
    Status.EXACT: "Dit cijfer is niet afgerond, en de cijfers waaruit het is opgebouwd evenmin.",
    Status.ROUNDED: "De bron rondt dit cijfer af, of de cijfers waaruit het is opgebouwd.",
    Status.ESTIMATED: "Dit cijfer komt uit een steekproef, of een deel is met een gewicht berekend (bijvoorbeeld het "
    "aantal inwoners), omdat het niet zo gepubliceerd is.",
    Status.INCOMPLETE: "Van een deel van het gebied is dit geheim of niet gepubliceerd. Een getal dat er toch "
    "staat, komt uit de rest.",
    # CBS merges the three: "het cijfer is onbekend, onvoldoende betrouwbaar of geheim".
    Status.SECRET: "De bron geeft dit cijfer niet vrij: het gaat om te weinig mensen, woningen of bedrijven, of het is "
    "onbekend of niet betrouwbaar genoeg. Welke van de drie, zegt de bron niet.",
    Status.UNPUBLISHED: "De bron heeft dit cijfer niet, of nog niet, gepubliceerd.",
    Status.NOT_APPLICABLE: "Dit cijfer bestaat niet voor dit gebied, bijvoorbeeld een gemiddelde zonder woningen.",
    Status.UNDETERMINABLE: "Uit de gepubliceerde cijfers is dit voor dit gebied niet te bepalen.",
}


def date_text(day: date | datetime) -> str:
    """Write a date in full.

    Examples
    --------
    >>> date_text(date(2024, 1, 1))
    '1 januari 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def level_text(level: Level) -> str:
    """Return the word for a level."""
    return LEVEL_WORDS[level]


def joined(words: Sequence[str]) -> str:
    """Write a list as a sentence does.

    Examples
    --------
    >>> joined(["groen", "water", "wegen"])
    'groen, water en wegen'
    """
    return " en ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def value_text(value: object) -> str:
    """Write what a field of a clustering says.

    Examples
    --------
    >>> value_text(date(2024, 1, 1)), value_text(None), value_text(True), value_text(25.0)
    ('1 januari 2024', 'niets', 'ja', '25')
    """
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value if part) or "niets"
    return "niets" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
