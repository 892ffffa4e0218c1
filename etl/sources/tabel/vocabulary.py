"""What a publisher's column or indicator name means: one of our indicators, nothing we know, or nothing we want."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.batch import Fault, Severity
from etl.sources.tabel.column_map import IndicatorSection
from geodata.errors import InvalidInputError
from geodata.indicators.catalogue import Catalogue

UNKNOWN_NAME = "staat niet in de catalogus"


class UnknownIndicatorsError(InvalidInputError):
    """A column map names indicators that the catalogue does not have."""

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(
            f"De kolommenkaart noemt indicatoren die niet in de catalogus staan: {', '.join(keys)}. "
            "Kijk de sleutel na in de catalogus, of voeg de indicator daar toe."
        )


@dataclass(frozen=True)
class Meaning:
    """What a name means: an indicator and the factor to our unit, or the reason why it is not taken over."""

    indicator: str = ""
    factor: float = 1.0
    refusal: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """The names that a table may use in one year: what they mean, by which factor, and why some are set aside."""

    names: Mapping[str, str]
    factors: Mapping[str, float]
    set_aside: Mapping[str, str]

    def meaning_of(self, name: str) -> Meaning:
        """Say what a name means."""
        if name in self.names:
            return Meaning(self.names[name], self.factors.get(name, 1.0))
        return Meaning(refusal=self.set_aside.get(name, UNKNOWN_NAME))


def vocabulary_of(section: IndicatorSection, catalogue: Catalogue, year: int) -> Vocabulary:
    """Return the names of a table in one year: those of the catalogue, and those of the column map over them.

    Raises
    ------
    UnknownIndicatorsError
        The column map names indicators that the catalogue does not have.
    """
    unknown = [key for key in section.columns.values() if key not in catalogue.indicators]
    if unknown:
        raise UnknownIndicatorsError(unknown)
    names, set_aside = dict(section.columns), dict(section.refused)
    if section.source is not None:
        for name, key in catalogue.column_names(section.source, year).items():
            names.setdefault(section.prefix + name, key)
        for name, reason in catalogue.columns_set_aside(section.source, year).items():
            set_aside.setdefault(section.prefix + name, reason)
    meant = {name: key for name, key in names.items() if name not in section.refused}
    return Vocabulary(meant, section.factors, set_aside)


def column_faults(present: Sequence[str], vocabulary: Vocabulary, *, file_name: str, year: int) -> Iterator[Fault]:
    """Yield the columns of a wide table that are new, that are not there, and that give one indicator twice.

    Parameters
    ----------
    present
        The columns that hold figures. Those that are set aside on purpose are no fault.
    """
    for column in present:
        if column not in vocabulary.names and column not in vocabulary.set_aside:
            message = f"Kolom {column} van {file_name} staat niet in de catalogus voor {year} en is overgeslagen."
            yield Fault("onbekende kolom", Severity.WARNING, message, column=column)
    columns_of: dict[str, list[str]] = {}
    for column, key in vocabulary.names.items():
        columns_of.setdefault(key, []).append(column)
    absent = [key for key, columns in columns_of.items() if not set(columns) & set(present)]
    if absent:
        names = ", ".join(" of ".join(columns_of[key]) for key in absent)
        message = f"{file_name} heeft niet alle kolommen die de catalogus voor {year} kent; er ontbreken: {names}."
        yield Fault("ontbrekende kolommen", Severity.WARNING, message, value=", ".join(absent))
    for key, columns in columns_of.items():
        if len(served := [column for column in columns if column in present]) > 1:
            message = f"{file_name} geeft '{key}' in meer dan één kolom: {', '.join(served)}. Verwijder er een."
            yield Fault("dubbele kolom", Severity.ERROR, message, column=served[0])
