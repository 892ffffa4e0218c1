"""What is known today of an area that was frozen: its newest figures, and those of then as they are now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from geodata.gebieden.queries import GebiedNotFoundError, GebiedRecord, find_gebied
from geodata.indelingen.queries import IndelingNotFoundError, areas_of, find_indeling, name_of, short_code, versions_of
from geodata.indelingen.tables import Indeling, IndelingStatus
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.deriving import METHOD
from geodata.indicators.figure import Figure
from geodata.indicators.queries import FigureRecord, figures_of_codes
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.wijkfoto.freezing.content import FrozenContent, FrozenGebied
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineToday, Today, difference_with_today
from geodata.wijkfoto.freezing.freezing import derived_loads, parts_held
from geodata.wijkfoto.freezing.old_ground import OldGround, old_ground
from geodata.wijkfoto.series import newest_of
from geodata.wijkfoto.wijkfoto import Places, by_place

Span = tuple[date, date]


def read_difference(reader: Reader, frozen: FrozenContent, catalogue: Catalogue) -> FrozenDifference:
    """Read what is known today of a frozen area, and split what changed.

    Notes
    -----
    A tenth of a second; a second more where the boundaries of a large gemeente changed since.
    """
    return difference_with_today(frozen, read_today(reader, frozen, catalogue), catalogue)


def read_today(reader: Reader, frozen: FrozenContent, catalogue: Catalogue) -> Today:
    """Read what is known today of a frozen area; nothing at all is an answer too, for loads can be taken back."""
    indeling = _indeling(reader, frozen.gebied)
    successor = None if indeling is None else _successor(reader, indeling)
    gebied = _gebied_today(reader, frozen.gebied.code, successor)
    lines = {} if gebied is None else dict(_lines(reader, _Areas(frozen, indeling, gebied), catalogue))
    return Today(
        gebied=gebied,
        successor=None if successor is None else name_of(successor),
        is_same_method=(frozen.catalogue_fingerprint, frozen.method) == (catalogue.fingerprint, METHOD),
        lines=lines,
    )


def _indeling(reader: Reader, gebied: FrozenGebied) -> Indeling | None:
    """Return the clustering that the area was one of, if it is still there."""
    if gebied.indeling is None:
        return None
    try:
        return find_indeling(reader, gebied.indeling.name)
    except IndelingNotFoundError:
        return None


def _successor(reader: Reader, indeling: Indeling) -> Indeling | None:
    """Return the version of a clustering that holds today, where that is another one."""
    adopted = [one for one in versions_of(reader, indeling) if one.status is IndelingStatus.ADOPTED]
    return adopted[0] if adopted and adopted[0].id != indeling.id else None


def _gebied_today(reader: Reader, code: str, successor: Indeling | None) -> GebiedRecord | None:
    """Return the area of the same short code in the version that took over, else the area itself."""
    areas = [] if successor is None else areas_of(reader, successor.id)
    same = [area.code for area in areas if area.short_code == short_code(code)]
    return next((gebied for one in [*same, code] if (gebied := _gebied(reader, one)) is not None), None)


def _gebied(reader: Reader, code: str) -> GebiedRecord | None:
    try:
        return find_gebied(reader, code)
    except GebiedNotFoundError:
        return None


@dataclass(frozen=True)
class _Areas:
    """The area of then with its clustering as it is in the register now, and the area of today."""

    frozen: FrozenContent
    indeling: Indeling | None
    today: GebiedRecord

    @property
    def code(self) -> str:
        """The code of then."""
        return self.frozen.gebied.code

    @property
    def has_successor(self) -> bool:
        """Whether another version of the clustering has an area in its place."""
        return self.today.code != self.code


@dataclass(frozen=True)
class _Pair:
    """The newest figure then, what is known now of its period and boundaries, and the newest figure now."""

    then: FigureRecord | None
    same: FigureRecord | None
    now: FigureRecord | None

    @property
    def span(self) -> Span | None:
        """The boundaries of then and of now."""
        return None if self.then is None or self.now is None else (self.then.peildatum, self.now.peildatum)


def _lines(reader: Reader, areas: _Areas, catalogue: Catalogue) -> Iterator[tuple[str, LineToday]]:
    """Yield what is known today of each indicator, by its key."""
    figures = figures_of_codes(reader, {areas.code, areas.today.code}, until=None, indicators=list(areas.frozen.lines))
    places = by_place(figures)
    pairs = _pairs(areas, figures if _holds_the_same(reader, areas) else [], places)
    grounds = {} if areas.frozen.gebied.indeling else _grounds(reader, areas.frozen.gebied, pairs.values())
    on_old_ground = (
        _of_old_version(areas, pairs, places) if areas.has_successor else _composed(pairs, grounds, catalogue)
    )
    same_origin = set(_of_same_origin(reader, areas, pairs))
    for key, pair in pairs.items():
        line = LineToday(
            newest=pair.now,
            same=pair.same,
            on_old_ground=on_old_ground.get(key),
            has_moved=areas.has_successor or (pair.span in grounds and grounds[pair.span].has_moved),
            is_same_origin=key in same_origin,
        )
        yield key, line


def _holds_the_same(reader: Reader, areas: _Areas) -> bool:
    """Tell whether the area of a clustering holds what it held: one that was taken back can be read anew."""
    if areas.frozen.gebied.indeling is None:
        return True
    gebied = _gebied(reader, areas.code)
    return gebied is not None and parts_held(reader, gebied.id) == areas.frozen.gebied.parts


def _pairs(areas: _Areas, known: Iterable[FigureRecord], places: Places) -> dict[str, _Pair]:
    exact = {(one.indicator, one.period, one.peildatum): one for one in known if one.gebied_code == areas.code}
    pairs = {}
    for key, line in areas.frozen.lines.items():
        then, now = line.newest, places.get((areas.today.code, key))
        same = None if then is None else exact.get((key, then.period, then.peildatum))
        pairs[key] = _Pair(then, same, newest_of(list(now.values())) if now else None)
    return pairs


def _grounds(reader: Reader, gebied: FrozenGebied, pairs: Iterable[_Pair]) -> dict[Span | None, OldGround]:
    """Carry a CBS area over each span of peildata between figures, once."""
    spans = {pair.span for pair in pairs}
    return {span: old_ground(reader, gebied, *span) for span in spans if span is not None}


def _composed(
    pairs: Mapping[str, _Pair], grounds: Mapping[Span | None, OldGround], catalogue: Catalogue
) -> dict[str, Figure]:
    """Compose the newest figures on the ground of then, as far as that is other ground."""
    needed = {(pair.span, pair.now.period) for pair in pairs.values() if pair.now and pair.span in grounds}
    keys = [key for key in pairs if key in catalogue.indicators]
    composed = {(span, period): grounds[span].figures(period, catalogue, keys) for span, period in needed}
    found = {}
    for key, pair in pairs.items():
        figures = None if pair.now is None else composed.get((pair.span, pair.now.period))
        if figures is not None and key in figures.keys:
            found[key] = figures.figure(0, key)
    return found


def _of_old_version(areas: _Areas, pairs: Mapping[str, _Pair], places: Places) -> dict[str, Figure]:
    """Return the figures of the version of then in today's newest period: a version that lapsed is still derived."""
    own = {key: places.get((areas.code, key), {}) for key in pairs}
    return {
        key: own[key][pair.now.period].figure for key, pair in pairs.items() if pair.now and pair.now.period in own[key]
    }


def _of_same_origin(reader: Reader, areas: _Areas, pairs: Mapping[str, _Pair]) -> Iterator[str]:
    """Yield the indicators of which the figure of then comes from the very input that it came from when frozen."""
    same = {key: pair.same for key, pair in pairs.items() if pair.same is not None}
    periods = {figure.period for figure in same.values()}
    derived = {} if areas.indeling is None else derived_loads(reader, areas.indeling, periods)
    behind = {key: derived.get(figure.period, (figure.load_id,)) for key, figure in same.items()}
    loads = loads_by_id(reader, {load_id for load_ids in behind.values() for load_id in load_ids})
    for key, load_ids in behind.items():
        then = pairs[key].then
        now_sums = {loads[load_id].sha256 for load_id in load_ids if load_id in loads}
        if then is not None and {load.sha256 for load in areas.frozen.loads_behind(then)} == now_sums:
            yield key
