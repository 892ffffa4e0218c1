"""An indicator of a wijk or buurt over the years, on the boundaries that it has now."""

from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.comparing.trends import SeriesPoint, Trend, trend_of
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import figures_in
from geodata.indicators.deriving.gemeente_ground import Grounds
from geodata.indicators.deriving.own_area import area_of_units, figures_of
from geodata.indicators.indicator import Indicator
from geodata.store.engine import Session


def carried_trend(
    session: Session,
    gebied: GebiedRecord,
    indicator: Indicator,
    catalogue: Catalogue,
    kept: tuple[Grounds, Crosswalks],
) -> Trend:
    """Return what an indicator did on the ground that a wijk or buurt covers on its peildatum.

    Parameters
    ----------
    kept
        What is kept of earlier questions.

    Returns
    -------
    Trend
        A year whose boundaries are others is carried over by the crosswalk, with the share that was estimated.

    Raises
    ------
    geodata.indicators.deriving.own_area.UnitsRefusedError
        The area is neither wijk nor buurt.
    """
    grounds, crosswalks = kept
    area = area_of_units(session, [gebied.code], gebied.peildatum)
    ground = grounds.of_gemeente(session, area.gemeente_code, catalogue)
    points = []
    for one in figures_of(session, area, ground, crosswalks, catalogue):
        rows_df = one.figures_df[one.figures_df["indicator"] == indicator.key]
        points += [SeriesPoint(one.period, figure, one.peildata[0]) for figure in figures_in(rows_df)]
    return trend_of(indicator, points, min_coverage=catalogue.coverage_needed[indicator.kind])
