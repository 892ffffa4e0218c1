"""What can be wrong with a table of CBS as a whole, each with the sentence for whoever must mend it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches

import pandas as pd

from etl.batch import Fault, Severity
from etl.sources.listing import listed
from geodata.indicators.source_names import Topic

LISTED = 10
FACILITIES_GROUP = "Nabijheid voorzieningen"


def described(topic: Topic) -> str:
    """Write a topic as its path, title and unit."""
    return f"{' > '.join((*topic.path, topic.title))} ({topic.unit})"


def unknown_faults(topics: Mapping[str, Topic], absent: Collection[Topic]) -> Iterator[Fault]:
    """Yield a warning for each column (→ its topic) that the catalogue does not know.

    Parameters
    ----------
    absent
        Topics of the catalogue that the table does not hold: one that looks alike was probably renamed.
    """
    for column, topic in topics.items():
        former = _former_topic(topic, absent)
        hint = f"Misschien heette het '{described(former)}'. " if former else ""
        message = (
            f"Het onderwerp '{described(topic)}' staat niet in de catalogus en is niet geladen. {hint}"
            "Voeg het toe aan de catalogus, of laat het zo als u het niet nodig hebt."
        )
        yield Fault("onbekende kolom", Severity.WARNING, message, column=column)


def double_faults(topics: Mapping[str, Topic], indicators: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a warning for each column (→ its topic) whose indicator an earlier column already filled."""
    for column, topic in topics.items():
        message = (
            f"Het onderwerp '{described(topic)}' levert indicator {indicators[column]} voor de tweede keer en is niet "
            "geladen. Zeg in de catalogus welke van de twee in dit jaar geldt."
        )
        yield Fault("dubbele kolom", Severity.WARNING, message, column=column)


def undescribed_faults(columns: Iterable[str], table_id: str) -> Iterator[Fault]:
    """Yield a warning for each column of figures that CBS itself does not describe."""
    for column in columns:
        message = (
            f"Kolom {column} staat wel in de cijfers maar niet in de beschrijving van tabel {table_id}, en is niet "
            "geladen. Haal de tabel opnieuw op; blijft het zo, dan is de tabel bij CBS zelf niet in orde."
        )
        yield Fault("onbekende kolom", Severity.WARNING, message, column=column)


def _former_topic(topic: Topic, absent: Collection[Topic]) -> Topic | None:
    """Return the absent topic whose title looks most alike, rather from the same group; None if none does."""
    by_title = {known.title: known for known in sorted(absent, key=lambda known: known.path == topic.path)}
    alike = get_close_matches(topic.title, by_title, n=1)
    return by_title[alike[0]] if alike else None


def absent_faults(names: Mapping[str, str], year: int) -> Iterator[Fault]:
    """Yield one warning that lists the indicators (→ name) that the catalogue knows of a year and the table lacks.

    The catalogue knows most names without the years in which CBS used them, so some of these never belonged there.
    """
    if names:
        message = (
            f"{len(names)} onderwerpen die de catalogus bij {year} kent, ontbreken in de tabel: "
            f"{'; '.join(names.values())}. Dat klopt voor wat CBS in {year} nog niet of niet meer publiceerde. Mist u "
            "er een, kijk dan in de toelichting van de tabel of het hernoemd of geschrapt is."
        )
        yield Fault("ontbrekende kolommen", Severity.WARNING, message)


def unmapped_fault(year: int) -> Fault:
    """Return the error of a table of which the catalogue knows no column at all."""
    message = (
        f"Van deze tabel kent de catalogus geen enkel onderwerp in {year}. Controleer het jaar, of vul de namen van "
        "dat jaar aan in de catalogus."
    )
    return Fault("onbekende tabel", Severity.ERROR, message)


def completeness_faults(expected: pd.Index, received: pd.Index) -> Iterator[Fault]:
    """Yield an error where the areas in the rows that came are not those in CBS's list, once each."""
    lacking, unlisted = expected.difference(received), received.difference(expected)
    if len(lacking):
        yield incomplete_fault(
            f"Van {len(lacking)} van de {len(expected)} gebieden kwam geen cijfer: {listed(lacking, most=LISTED)}"
        )
    if len(unlisted):
        yield incomplete_fault(
            f"{len(unlisted)} gebieden met cijfers staan niet in CBS' eigen lijst: {listed(unlisted, most=LISTED)}"
        )
    if received.has_duplicates:
        yield incomplete_fault(
            f"Deze gebieden kwamen vaker dan eens: {listed(received[received.duplicated()], most=LISTED)}"
        )


def count_faults(received: int, announced: int | None) -> Iterator[Fault]:
    """Yield an error when fewer rows came than CBS announces; None: it announces nothing."""
    if announced is not None and received < announced:
        yield incomplete_fault(f"Er kwamen {received} rijen; volgens CBS zijn het er {announced}")


def repeated_faults(repeated: int) -> Iterator[Fault]:
    """Yield an error when cells came more than once: pages that shift repeat some rows and skip as many others."""
    if repeated:
        yield incomplete_fault(f"{repeated} cijfers kwamen vaker dan eens, dus ontbreken er waarschijnlijk evenveel")


def incomplete_fault(what: str) -> Fault:
    """Return the error of a table that is not whole."""
    advice = "Haal de tabel opnieuw op; blijft het zo, dan is de tabel bij CBS zelf niet in orde."
    return Fault("onvolledige tabel", Severity.ERROR, f"{what}. {advice}")


def attribute_faults(counts: Mapping[str, int]) -> Iterator[Fault]:
    """Yield a warning for each reason (→ number of cells) that CBS states in a word that is not known here."""
    for attribute, count in counts.items():
        message = (
            f"CBS geeft bij {count} cellen zonder cijfer de reden '{attribute}', die hier niet bekend is; zij zijn "
            "als geheim (onbekend, onbetrouwbaar of geheim) geladen. Meld het woord bij de beheerder van dit programma."
        )
        yield Fault("onbekende reden", Severity.WARNING, message, column="ValueAttribute", value=attribute)


def without_minus_one(cells_df: pd.DataFrame, topics: Mapping[str, Topic]) -> tuple[pd.DataFrame, tuple[Fault, ...]]:
    """Take the value -1 out of distances and numbers within a distance, with a warning for each column.

    Until November 2020 the table of 2017 held -1 where a '.' was meant (CBS, notes of table 83765NED). Elsewhere a
    negative value can be true, such as the median of wealth.
    """
    columns = [name for name in map(str, cells_df.columns) if FACILITIES_GROUP in topics[name].path]
    is_wrong = cells_df[columns] == -1
    counts = {column: int(is_wrong[column].sum()) for column in columns}
    faults = tuple(_minus_one_fault(column, topics[column], count) for column, count in counts.items() if count)
    return cells_df.assign(**cells_df[columns].mask(is_wrong)), faults


def _minus_one_fault(column: str, topic: Topic, count: int) -> Fault:
    message = (
        f"'{described(topic)}' heeft bij {count} gebieden de waarde -1: een bekende fout van CBS waar een '.' hoort. "
        "Deze cellen zijn als geheim geladen."
    )
    return Fault("waarde -1", Severity.WARNING, message, column=column, value="-1")
