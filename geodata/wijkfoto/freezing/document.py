"""A frozen wijkfoto as the document that is stored, and that anyone can check: its Dutch keys, and its checksum.

Documents outlive the code that wrote them, so that their keys are set here and nowhere else. They are those of the
interface: whoever reads one over the API gets it as it is stored, and can compute the checksum.
"""

import hashlib
import json
from base64 import b32encode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from geodata.gebieden.levels import Level
from geodata.indicators.indicator import Kind, SeriesBreak
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.freezing.content import (
    FrozenContent,
    FrozenGebied,
    FrozenIndeling,
    FrozenIndicator,
    FrozenLine,
    FrozenLoad,
    FrozenPart,
    FrozenTheme,
)

Document = dict[str, Any]

LAYOUT = 1
"""Which keys a document has; one that is written with other keys gets a higher number."""

_ID_BYTES = 10


def document_of(content: FrozenContent) -> Document:
    """Write what is kept of a wijkfoto as plain values: whole numbers without decimals, dates as ISO 8601."""
    document: Document = _plain(
        {
            "soort": "vastgelegde wijkfoto",
            "opzet": LAYOUT,
            "aanleiding": content.occasion,
            "gebied": _gebied(content.gebied),
            "kerncijfers": list(content.key_figures),
            "leeftijdsopbouw": list(content.age_structure),
            "themas": [
                {"sleutel": theme.key, "titel": theme.title, "indicatoren": list(theme.indicators)}
                for theme in content.themes
            ],
            "indicatoren": {key: _line(line) for key, line in content.lines.items()},
            "ladingen": {str(number): _load(load) for number, load in content.loads.items()},
            "afgeleidUit": {str(period): list(loads) for period, loads in content.derived_from.items()},
            "catalogus": content.catalogue_fingerprint,
            "rekenwijze": content.method,
        }
    )
    return document


def content_from(document: Mapping[str, Any]) -> FrozenContent:
    """Read a document."""
    lines = {key: _read_line(key, row) for key, row in document["indicatoren"].items()}
    return FrozenContent(
        occasion=document["aanleiding"],
        gebied=_read_gebied(document["gebied"]),
        key_figures=tuple(document["kerncijfers"]),
        age_structure=tuple(document["leeftijdsopbouw"]),
        themes=tuple(
            FrozenTheme(row["sleutel"], row["titel"], tuple(row["indicatoren"])) for row in document["themas"]
        ),
        lines=lines,
        loads={int(number): _read_load(int(number), row) for number, row in document["ladingen"].items()},
        derived_from={int(period): tuple(loads) for period, loads in document["afgeleidUit"].items()},
        catalogue_fingerprint=document["catalogus"],
        method=document["rekenwijze"],
    )


