"""The checks between a source and the load: every fault of a batch at once, with its row and column."""

from collections.abc import Iterator

from etl.batch import Batch, Fault
from etl.checks.areas import area_faults, delivery_faults
from etl.checks.figures import figure_faults
from etl.checks.geometry import geometry_faults
from etl.checks.identities import identity_faults
from etl.checks.summary import summarise
from geodata.indicators.catalogue import Catalogue

__all__ = ["check_batch", "summarise"]


def check_batch(
    batch: Batch,
    *,
    catalogue: Catalogue,
    known_codes: frozenset[str] = frozenset(),
    expected_codes: frozenset[str] | None = None,
) -> tuple[Fault, ...]:
    """Check a batch whole.

    Parameters
    ----------
    known_codes
        Codes that the store already has at this peildatum: a parent, or an area with figures, may be one of them.
    expected_codes
        Codes that were asked for, where the asker knows them.

    Returns
    -------
    What is wrong, errors and warnings mixed, beyond what the source already found (``batch.faults``). Of one sort of
    fault in one column the first 1,000 are told one by one, and then how many more there are.

    Notes
    -----
    Takes some seconds for a national year: about 1 s for 2 million figures, 1 s for 15,000 outlines.
    """
    return tuple(_faults(batch, catalogue, known_codes, expected_codes))


def _faults(
    batch: Batch, catalogue: Catalogue, known_codes: frozenset[str], expected_codes: frozenset[str] | None
) -> Iterator[Fault]:
    yield from area_faults(batch.gebieden_gdf, known_codes)
    yield from delivery_faults(batch, expected_codes)
    shapeless = {fault.row for fault in batch.faults if fault.check == "vorm ontbreekt"}
    yield from geometry_faults(batch.gebieden_gdf, already_told=shapeless)
    yield from figure_faults(batch, catalogue, known_codes)
    yield from identity_faults(batch.observations_df, catalogue)
