"""Which rule an indicator is composed by, as far as its inputs are there; and all indicators by their rules at once."""

from collections.abc import Iterator, Sequence

from geodata.indicators.aggregating.cells import BoolArray, UnitCells
from geodata.indicators.aggregating.composed import Composed, put_together
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.means import weigh_means
from geodata.indicators.aggregating.ratios import divide_sums
from geodata.indicators.aggregating.singles import reach
from geodata.indicators.aggregating.sums import add_up
from geodata.indicators.indicator import Aggregation, AggregationRule, Indicator

Task = tuple[Indicator, Aggregation]


def usable_rules(indicator: Indicator, keys: frozenset[str]) -> Iterator[Aggregation]:
    """Yield the rules of an indicator of which all inputs are among some keys, the first choice first."""
    rule: Aggregation | None = indicator.aggregation
    while rule is not None:
        if set(inputs_of(rule, indicator.key)) <= keys:
            yield rule
        rule = rule.fallback


def inputs_of(rule: Aggregation, key: str) -> tuple[str, ...]:
    """Return the keys of the indicators that a rule reads, to compose the indicator `key`."""
    if rule.rule is AggregationRule.RATIO:
        return (str(rule.numerator), str(rule.denominator))
    if rule.rule is AggregationRule.CLASS_FROM:
        return (str(rule.class_from),)
    return (key, *rule.weights)


def compose(
    tasks: Sequence[Sequence[Aggregation]], indicators: Sequence[Indicator], cells: UnitCells, cover: Cover
) -> Composed:
    """Compose indicators by the first of their rules, and where that tells less, by the next.

    Parameters
    ----------
    tasks
        Of each indicator the rules that can be used, one or more.
    """
    composed = _by_rule([(one, rules[0]) for one, rules in zip(indicators, tasks, strict=True)], cells, cover)
    deeper = [number for number, rules in enumerate(tasks) if len(rules) > 1]
    if deeper:
        second = _by_rule([(indicators[number], tasks[number][1]) for number in deeper], cells, cover)
        first = composed.columns(deeper)
        composed = composed.with_columns(deeper, first.replaced(_tells_more(second, first), second))
    return composed


def choose_rule(indicator: Indicator, options: Sequence[Aggregation], cells: UnitCells, cover: Cover) -> Aggregation:
    """Return the rule that `compose` takes for the first area: the next one where that tells more."""
    if len(options) == 1:
        return options[0]
    first, second = (_by_rule([(indicator, rule)], cells, cover) for rule in options[:2])
    return options[1] if bool(_tells_more(second, first)[0, 0]) else options[0]


def _tells_more(composed: Composed, other: Composed) -> BoolArray:
    return composed.is_known & (~other.is_known | (composed.coverage > other.coverage))


def _by_rule(tasks: Sequence[Task], cells: UnitCells, cover: Cover) -> Composed:
    groups: dict[AggregationRule, list[int]] = {}
    for number, (_, rule) in enumerate(tasks):
        groups.setdefault(rule.rule, []).append(number)
    return put_together(
        [
            (numbers, _group(rule, [tasks[number] for number in numbers], cells, cover))
            for rule, numbers in groups.items()
        ]
    )


def _group(rule: AggregationRule, tasks: Sequence[Task], cells: UnitCells, cover: Cover) -> Composed:
    indicators = [indicator for indicator, _ in tasks]
    if rule is AggregationRule.SUM:
        return add_up(indicators, cells, cover)
    if rule is AggregationRule.RATIO:
        return divide_sums(indicators, cells, cover)
    if rule is AggregationRule.WEIGHTED_MEAN:
        return weigh_means(indicators, [rule for _, rule in tasks], cells, cover)
    return reach(indicators, cells, cover)
