"""``indeling vergelijk``: how clusterings relate, whom their differences concern, and where owners disagree."""

from collections.abc import Mapping, Sequence

from rich.markup import escape
from rich.padding import Padding

from api.cli.options import AsJson, Gemeente
from api.cli.output import KEPT, NUMBER, out, print_json, print_table
from api.cli.reading import open_reading
from api.cli.reconciling.options import IndelingNames, Weight
from api.comparing.amounts import Amount, Scale
from api.comparing.rows import crossing_rows, difference_rows
from api.comparing.sentences import UNIT_WORDS, PairInWords, unweighed_sentence
from geodata.indelingen.comparing.agreement import Agreement
from geodata.indelingen.comparing.comparison import Comparison, compare_all
from geodata.indelingen.comparing.ground import Labelling, Measure
from geodata.indelingen.comparing.neighbours import disagreement, neighbour_pairs
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.reading import Reader
from maps.numbers import format_number

CROSSINGS_SHOWN, DIFFERENCES_SHOWN = 5, 10
_UNITS_NAMED = 4
_ONE_PAIR = 2


def compare(
    names: IndelingNames, measure: Weight = Measure.PEOPLE, gemeente: Gemeente = None, as_json: AsJson = False
) -> None:
    """Leg indelingen naast elkaar: hoe ze zich verhouden, waar ze kruisen en wie dat aangaat."""
    with open_reading() as reader:
        if as_json:
            print_json(_as_the_api_answers(reader, names, measure, gemeente))
            return
        registered = read_study(reader, names, gemeente)
    labellings, comparisons = registered.study.labellings, compare_all(registered.study, measure)
    scale = Scale(registered.study, measure)
    _print_names(labellings)
    for (first, other), comparison in comparisons.items():
        _print_pair(PairInWords(scale, registered.ground.level, labellings[first], labellings[other]), comparison)
    if len(labellings) > _ONE_PAIR:
        _print_matrix(labellings, comparisons)
        _print_differences(registered, scale)
    unweighed = unweighed_sentence(registered.study.unweighed_units(measure), scale.unit)
    out.print(f"\n{escape(unweighed)}" if unweighed else "")


def _as_the_api_answers(reader: Reader, names: list[str], measure: Measure, gemeente: str | None) -> object:
    # The API takes a second to import, which a table should not cost.
    from api.comparing.asking import StudyParameters  # noqa: PLC0415
    from api.routes.indelingen.comparison import compare_several  # noqa: PLC0415

    asked = StudyParameters(indelingen=names, gewicht=measure, gemeente=gemeente)
    return compare_several(asked, reader).model_dump(mode="json", by_alias=True)


def _print_names(labellings: Sequence[Labelling]) -> None:
    rows = [
        (str(number), one.title, one.owner, str(len(one.area_codes)), one.name)
        for number, one in enumerate(labellings, start=1)
    ]
    print_table((f"{NUMBER}nr", "indeling", "van", f"{NUMBER}gebieden", f"{KEPT}naam"), rows)


def _print_pair(words: PairInWords, comparison: Comparison) -> None:
    out.print(f"\n[bold]{escape(words.first.title)} naast {escape(words.other.title)}[/]")
    sentences = [words.relation(comparison), words.moves(comparison), words.outside(comparison)]
    for sentence in [*filter(None, sentences), agreement_sentence(comparison.agreement)]:
        out.print(Padding(escape(sentence), (0, 0, 0, 2), expand=False))
    rows = crossing_rows(words, comparison)
    if not rows:
        return
    shown = [
        (with_margin(row.shared), row.area, row.other_area, listed(row.unit_names, at_most=_UNITS_NAMED))
        for row in rows[:CROSSINGS_SHOWN]
    ]
    units = UNIT_WORDS[words.level][1]
    print_table((f"{NUMBER}in allebei", words.first.title, words.other.title, units), shown)
    _say_left_out(len(rows) - CROSSINGS_SHOWN, "kruisingen")


def agreement_sentence(agreement: Agreement) -> str:
    """Write the indices of two clusterings."""
    v_measure, homogeneity, completeness, rand = (format_number(one, 2) for one in _indices(agreement))
    return (
        f"V-maat {v_measure} (homogeniteit {homogeneity}, volledigheid {completeness}), aangepaste Rand-index {rand}; "
        "1,00 is gelijk."
    )


def _indices(agreement: Agreement) -> tuple[float, ...]:
    return agreement.v_measure, agreement.homogeneity, agreement.completeness, agreement.adjusted_rand


def with_margin(amount: Amount) -> str:
    """Write a bare quantity with the range that it stands for, where it has one."""
    return f"{amount.figure} ({amount.margin})" if amount.margin else amount.figure


def _print_matrix(labellings: Sequence[Labelling], comparisons: Mapping[tuple[int, int], Comparison]) -> None:
    out.print("\n[bold]Hoe lijken ze op elkaar?[/] (V-maat; 1,00 is gelijk)")
    numbers = range(len(labellings))
    shares = {pair: format_number(found.agreement.v_measure, 2) for pair, found in comparisons.items()}
    rows = [
        (str(row + 1), labellings[row].title, *(shares.get((min(row, one), max(row, one)), "–") for one in numbers))
        for row in numbers
    ]
    print_table((f"{NUMBER}nr", "indeling", *(f"{NUMBER}{number + 1}" for number in numbers)), rows)


def _print_differences(registered: RegisteredStudy, scale: Scale) -> None:
    study = registered.study
    outlines = registered.ground.units_gdf.set_index("code").geometry
    found = disagreement(study.labellings, neighbour_pairs(study.elements_gdf, outlines))
    rows = difference_rows(scale, study.labellings, found)
    out.print("\n[bold]Waar zijn de eigenaren het oneens?[/] (bij welke buur een plek hoort)")
    if not rows:
        out.print("  Nergens: alle eigenaren trekken dezelfde grenzen.")
        return
    count = len(study.labellings)
    shown = [
        (row.unit, f"{row.count} van {count}", ", ".join(row.owners), row.neighbour, with_margin(row.amount))
        for row in rows[:DIFFERENCES_SHOWN]
    ]
    singular = UNIT_WORDS[registered.ground.level][0]
    print_table((singular, f"{NUMBER}wijkt af", "wie", "over de grens met", f"{NUMBER}{scale.unit}"), shown)
    _say_left_out(len(rows) - DIFFERENCES_SHOWN, "plekken")


def listed(names: Sequence[str], *, at_most: int) -> str:
    """List names with commas, the last of many left out.

    Examples
    --------
    >>> listed(["Hoek", "Waal", "Veer"], at_most=2)
    'Hoek, Waal en nog 1'
    """
    more = len(names) - at_most
    return ", ".join(names[:at_most]) + (f" en nog {more}" if more > 0 else "")


def _say_left_out(count: int, what: str) -> None:
    if count > 0:
        out.print(f"  En nog {format_number(count)} {what}; alle staan in --json en op de pagina /vergelijking.")
