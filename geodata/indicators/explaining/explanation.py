"""The explanation of one figure: everything that it follows from, and nothing that has to be looked up elsewhere."""

from dataclasses import dataclass
from datetime import date

from geodata.gebieden.levels import Level
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import AggregationRule, Indicator
from geodata.indicators.status import Status
from geodata.store.tables import Load


@dataclass(frozen=True)
class ExplainedCell:
    """A published figure that was used: its hard bounds, its status, and the load that brought it."""

    indicator: str
    value: float | None
    lowest: float | None
    highest: float | None
    status: Status
    load_id: int | None


@dataclass(frozen=True)
class ExplainedUnit:
    """A unit that counts in a figure.

    Parameters
    ----------
    share, area_share
        What the area holds of it: of who lives there, and of its surface.
    is_estimated
        Whether that share is an estimate.
    weight
        What its figure counts for in a sum: as a rule the share. A wijk that lies partly in the area counts beside the
        sum of its buurten there, less the others, which it takes weight from.
    people
        Of the unit, to tell how much of the area is known; of an average unit where not published.
    cells
        Per indicator that the figure is composed of, in the order of `Explanation.inputs`.
    """

    code: str
    name: str
    level: Level
    share: float
    area_share: float
    is_estimated: bool
    weight: float
    people: float
    cells: tuple[ExplainedCell, ...]


@dataclass(frozen=True)
class Assumption:
    """What is taken for true of the figures of an indicator: how they are rounded, and when they are withheld."""

    indicator: str
    label: str
    rounding: tuple[str, ...]
    secrecy: str


@dataclass(frozen=True)
class Explanation:
    """How a figure came about.

    Parameters
    ----------
    peildatum
        Of the boundaries on which the units were counted; ``is_carried_over`` where the area was made on others.
    rule
        By which it was composed; None where it is published as it stands.
    inputs
        Keys of the indicators that it was composed of: numerator and denominator, or the indicator and its weights.
    factor, thresholds
        What a ratio is multiplied by; the lower bounds of classes 1, 2, 3 …
    corrections
        What was decided by hand, or by a tolerance, about units of this area.
    narrowed_by
        Names of wijken that lie partly in the area, and count less the buurten outside.
    method
        Version of the way of composing.
    """

    gebied_code: str
    gebied_name: str
    indicator: Indicator
    period: int
    peildatum: date
    is_carried_over: bool
    figure: Figure
    rule: AggregationRule | None
    inputs: tuple[str, ...]
    factor: float
    thresholds: tuple[float, ...]
    is_approximate: bool
    units: tuple[ExplainedUnit, ...]
    assumptions: tuple[Assumption, ...]
    loads: tuple[Load, ...]
    corrections: tuple[str, ...]
    narrowed_by: tuple[str, ...]
    method: str
