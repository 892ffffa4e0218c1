"""Which columns of a map are figures, by the catalogue: found, deliberately left aside, unknown, gone or double."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.batch import Fault, Severity
from etl.sources.kaart.columns import Spelling, is_known_beside_figures
from etl.sources.kaart.layers import MapLayer
from etl.sources.listing import listed
from geodata.indicators.catalogue import Catalogue

UNKNOWN_COLUMN = "onbekende kolom"

_SHOWN = 8
_ENGLISH_PREFIX = "tmap_"


@dataclass(frozen=True)
class FigureColumns:
    """The columns of a layer that are not about which area a row is.

    ``key_of`` is column → key of the indicator; ``reason_of`` column → why it is not loaded.
    """

    key_of: Mapping[str, str]
    reason_of: Mapping[str, str]
    faults: tuple[Fault, ...]


def figure_columns(layer: MapLayer, catalogue: Catalogue) -> FigureColumns:
    """Look the columns of a layer up in the catalogue, for the layer's spelling and year."""
    columns = [str(column) for column in layer.gdf.columns.drop(layer.gdf.geometry.name)]
    names = _in_spelling(layer.spelling, catalogue.column_names(layer.spelling, layer.year))
    aside = _in_spelling(layer.spelling, catalogue.columns_set_aside(layer.spelling, layer.year))
    spelled = {column: column.upper() if layer.spelling is Spelling.SHAPEFILE else column for column in columns}
    key_of = {column: names[name] for column, name in spelled.items() if name in names}
    others = [column for column in columns if column not in key_of and not is_known_beside_figures(column)]
    reason_of = {column: aside.get(spelled[column], UNKNOWN_COLUMN) for column in others}
    faults = (*_not_loaded(reason_of, layer), *_gone(key_of, names, layer), *_double(key_of, layer))
    return FigureColumns(key_of, reason_of, faults)


def _in_spelling(spelling: Spelling, names: Mapping[str, str]) -> dict[str, str]:
    """Write the catalogue's names as the columns of a layer are compared: a shapefile's without regard to capitals."""
    if spelling is Spelling.SHAPEFILE:
        return {name.upper(): meaning for name, meaning in names.items()}
    if spelling is Spelling.ENGLISH:
        english = {name: meaning for name, meaning in names.items() if name.startswith(_ENGLISH_PREFIX)}
        return {name.removeprefix(_ENGLISH_PREFIX): meaning for name, meaning in english.items()}
    return dict(names)


def _not_loaded(reason_of: Mapping[str, str], layer: MapLayer) -> Iterator[Fault]:
    for column, reason in reason_of.items():
        where = f"{layer.source_layer}: kolom {column}"
        if reason == UNKNOWN_COLUMN:
            message = (
                f"{where} staat voor {layer.year} niet in de catalogus en is niet geladen. Is het een nieuw cijfer, "
                "voeg de naam dan toe aan de catalogus."
            )
            yield Fault(UNKNOWN_COLUMN, Severity.WARNING, message, column=column)
        else:
            message = f"{where} is met opzet niet geladen: {reason}"
            yield Fault("overgeslagen kolom", Severity.WARNING, message, column=column)


def _gone(key_of: Mapping[str, str], names: Mapping[str, str], layer: MapLayer) -> Iterator[Fault]:
    """Name the figures that the catalogue expects and the layer does not have under any name, in one fault."""
    found = set(key_of.values())
    gone = sorted({key: name for name, key in names.items() if key not in found}.values())
    if not key_of or not gone:
        return
    message = (
        f"{layer.source_layer}: {len(gone)} van de {len(set(names.values()))} cijfers die de catalogus voor "
        f"{layer.year} kent, zitten er niet in: {listed(gone, most=_SHOWN)}."
    )
    yield Fault("ontbrekende kolommen", Severity.WARNING, message, value=", ".join(gone))


def _double(key_of: Mapping[str, str], layer: MapLayer) -> Iterator[Fault]:
    columns_of: dict[str, list[str]] = {}
    for column, key in key_of.items():
        columns_of.setdefault(key, []).append(column)
    for key, columns in columns_of.items():
        if len(columns) > 1:
            message = (
                f"{layer.source_layer}: de kolommen {' en '.join(columns)} staan in de catalogus als hetzelfde cijfer "
                f"({key}). Haal één van beide uit het bestand, of verbeter de catalogus."
            )
            yield Fault("dubbele kolom", Severity.ERROR, message, column=columns[1])
