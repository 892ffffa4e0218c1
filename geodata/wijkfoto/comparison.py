"""One figure of a gebied beside that of another area, and its position among the areas of its clustering or level."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, find_gebied, list_gebieden
from geodata.indelingen.queries import indelingen_of, member_ids
from geodata.indelingen.tables import Indeling
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.comparing.positions import Position, position_of
from geodata.indicators.comparing.signals import SURVEY_THEME, Judgement, is_comparable_between_areas
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord, figures_of_codes, figures_of_indicator
from geodata.indicators.status import Status
from geodata.store.reading import Reader
from geodata.wijkfoto.queries import last_boundaries
from geodata.wijkfoto.series import newest_of
from geodata.wijkfoto.wijkfoto import by_place, judgement_of

MOST_AREAS = 20_000
UNKNOWN = Figure(None, status=Status.UNDETERMINABLE, coverage=0.0)
"""What is known of an area without a figure."""


class FigureNotFoundError(NotFoundError):
    """An area has no figure of an indicator, or not of that period."""

    def __init__(self, code: str, indicator: str, period: int | None, known: Sequence[int]) -> None:
        about = f" over {period}" if period else ""
        rest = f" Kies uit: {', '.join(map(str, known))}." if known else ""
        super().__init__(f"Van gebied '{code}' is geen cijfer van '{indicator}'{about} geladen.{rest}")


@dataclass(frozen=True)
class Subject:
    """A figure of which is asked how it compares; below ``min_coverage`` of an area it says too little of it."""

    gebied: GebiedRecord
    indicator: Indicator
    figure: FigureRecord
    min_coverage: float


@dataclass(frozen=True)
class Beside:
    """An area with its figure of the same period, None where it has none, and how the subject compares with it."""

    code: str
    name: str
    figure: FigureRecord | None
    judgement: Judgement | None


@dataclass(frozen=True)
class Placed:
    """A position among the areas of the same clustering, or of the same level in the gemeente.

    ``position`` is None where areas cannot be ranked by the indicator, or nothing is known of this one.
    """

    indeling: Indeling | None
    level: Level
    position: Position | None


def read_subject(reader: Reader, code: str, indicator: Indicator, period: int | None, catalogue: Catalogue) -> Subject:
    """Read the figure that is compared: of a period, or the newest with a value.

    Raises
    ------
    geodata.gebieden.queries.GebiedNotFoundError, FigureNotFoundError
        There is no such area, or it has no such figure.
    """
    gebied = find_gebied(reader, code)
    read = figures_of_codes(reader, [code], until=last_boundaries(gebied), indicators=[indicator.key])
    figures = by_place(read).get((code, indicator.key), {})
    if not figures or (period is not None and period not in figures):
        raise FigureNotFoundError(code, indicator.key, period, sorted(figures, reverse=True))
    figure = newest_of(list(figures.values())) if period is None else figures[period]
    return Subject(gebied, indicator, figure, catalogue.coverage_needed[indicator.kind])


def beside_gebied(reader: Reader, subject: Subject, other: GebiedRecord) -> Beside:
    """Compare with another area, in the same period."""
    key, period = subject.indicator.key, subject.figure.period
    read = figures_of_codes(reader, [other.code], until=None, indicators=[key])
    figure = by_place(read).get((other.code, key), {}).get(period)
    return Beside(other.code, other.name, figure, judged_beside(subject, figure))


def judged_beside(subject: Subject, other: FigureRecord | None) -> Judgement | None:
    """Judge the subject beside a figure of another area; None where there is none, or areas cannot be compared."""
    if other is None:
        return None
    return judgement_of(subject.figure, other, subject.indicator, min_coverage=subject.min_coverage)


def placed_among_peers(reader: Reader, subject: Subject) -> Placed:
    """Give the position among the areas of the same clustering; of CBS's levels among those of the gemeente."""
    gebied = subject.gebied
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    if not _can_be_ranked(subject.indicator) or gebied.level is Level.LAND:
        return Placed(indeling, gebied.level, position=None)
    ids = member_ids(reader, indeling.id) if indeling else _ids_of_level(reader, subject)
    found = figures_of_indicator(reader, subject.indicator.key, subject.figure.period, list(ids))
    others = [one.figure for code, one in found.items() if code != gebied.code]
    unknown = [UNKNOWN] * (len(ids) - len(others) - 1)
    arrays = arrays_of([subject.figure.figure, *others, *unknown])
    return Placed(indeling, gebied.level, position_of(arrays, 0, min_coverage=subject.min_coverage))


def _can_be_ranked(indicator: Indicator) -> bool:
    """Tell whether areas have a rank by an indicator: not where the error of a model is unknown, as are all ranks."""
    is_noise_known = not indicator.is_estimate or indicator.theme.key == SURVEY_THEME
    return is_comparable_between_areas(indicator) and is_noise_known


def _ids_of_level(reader: Reader, subject: Subject) -> list[int]:
    gebied = subject.gebied
    gemeente_code = None if gebied.level is Level.GEMEENTE else gebied.gemeente_code
    wanted = GebiedFilter(level=gebied.level, gemeente_code=gemeente_code, peildatum=subject.figure.peildatum)
    return [one.id for one in list_gebieden(reader, wanted, limit=MOST_AREAS)]
