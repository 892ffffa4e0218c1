"""How a figure compares with another and what changed, in plain Dutch sentences."""

from geodata.indicators.comparing.differences import Certainty, Verdict
from geodata.indicators.comparing.signals import SURVEY_THEME, Judgement, Signal, is_amount
from geodata.indicators.comparing.similar import ORIGIN_THEME
from geodata.indicators.comparing.trends import Change, ChangeWord
from geodata.indicators.indicator import Indicator

CERTAINTY_WORDS = {Certainty.CERTAIN: "zeker", Certainty.LIKELY: "waarschijnlijk"}
ORIGIN_SENTENCE = "Naar herkomst van inwoners worden gebieden niet hoger of lager genoemd."
_SIGNALS = frozenset({Signal.FAVOURABLE, Signal.UNFAVOURABLE})


def why_not_compared(indicator: Indicator) -> str:
    """Say why areas of different size cannot be compared by an indicator."""
    if not is_amount(indicator):
        return "Niet te vergelijken: een klasse of categorie heeft geen meer of minder."
    return "Niet te vergelijken: hoe groter een gebied, hoe groter dit getal."


def comparison_sentence(judgement: Judgement | None, indicator: Indicator, name: str) -> str:
    """Say how a figure compares with that of another area, or of a group, by its name."""
    if judgement is None:
        return why_not_compared(indicator)
    if indicator.theme.key == ORIGIN_THEME:
        return ORIGIN_SENTENCE
    if judgement.word is Verdict.INSUFFICIENT:
        return f"Niet te vergelijken met {name}: {_why_insufficient(judgement, indicator)}."
    if judgement.certainty is None:
        return f"Niet te onderscheiden van {name}: het verschil valt binnen de onzekerheid."
    meaning = f"; dat is {judgement.signal}" if judgement.signal in _SIGNALS else ""
    return f"{CERTAINTY_WORDS[judgement.certainty].capitalize()} {judgement.word} dan in {name}{meaning}."


def change_sentence(change: Change, indicator: Indicator) -> str:
    """Say what a figure is beside an earlier one."""
    year, judgement = change.earlier.period, change.judgement
    if change.word is ChangeWord.INSUFFICIENT:
        return f"Of dit sinds {year} veranderde is niet te zeggen: {_why_insufficient(judgement, indicator)}."
    if judgement.certainty is None:
        return f"Sinds {year} geen verandering die groter is dan de onzekerheid."
    part = " Een deel is geschat, omdat er grenzen veranderden." if change.is_marked_estimated else ""
    return f"{CERTAINTY_WORDS[judgement.certainty].capitalize()} {change.word} sinds {year}.{part}"


def _why_insufficient(judgement: Judgement, indicator: Indicator) -> str:
    if judgement.is_noise_known:
        return "er is te weinig van bekend"
    if indicator.theme.key == SURVEY_THEME:
        return "van een van beide is de marge van de steekproef niet bekend"
    return "de bron berekent dit cijfer met een model, en publiceert niet hoe ver het ernaast kan zitten"
