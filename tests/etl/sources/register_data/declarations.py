"""A declaration of a register of gemeente GM0001, as an officer writes it."""

from pathlib import Path
from typing import Any

USUAL: dict[str, Any] = {
    "sleutel": "jongeren",
    "gemeente": "GM0001",
    "peildatum": "2024-01-01",
    "naam": "Jongeren met bijstand",
    "eenheid": "personen",
    "omschrijving": "Jongeren tot 27 jaar met een bijstandsuitkering.",
    "eigenaar": "Werk en Inkomen",
    "drempel": 5,
    "jaar": 2024,
}


def declaration_in(folder: Path, columns: str = 'code = "buurt"\naantal = "aantal"', **facts: Any) -> Path:
    """Write it; a fact that is None is left out."""
    lines = [f"{key} = {_toml(value)}" for key, value in (USUAL | facts).items() if value is not None]
    path = folder / "jongeren.toml"
    path.write_text("\n".join([*lines, "[kolommen]", columns]) + "\n", encoding="utf-8")
    return path


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)