def canonical_json(document: Mapping[str, Any]) -> str:
    """Write a document in the one way that its checksum is taken of.

    Keys in the order of their code points, no spaces, nothing escaped that need not be, whole numbers without decimals.

    Examples
    --------
    >>> canonical_json({"b": 2.0, "a": "é"})
    '{"a":"é","b":2}'
    """
    return json.dumps(_plain(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def checksum_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document, in hexadecimals."""
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


def address_of(checksum: str) -> str:
    """Return the permanent address of a document: sixteen letters and digits that follow from its checksum."""
    return b32encode(bytes.fromhex(checksum)[:_ID_BYTES]).decode().lower()


def _plain(value: Any) -> Any:
    """Return a value as JSON has it, and as the store gives it back: 2000.0 and 2000 are one number."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        # Two sessions can read one moment in different time zones.
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _gebied(gebied: FrozenGebied) -> Document:
    indeling = gebied.indeling
    return {
        "code": gebied.code,
        "naam": gebied.name,
        "niveau": gebied.level.value,
        "peildatum": gebied.peildatum,
        "gemeenteCode": gebied.gemeente_code,
        "gemeenteNaam": gebied.gemeente_name,
        "wijkCode": gebied.wijk_code,
        "wijkNaam": gebied.wijk_name,
        "indeling": None
        if indeling is None
        else {
            "indeling": indeling.name,
            "naam": indeling.title,
            "eigenaar": indeling.owner,
            "versie": indeling.version,
            "peildatum": indeling.peildatum,
        },
        "delen": [{"eenheid": part.unit_code, "naam": part.unit_name, "aandeel": part.share} for part in gebied.parts],
    }


def _read_gebied(row: Mapping[str, Any]) -> FrozenGebied:
    indeling = row["indeling"]
    return FrozenGebied(
        code=row["code"],
        name=row["naam"],
        level=Level(row["niveau"]),
        peildatum=date.fromisoformat(row["peildatum"]),
        gemeente_code=row["gemeenteCode"],
        gemeente_name=row["gemeenteNaam"],
        wijk_code=row["wijkCode"],
        wijk_name=row["wijkNaam"],
        indeling=None
        if indeling is None
        else FrozenIndeling(
            name=indeling["indeling"],
            title=indeling["naam"],
            owner=indeling["eigenaar"],
            version=indeling["versie"],
            peildatum=date.fromisoformat(indeling["peildatum"]),
        ),
        parts=tuple(FrozenPart(part["eenheid"], part["naam"], part["aandeel"]) for part in row["delen"]),
    )


def _line(line: FrozenLine) -> Document:
    indicator = line.indicator
    return {
        "naam": indicator.label,
        "omschrijving": indicator.definition,
        "eenheid": indicator.unit,
        "decimalen": indicator.decimals,
        "soort": indicator.kind.value,
        "minimum": indicator.minimum,
        "maximum": indicator.maximum,
        "reeksbreuken": [{"jaar": one.year, "uitleg": one.explanation} for one in indicator.breaks],
        "cijfer": None if line.newest is None else _figure(line.newest),
        "reeks": [_figure(figure) for figure in line.series],
        "vergelijkingen": [_figure(figure) for figure in line.comparisons],
    }


def _read_line(key: str, row: Mapping[str, Any]) -> FrozenLine:
    indicator = FrozenIndicator(
        key=key,
        label=row["naam"],
        definition=row["omschrijving"],
        unit=row["eenheid"],
        decimals=row["decimalen"],
        kind=Kind(row["soort"]),
        minimum=row["minimum"],
        maximum=row["maximum"],
        breaks=tuple(SeriesBreak(one["jaar"], one["uitleg"]) for one in row["reeksbreuken"]),
    )
    return FrozenLine(
        indicator,
        newest=None if row["cijfer"] is None else _read_figure(key, row["cijfer"]),
        series=tuple(_read_figure(key, one) for one in row["reeks"]),
        comparisons=tuple(_read_figure(key, one) for one in row["vergelijkingen"]),
    )


def _figure(figure: FigureRecord) -> Document:
    return {
        "gebied": figure.gebied_code,
        "gebiedNaam": figure.gebied_name,
        "peildatum": figure.peildatum,
        "indelingswijziging": figure.change,
        "periode": figure.period,
        "waarde": figure.value,
        "laagste": figure.lowest,
        "hoogste": figure.highest,
        "waarschijnlijkLaagste": figure.likely_lowest,
        "waarschijnlijkHoogste": figure.likely_highest,
        "status": figure.status.value,
        "dekking": figure.coverage,
        "geschatDeel": figure.estimated_share,
        "lading": figure.load_id,
    }


def _read_figure(key: str, row: Mapping[str, Any]) -> FigureRecord:
    return FigureRecord(
        gebied_code=row["gebied"],
        gebied_name=row["gebiedNaam"],
        peildatum=date.fromisoformat(row["peildatum"]),
        change=row["indelingswijziging"],
        indicator=key,
        period=row["periode"],
        value=row["waarde"],
        lowest=row["laagste"],
        highest=row["hoogste"],
        likely_lowest=row["waarschijnlijkLaagste"],
        likely_highest=row["waarschijnlijkHoogste"],
        status=Status(row["status"]),
        coverage=row["dekking"],
        estimated_share=row["geschatDeel"],
        load_id=row["lading"],
    )


def _load(load: FrozenLoad) -> Document:
    return {
        "bron": load.source,
        "tabel": load.table_id,
        "versie": load.version,
        "peildatum": load.peildatum,
        "adres": load.address,
        "licentie": load.licence,
        "sha256": load.sha256,
        "opgehaald": load.fetched_at,
    }


def _read_load(number: int, row: Mapping[str, Any]) -> FrozenLoad:
    return FrozenLoad(
        id=number,
        source=row["bron"],
        table_id=row["tabel"],
        version=row["versie"],
        peildatum=date.fromisoformat(row["peildatum"]),
        address=row["adres"],
        licence=row["licentie"],
        sha256=row["sha256"],
        fetched_at=datetime.fromisoformat(row["opgehaald"]),
    )
