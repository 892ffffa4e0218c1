"""How a figure came about, in sentences that somebody reads who does not work with figures."""

from collections import Counter
from collections.abc import Iterator

from api.pages.dutch_text import date_text
from api.pages.figure_text import unit_of
from api.sources import source_names
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.explaining.explanation import Explanation
from geodata.indicators.indicator import AggregationRule
from maps.numbers import format_number, format_range

PLURALS = {Level.LAND: "land", Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}
INDELING_SOURCE = "indeling"


def formula(found: Explanation, catalogue: Catalogue) -> str:
    """Say by which rule a figure was composed, or why there is none."""
    if found.rule is None and found.figure.value is None:
        return f"Van dit gebied is geen cijfer gepubliceerd: {found.figure.status}."
    labels = [catalogue.indicator(key).label.lower() for key in found.inputs]
    weights = " en ".join(labels[1:])
    sentences = {
        None: "Dit cijfer is gepubliceerd zoals het er staat; er is niets aan gerekend.",
        AggregationRule.SUM: "De aantallen van de eenheden zijn bij elkaar opgeteld.",
        AggregationRule.RATIO: f"De som van {labels[0]} is gedeeld door de som van {labels[-1]}{_times(found.factor)}.",
        AggregationRule.WEIGHTED_MEAN: f"De cijfers van de eenheden zijn gemiddeld, gewogen naar {weights}.",
        AggregationRule.RANGE: "Het midden van een gebied is niet uit het midden van zijn delen te berekenen: het ligt "
        "tussen dat van het laagste en dat van het hoogste deel.",
        AggregationRule.NONE: "Dit cijfer is niet uit cijfers van eenheden samen te stellen.",
    }
    return sentences[found.rule] + _class_sentence(found)


def remarks(found: Explanation) -> Iterator[str]:
    """Say what should be known of a figure: what was missing, estimated, or carried over."""
    missing = [unit for unit in found.units if any(cell.value is None for cell in unit.cells)]
    if missing and found.rule is not None:
        known_pct = format_number(100 * found.figure.coverage, decimals=1)
        names = ", ".join(unit.name for unit in missing[:5]) + (" en andere" if len(missing) > 5 else "")
        yield f"Van {names} is niet alles gepubliceerd. Bekend is {known_pct}% van het gebied, naar wie er woont."
    if found.figure.estimated_share:
        estimated_pct = format_number(100 * found.figure.estimated_share, decimals=1)
        yield f"{estimated_pct}% is een schatting: eenheden die maar voor een deel in het gebied liggen, zijn verdeeld."
    if found.is_carried_over:
        yield f"De cijfers zijn geteld op de grenzen van {date_text(found.peildatum)}, en naar dit gebied overgezet."
    if found.narrowed_by:
        names = ", ".join(found.narrowed_by)
        yield (
            f"Van {names} ligt maar een deel van de buurten in het gebied. Dat deel volgt ook uit het cijfer van de "
            "wijk zelf, min de buurten erbuiten. Het cijfer is het gemiddelde van beide, en daardoor preciezer."
        )
    if found.is_approximate:
        yield "Het gewicht staat in voor een aantal dat niet gepubliceerd is: het cijfer is daardoor geschat."
    if found.indicator.is_estimate:
        yield "De bron heeft dit cijfer geschat; de fout daarvan zit niet in het bereik dat hier staat."


def footnote(found: Explanation) -> str:
    """Write an explanation as one line below a table."""
    counts = Counter(unit.level for unit in found.units)
    units = " en ".join(f"{count} {_level_word(level, count)}" for level, count in counts.items())
    loads = [load for load in found.loads if load.source != INDELING_SOURCE]
    tables = "; ".join(f"{load.table_id}, {load.version}, opgehaald {load.fetched_at:%d-%m-%Y}" for load in loads)
    published = "Niet gepubliceerd" if found.figure.value is None else "Gepubliceerd"
    made = published if found.rule is None else f"Samengesteld uit {units}"
    ends = format_range(
        found.figure.lowest, found.figure.highest, unit=unit_of(found.indicator), decimals=found.indicator.decimals
    )
    bounds = f" Zeker: {ends}." if ends else ""
    coverage = (
        "" if found.figure.coverage >= 1 else f" Dekking {format_number(100 * found.figure.coverage, decimals=1)}%."
    )
    return f"{made} ({source_names(loads)}: {tables}).{bounds}{coverage} Status: {found.figure.status}."


def _times(factor: float) -> str:
    return "" if factor == 1 else f", maal {format_number(factor, decimals=0)}"


def _class_sentence(found: Explanation) -> str:
    if not found.thresholds:
        return ""
    bounds = ", ".join(
        f"{number} vanaf {format_number(threshold, decimals=0)}" for number, threshold in enumerate(found.thresholds, 1)
    )
    return f" De klasse volgt uit dat getal: {bounds}, anders {len(found.thresholds) + 1}."


def _level_word(level: Level, count: int) -> str:
    return level.value if count == 1 else PLURALS.get(level, level.value)
