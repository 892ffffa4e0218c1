"""The sentences that open a wijkfoto, made from its numbers: what the area is, who lives there, and how it grew."""

from collections.abc import Iterator, Sequence

from api.pages.dutch_text import joined, level_text
from api.pages.figure_text import figure_text
from api.pages.wijkfoto.plain_figure import MOST_OFF
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.tables import Indeling
from geodata.indicators.comparing.differences import Certainty, Verdict
from geodata.indicators.comparing.trends import MARKED_ESTIMATED_SHARE, ChangeWord
from geodata.wijkfoto.series import has_figure
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto
from maps.numbers import format_number

COUNTED = ("inwoners", "huishoudens")
"""Key figures that the first sentence names."""
_WAYS = {ChangeWord.ROSE: "groeide", ChangeWord.FELL: "daalde"}


def kind_of(gebied: GebiedRecord, indeling: Indeling | None) -> str:
    """Say what sort of area it is, and where: "wijk in Oss"."""
    kind = f"gebied van {indeling.name}" if indeling else level_text(gebied.level)
    has_place = gebied.gemeente_name and gebied.level is not Level.GEMEENTE
    return f"{kind} in {gebied.gemeente_name}" if has_place else kind


def opening_sentences(found: Wijkfoto, indeling: Indeling | None) -> tuple[str, ...]:
    """Say in a few sentences what the area is; only what its figures tell beyond noise."""
    sentences = (_size(found, indeling), _portrait(found), _growth(found.key_figures))
    return tuple(sentence for sentence in sentences if sentence)


def _size(found: Wijkfoto, indeling: Indeling | None) -> str:
    counted = [line for line in found.key_figures if line.indicator.key in COUNTED]
    known = [line for line in counted if line.newest and has_figure(line.newest)]
    if not known:
        return ""
    years = {line.newest.period for line in known if line.newest}
    amounts = joined([_amount(line, has_year=len(years) > 1) for line in known])
    year = f" ({years.pop()})" if len(years) == 1 else ""
    return f"{found.gebied.name} is een {kind_of(found.gebied, indeling)} met {amounts}{year}."


def _amount(line: Line, *, has_year: bool) -> str:
    """Write how many there are; as a range where a number alone would seem surer than it is."""
    newest = line.newest
    if newest is None:
        return ""
    ends, value = newest.figure.likely_range(), newest.value
    year = f" ({newest.period})" if has_year else ""
    if ends and (value is None or ends[1] - ends[0] > 2 * MOST_OFF * value):
        lowest, highest = map(format_number, ends)
        return f"tussen {lowest} en {highest} {line.indicator.label.lower()}{year}"
    about = "naar schatting " if (newest.estimated_share or 0.0) >= MARKED_ESTIMATED_SHARE else ""
    return f"{about}{figure_text(newest, line.indicator).figure} {line.indicator.label.lower()}{year}"


def _portrait(found: Wijkfoto) -> str:
    """Say of what there is more and less than around, neither of which is better."""
    if not found.compared_with:
        return ""
    around = found.compared_with[0]
    more, less = (list(_words(found, around.code, word)) for word in (Verdict.HIGHER, Verdict.LOWER))
    parts = [f"{word} {joined(words)}" for word, words in (("meer", more), ("minder", less)) if words]
    return f"Naar verhouding zijn er {', en '.join(parts)} dan in {around.name}." if parts else ""


def _words(found: Wijkfoto, around_code: str, word: Verdict) -> Iterator[str]:
    for line, words in found.portrait:
        compared = line.beside(around_code)
        judgement = compared.judgement if compared else None
        if judgement is not None and judgement.certainty is not None and judgement.word is word:
            yield words


def _growth(key_figures: Sequence[Line]) -> str:
    """Say whether the number of inhabitants changed, where that is more than its rounding explains."""
    people = next((line for line in key_figures if line.indicator.key == "inwoners"), None)
    change = people.since_first if people else None
    if people is None or change is None or change.word not in _WAYS:
        return ""
    earlier, later = (figure_text(point.figure, people.indicator).figure for point in (change.earlier, change.later))
    part = " Een deel daarvan is geschat, omdat er grenzen veranderden." if change.is_marked_estimated else ""
    sure = " waarschijnlijk" if change.judgement.certainty is Certainty.LIKELY else ""
    return (
        f"Het aantal inwoners {_WAYS[change.word]}{sure} van {earlier} in {change.earlier.period} "
        f"naar {later} in {change.later.period}.{part}"
    )
