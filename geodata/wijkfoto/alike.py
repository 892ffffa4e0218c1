"""One figure of a gebied beside those of areas like it: of the same stedelijkheid, or nearest by a distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

import pandas as pd

from geodata.errors import InvalidInputError, NotFoundError
from geodata.gebieden.levels import Level
from geodata.indicators.comparing.groups import GroupFigures, group_figures, same_urbanity
from geodata.indicators.comparing.signals import Judgement, is_comparable_between_areas, judge
from geodata.indicators.comparing.similar import Similarity, SimilarityChoice, most_similar, profiles_of
from geodata.indicators.figure import Figure
from geodata.indicators.queries import FigureFilter, figures_of_codes, list_figures, newest_peildatum, values_of_level
from geodata.store.reading import Reader
from geodata.wijkfoto.comparison import MOST_AREAS, UNKNOWN, Beside, Subject, judged_beside
from geodata.wijkfoto.queries import last_boundaries
from geodata.wijkfoto.wijkfoto import by_place

URBANITY = "stedelijkheid"


class UrbanityUnknownError(NotFoundError):
    """Of the area itself the stedelijkheid is not known, so that none is like it."""

    def __init__(self, code: str, period: int) -> None:
        super().__init__(
            f"Van gebied '{code}' is de stedelijkheid in {period} niet bekend: er is geen groep om mee te vergelijken. "
            "Kies een ander jaar, of vergelijk met een gebied."
        )


class NoGroupError(InvalidInputError):
    """The country is one of a kind."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Gebied '{code}' is een land: er zijn geen gelijke gebieden. Kies een gemeente of kleiner.")


@dataclass(frozen=True)
class BesideGroup:
    """What is usual among areas of a level with the same stedelijkheid, and how the subject is beside their median."""

    level: Level
    urbanity: int
    group: GroupFigures
    judgement: Judgement | None


@dataclass(frozen=True)
class BesideSimilar:
    """The areas of a level that are most like the gebied, nearest first, each with its figure."""

    level: Level
    similarity: Similarity
    areas: tuple[Beside, ...]


def beside_same_urbanity(reader: Reader, subject: Subject) -> BesideGroup:
    """Compare with all areas of the same stedelijkheid that are loaded, in the whole country.

    Returns
    -------
    BesideGroup
        Areas of the same level; for an area of a clustering of one's own: wijken, which are most its size.

    Raises
    ------
    NoGroupError, UrbanityUnknownError
        The subject is the country, or of no known stedelijkheid.
    """
    level, peildatum = _group_ground(reader, subject)
    code, period = subject.gebied.code, subject.figure.period
    classes_df = _with_own_values(reader, subject, [URBANITY], level=level, peildatum=peildatum)
    codes = set(same_urbanity(classes_df[URBANITY], code))
    own_class = float(classes_df[URBANITY].to_dict()[code])
    if isnan(own_class):
        raise UrbanityUnknownError(code, period)
    wanted = FigureFilter(level=level, peildatum=peildatum, indicator=subject.indicator.key, period=period)
    figures = [one.figure for one in list_figures(reader, wanted, limit=MOST_AREAS) if one.gebied_code in codes]
    group = group_figures([*figures, *[UNKNOWN] * (len(codes) - len(figures))])
    return BesideGroup(level, int(own_class), group, _judged(subject, group.median))


def _judged(subject: Subject, other: Figure | None) -> Judgement | None:
    if other is None or not is_comparable_between_areas(subject.indicator):
        return None
    return judge(subject.figure.figure, other, subject.indicator, min_coverage=subject.min_coverage)


def beside_similar(reader: Reader, subject: Subject, choice: SimilarityChoice, *, count: int = 10) -> BesideSimilar:
    """Compare with the areas that are most like it, among all that are loaded.

    Returns
    -------
    BesideSimilar
        Areas of the same level; for an area of a clustering of one's own: wijken, which are most its size.

    Raises
    ------
    NoGroupError
        The subject is the country.

    See Also
    --------
    geodata.indicators.comparing.similar.most_similar
    """
    level, peildatum = _group_ground(reader, subject)
    keys = [one.key for one in choice.indicators]
    values_df = _with_own_values(reader, subject, keys, level=level, peildatum=peildatum)
    similarity = most_similar(profiles_of(values_df, choice), subject.gebied.code, count=count)
    return BesideSimilar(level, similarity, tuple(_beside_each(reader, subject, similarity, keys)))


def _beside_each(reader: Reader, subject: Subject, similarity: Similarity, keys: Sequence[str]) -> list[Beside]:
    codes = [area.code for area in similarity.areas]
    wanted = [subject.indicator.key, *keys]
    read = figures_of_codes(reader, codes, until=last_boundaries(subject.gebied), indicators=wanted)
    names = {figure.gebied_code: figure.gebied_name for figure in read}
    places = by_place(read)
    found = [places.get((code, subject.indicator.key), {}).get(subject.figure.period) for code in codes]
    return [
        Beside(code, names[code], figure, judged_beside(subject, figure))
        for code, figure in zip(codes, found, strict=True)
    ]


def _group_ground(reader: Reader, subject: Subject) -> tuple[Level, date]:
    """Return the level and the boundaries of the areas that the gebied is compared with."""
    gebied, figure = subject.gebied, subject.figure
    if gebied.level is Level.LAND:
        raise NoGroupError(gebied.code)
    if gebied.level is not Level.GEBIED or gebied.gemeente_code is None:
        return gebied.level, figure.peildatum
    newest = newest_peildatum(
        reader, figure.indicator, figure.period, gemeente_code=gebied.gemeente_code, level=Level.WIJK
    )
    return Level.WIJK, newest or figure.peildatum


def _with_own_values(
    reader: Reader, subject: Subject, keys: Sequence[str], *, level: Level, peildatum: date
) -> pd.DataFrame:
    """Read values of all areas of a level, with those of the gebied itself, also where it is of another level."""
    gebied, period = subject.gebied, subject.figure.period
    values_df = values_of_level(reader, keys, period, level=level, peildatum=peildatum)
    read = figures_of_codes(reader, [gebied.code], until=last_boundaries(gebied), indicators=keys)
    own = {key: figures[period].value for (_, key), figures in by_place(read).items() if period in figures}
    values_df = values_df.reindex(values_df.index.union([gebied.code]), columns=list(keys))
    values_df.loc[gebied.code] = pd.Series(own, dtype=float).reindex(list(keys))
    return values_df
