"""Each area of a map beside its gemeente: told apart, or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.judging.sentences import CERTAINTY_WORDS, ORIGIN_SENTENCE, why_not_compared
from api.pages.kaart.choice import MapChoice
from geodata.indicators.comparing.differences import Verdict
from geodata.indicators.comparing.signals import SURVEY_THEME, Judgement, is_comparable_between_areas, judge
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.queries import FigureFilter, FigureRecord, list_figures
from geodata.store.reading import Reader

_MODEL = "De bron berekent dit cijfer met een model, en publiceert niet hoe ver het ernaast kan zitten."
_MOST_PEILDATA = 50


@dataclass(frozen=True)
class BesideGemeente:
    """The gemeente's own figure, and how that of each area compares with it, by code."""

    name: str
    figure: FigureRecord
    judgements: Mapping[str, Judgement]

    def is_noise(self, code: str) -> bool:
        """Tell whether an area has a figure that cannot be told from the gemeente's."""
        judgement = self.judgements.get(code)
        return judgement is not None and judgement.certainty is None

    def words(self, code: str) -> str:
        """Say how an area compares; empty where it has no figure."""
        judgement = self.judgements.get(code)
        if judgement is None:
            return ""
        if judgement.certainty is not None:
            return f"{CERTAINTY_WORDS[judgement.certainty]} {judgement.word} dan in {self.name}"
        if judgement.word is Verdict.INSUFFICIENT:
            return f"te weinig bekend om naast {self.name} te leggen"
        return f"niet te onderscheiden van {self.name}"


def beside_gemeente(
    reader: Reader, choice: MapChoice, figures: Mapping[str, FigureRecord], *, min_coverage: float
) -> BesideGemeente | str:
    """Compare each area with its gemeente, or say why that cannot be done.

    Parameters
    ----------
    figures
        By code; those without a value are passed over.
    """
    indicator, name = choice.indicator, choice.gemeente.name
    if not is_comparable_between_areas(indicator):
        return why_not_compared(indicator)
    if indicator.theme.key == ORIGIN_THEME:
        return ORIGIN_SENTENCE
    if indicator.is_estimate and indicator.theme.key != SURVEY_THEME:
        return _MODEL
    own = _figure_of_gemeente(reader, choice)
    if own is None or own.value is None:
        return f"Van {name} zelf is er over {choice.period} geen cijfer."
    judgements = {
        code: judge(figure.figure, own.figure, indicator, min_coverage=min_coverage)
        for code, figure in figures.items()
        if figure.value is not None
    }
    return BesideGemeente(name, own, judgements)


def _figure_of_gemeente(reader: Reader, choice: MapChoice) -> FigureRecord | None:
    """Read the figure of the gemeente on the boundaries of the map, else on the newest."""
    wanted = FigureFilter(gebied_code=choice.gemeente.code, indicator=choice.indicator.key, period=choice.period)
    found = list_figures(reader, wanted, limit=_MOST_PEILDATA)
    dated = [figure for figure in found if figure.peildatum == choice.peildatum]
    return dated[-1] if dated else found[-1] if found else None
