"""The legend of a map as an HTML fragment: each class, and each reason for having none, as a list."""

from collections.abc import Iterable
from html import escape

from maps.border_lines import BORDER_LOOK, BorderLines
from maps.classes import BreakMethod
from maps.numbers import format_number, format_value
from maps.paths import stroke_path
from maps.patterns import NOISE_PAPER, NoFigure, noise_defs, noise_fill, pattern_defs, pattern_fill
from maps.shading import Shading

_BORDER = "#9ca3af"
NOISE = "legenda"
"""Number of the hatching of noise that stands in a legend: on white, for whichever class."""
_TOO_WIDE_NOTE = "Te onzeker is een cijfer waarvan het bereik over meer dan twee klassen loopt. "


def legend_html(shading: Shading, *, id_prefix: str, lines: BorderLines | None = None, label: str = "") -> str:
    """Return the legend of a map as an HTML fragment without inline styles or scripts.

    Parameters
    ----------
    shading
        The areas, classes and colours of the map.
    id_prefix
        Start of the ids in the fragment, unique within the page.
    lines
        The borders that are drawn over the areas.
    label
        Name of the legend where its map has a heading already; empty: it has a heading of its own.

    Returns
    -------
    str
        A ``<section class="legenda">`` with the classes from high to low and the number of areas in each, the reasons
        for having no class as far as they occur, what is hatched as noise, and whose borders are drawn.
    """
    heading = f' aria-label="{escape(label)}">' if label else _heading(shading, f"{escape(id_prefix)}-kop")
    return (
        f'<section class="legenda"{heading}'
        f'<svg class="legenda-patronen" width="0" height="0" aria-hidden="true">{_defs(id_prefix)}</svg>'
        f"{_class_list(shading)}{_reason_list(shading, id_prefix)}{_further_list(shading, id_prefix, lines)}"
        f'<p class="legenda-voet">{escape(legend_note(shading))}</p>'
        "</section>"
    )


def _heading(shading: Shading, heading_id: str) -> str:
    """Return the end of the section's tag that names it by its heading, and that heading."""
    return (
        f' aria-labelledby="{heading_id}"><h2 id="{heading_id}">{escape(shading.subject.title)}</h2>'
        f'<p class="legenda-periode">{escape(shading.subject.period)}</p>'
    )


def _defs(id_prefix: str) -> str:
    return pattern_defs(id_prefix) + noise_defs({NOISE: NOISE_PAPER}, id_prefix)


def legend_note(shading: Shading) -> str:
    """Return the line under a legend: how the classes were made, what is too uncertain for one, and the source."""
    too_wide = _TOO_WIDE_NOTE if shading.counts[NoFigure.TOO_WIDE] else ""
    return f"{_method_note(shading)}{too_wide}Bron: {shading.subject.source}."


def _method_note(shading: Shading) -> str:
    method, centre = shading.classification.method.value, shading.centre
    if centre is not None:
        own = format_value(centre.value, shading.subject.unit, decimals=shading.subject.decimals)
        made_of = "uit de cijfers van alle jaren" if method == BreakMethod.FIXED else f"{method} van het verschil"
        return f"Klassen: rond {centre.name} ({own}), naar beide kanten even breed; {made_of}. "
    return f"Klassen: {method}. " if shading.classification.count > 1 else ""


def class_labels(shading: Shading) -> list[str]:
    """Return the label of each class from low to high; the neutral one says whom it is like."""
    labels = list(shading.classification.labels(shading.subject.unit))
    middle, centre = shading.classification.middle, shading.centre
    if middle is not None and centre is not None:
        labels[middle] += f", zoals {centre.name}"
    return labels


def noise_label(shading: Shading) -> str:
    """Return what the hatching over a colour means."""
    return f"niet te onderscheiden van {shading.subject.compared_with}"


def class_rows(shading: Shading) -> list[tuple[str, str, int]]:
    """Return the label, colour and number of areas of each class, from high to low."""
    counts = shading.counts
    rows = enumerate(zip(class_labels(shading), shading.colours, strict=True))
    return [(label, colour, counts[index]) for index, (label, colour) in rows][::-1]


def reason_rows(shading: Shading) -> list[tuple[NoFigure, int]]:
    """Return the reasons for having no figure that occur, with the number of areas."""
    counts = shading.counts
    return [(reason, counts[reason]) for reason in NoFigure if counts[reason]]


def _class_list(shading: Shading) -> str:
    rows = class_rows(shading)
    if not rows:
        return '<p class="legenda-leeg">Geen enkel gebied heeft een cijfer.</p>'
    return legend_list("Klassen", [_item(label, fill, count) for label, fill, count in rows])


def _reason_list(shading: Shading, id_prefix: str) -> str:
    rows = reason_rows(shading)
    items = [_item(reason.value, pattern_fill(reason, id_prefix), count) for reason, count in rows]
    return legend_list("Zonder klasse", items) if items else ""


def _further_list(shading: Shading, id_prefix: str, lines: BorderLines | None) -> str:
    """Return what else is drawn: the hatching of noise, and borders."""
    items = []
    if shading.subject.compared_with:
        items.append(_item(noise_label(shading), noise_fill(NOISE, id_prefix), shading.noise_count))
    if lines is not None:
        sign = stroke_sign(BORDER_LOOK.colour, width=BORDER_LOOK.width, dashes="")
        items.append(legend_item(lines.label, sign, amount="", unit=""))
    return legend_list("Over de kleuren", items) if items else ""


def _item(label: str, fill: str, count: int) -> str:
    return legend_item(label, swatch(fill), amount=format_number(count), unit="gebied" if count == 1 else "gebieden")


def legend_heading(text: str) -> str:
    """Return a line over a list of a legend."""
    return f'<p class="legenda-kopje">{escape(text)}</p>'


def legend_list(label: str, items: Iterable[str]) -> str:
    """Return the rows of a legend as a list with a name that is read aloud."""
    return f'<ul class="legenda-lijst" aria-label="{escape(label)}">{"".join(items)}</ul>'


def legend_item(label: str, sign: str, *, amount: str, unit: str) -> str:
    """Return one row: a sign, its meaning, and how much of it there is; the unit is only read aloud.

    Parameters
    ----------
    sign
        SVG such as `swatch` makes.
    """
    spoken = f'<span class="alleen-voorlezen"> {escape(unit)}</span>' if amount else ""
    return (
        f'<li>{sign}<span class="legenda-tekst">{escape(label)}</span>'
        f'<span class="legenda-aantal">{escape(amount)}{spoken}</span></li>'
    )


def swatch(fill: str, text: str = "") -> str:
    """Return a small rectangle of a fill, with the text in it that stands for it on the map."""
    written = f'<text x="14" y="13.5" text-anchor="middle">{escape(text)}</text>' if text else ""
    return (
        '<svg class="legenda-vlak" width="28" height="18" aria-hidden="true">'
        f'<rect x="0.5" y="0.5" width="27" height="17" rx="2" fill="{escape(fill)}" stroke="{_BORDER}"/>{written}</svg>'
    )


def stroke_sign(colour: str, *, width: float, dashes: str) -> str:
    """Return a piece of a line."""
    line = stroke_path("M0,9 h28", colour, width=width, dashes=dashes)
    return f'<svg class="legenda-vlak" width="28" height="18" aria-hidden="true">{line}</svg>'
