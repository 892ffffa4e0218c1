"""The maps that a page shows: one or two, with their classes, and what the reader has to be told about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.pages.kaart.choice import MapChoice, WithoutFiguresError, choose_areas, choose_figures
from api.pages.kaart.drawing import borders_to_draw
from api.pages.kaart.figures import MapFigures, read_figures, values_of_all_years
from api.pages.kaart.parameters import KaartParameters
from api.pages.kaart.rows import AreaRow, area_rows, comparison_sentence_of, sentence_of
from geodata.errors import InvalidInputError
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator
from geodata.store.reading import Reader
from maps.border_lines import BorderLines
from maps.classes import BreakMethod
from maps.diverging import Centre
from maps.own_breaks import parse_breaks
from maps.palettes import DIVERGING, DUTCH_NAMES, SEQUENTIAL, Palette
from maps.shading import MapClasses, Shading, shade


class OwnBreaksAroundError(InvalidInputError):
    """Breaks of one's own asked for together with classes around the gemeente."""

    def __init__(self) -> None:
        super().__init__(
            "Eigen grenzen en kleuren rond de gemeente gaan niet samen: kies bij Klassen een andere manier, "
            "of laat de kleuren van laag naar hoog lopen."
        )


@dataclass(frozen=True)
class ShownMap:
    """One map: its figures, its classes (None where no outline is loaded), borders over it, and its table."""

    figures: MapFigures
    classes: MapClasses
    shading: Shading | None
    lines: BorderLines | None
    rows: tuple[AreaRow, ...]
    sentence: str

    @property
    def choice(self) -> MapChoice:
        """What it is of."""
        return self.figures.choice


@dataclass(frozen=True)
class Shown:
    """All that a page shows."""

    maps: tuple[ShownMap, ...]
    notices: tuple[str, ...]

    @property
    def first(self) -> ShownMap:
        """The map that the form is about."""
        return self.maps[0]


def show_maps(reader: Reader, parameters: KaartParameters, choice: MapChoice, *, catalogue: Catalogue) -> Shown:
    """Work out what the form asks for.

    Raises
    ------
    geodata.errors.InvalidInputError
        Something that was asked for is not there, or does not go together.
    """
    if parameters.rond and parameters.klassen is BreakMethod.OWN:
        raise OwnBreaksAroundError
    choices = [choice, *_second_choice(reader, parameters, choice, catalogue)]
    read = [_read(reader, one, parameters, catalogue) for one in choices]
    pools = _pools(reader, parameters, read)
    maps = [_shown_map(reader, parameters, one, pool=pool) for one, pool in zip(read, pools, strict=True)]
    return Shown(tuple(maps), tuple(dict.fromkeys(_notices(parameters, read))))


def _second_choice(
    reader: Reader, parameters: KaartParameters, first: MapChoice, catalogue: Catalogue
) -> list[MapChoice]:
    if not parameters.has_second:
        return []
    wish = parameters.second_wish(first)
    second = choose_figures(reader, choose_areas(reader, wish), wish, catalogue=catalogue)
    if second is None:
        raise WithoutFiguresError(first.indicator.label, first.divisions[wish.indeling])
    return [second]


def _read(reader: Reader, choice: MapChoice, parameters: KaartParameters, catalogue: Catalogue) -> MapFigures:
    needed = catalogue.coverage_needed[choice.indicator.kind]
    return read_figures(reader, choice, is_compared=parameters.is_compared, min_coverage=needed)


def _pools(reader: Reader, parameters: KaartParameters, read: Sequence[MapFigures]) -> list[tuple[float, ...]]:
    """Return per map the values that its classes are made of; none where they are just its own.

    Classes are shared by maps of one indicator, and with fixed breaks by all its years.
    """
    is_fixed = parameters.klassen is BreakMethod.FIXED
    values = [values_of_all_years(reader, one.choice) if is_fixed else one.values for one in read]
    if len({one.choice.indicator.key for one in read}) == 1:
        values = [[value for one in values for value in one]] * len(read)
    return [tuple(one) if is_fixed or len(read) > 1 else () for one in values]


def _shown_map(reader: Reader, parameters: KaartParameters, read: MapFigures, *, pool: tuple[float, ...]) -> ShownMap:
    choice = read.choice
    classes = replace(map_classes(parameters, read), pool=pool)
    shading = None if read.areas_gdf.empty else shade(read.areas_gdf, read.subject, classes)
    rows = area_rows(choice, read.figures, shading=shading, beside=read.beside)
    lines = borders_to_draw(reader, choice, parameters.grenzen_van) if parameters.grenzen_van else None
    sentence = sentence_of(rows, choice.indicator, min_coverage=read.min_coverage)
    sentence += f" {comparison_sentence_of(read.beside)}" if read.beside else ""
    return ShownMap(read, classes, shading, lines, tuple(rows), sentence)


def map_classes(parameters: KaartParameters, read: MapFigures) -> MapClasses:
    """Return how the figures of a map become classes and colours, but for the pool of values.

    Raises
    ------
    maps.own_breaks.BreaksTextError
        The breaks of one's own cannot be read.
    """
    centre = _centre(read) if parameters.rond else None
    return MapClasses(
        method=parameters.klassen,
        class_count=parameters.aantal,
        own_breaks=_own_breaks(parameters, read.choice.indicator),
        palette=_palette(parameters.palet, is_around=centre is not None),
        centre=centre,
    )


def _own_breaks(parameters: KaartParameters, indicator: Indicator) -> tuple[float, ...]:
    return parse_breaks(parameters.grenzen, indicator.unit) if parameters.klassen is BreakMethod.OWN else ()


def _centre(read: MapFigures) -> Centre | None:
    if read.beside is None or read.beside.figure.value is None:
        return None
    figure = read.beside.figure
    ends = figure.figure.likely_range() or (None, None)
    return Centre(read.beside.name, read.beside.figure.value, *ends)


def _palette(wished: Palette | None, *, is_around: bool) -> Palette:
    fitting = DIVERGING if is_around else SEQUENTIAL
    return wished if wished in fitting else fitting[0]


def _notices(parameters: KaartParameters, read: Sequence[MapFigures]) -> list[str]:
    """Return what the reader has to know of how the form was followed."""
    notices = [f"Naast {one.choice.gemeente.name} leggen kan hier niet. {one.notice}" for one in read if one.notice]
    is_around = bool(parameters.rond) and all(one.beside for one in read)
    used = _palette(parameters.palet, is_around=is_around)
    if parameters.palet not in {None, used}:
        way = "van laag naar hoog" if used in SEQUENTIAL else "naar twee kanten"
        notices.append(f"De kleuren lopen {way}; daarbij past {DUTCH_NAMES[used]}, en dat is hier gebruikt.")
    if is_around and len({one.beside.figure.value for one in read if one.beside}) > 1:
        notices.append(f"Elke kaart heeft klassen rond haar eigen cijfer van {read[0].choice.gemeente.name}.")
    if parameters.grenzen and parameters.klassen is not BreakMethod.OWN:
        notices.append("De eigen grenzen zijn niet gebruikt: kies daarvoor bij Klassen 'eigen grenzen'.")
    return notices
