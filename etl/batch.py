"""What a source hands to the load: areas and figures in our own columns, with where they came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import geopandas as gpd
import pandas as pd

GEBIED_COLUMNS = ("code", "name", "change")
OBSERVATION_COLUMNS = ("gebied_code", "indicator", "period", "value", "status")
REFUSED_COLUMNS = ("gebied_code", "column", "value", "reason")


class Severity(StrEnum):
    """What a fault does to a load: an error stops it, a warning is kept with it."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@dataclass(frozen=True)
class Fault:
    """One thing wrong in the input: which check, where (row and column), and a sentence for whoever must mend it."""

    check: str
    severity: Severity
    message: str
    row: str | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Provenance:
    """Where a batch came from.

    ``source`` is our key of the source (``cbs-odata-v3``), ``table_id`` the publisher's name of the table,
    ``version`` its edition (TableInfos.Modified, a file's edition), ``address`` the URL, or a file's name.
    """

    source: str
    table_id: str
    version: str
    address: str
    licence: str
    sha256: str
    byte_count: int
    fetched_at: datetime


def _no_refusals() -> pd.DataFrame:
    return pd.DataFrame(columns=list(REFUSED_COLUMNS), dtype="str")


@dataclass(frozen=True)
class Batch:
    """Areas and figures of one source table on the boundaries of one peildatum.

    Parameters
    ----------
    peildatum
        Date of the boundaries that the codes belong to (CBS: 1 January of the map's year).
    gebieden_gdf
        One row per area: ``code``, ``name``, ``change`` (nullable integer), geometry in EPSG:28992, or None where only
        the code is known. No water, no Buitenland, one row per code.
    observations_df
        One row per cell that the publisher serves: ``gebied_code``, ``indicator`` (catalogue key), ``period`` (year),
        ``value`` (float, NaN where missing), ``status`` (a value of ``geodata.indicators.status.Status``).
    faults
        What reading and mapping already found.
    refused_df
        Cells that could not be understood: ``gebied_code``, ``column`` (the publisher's), ``value``, ``reason``.
    """

    provenance: Provenance
    peildatum: date
    gebieden_gdf: gpd.GeoDataFrame
    observations_df: pd.DataFrame
    faults: tuple[Fault, ...] = ()
    refused_df: pd.DataFrame = field(default_factory=_no_refusals)

    def errors(self) -> Iterator[Fault]:
        """Yield the faults that stop the load."""
        return (fault for fault in self.faults if fault.severity is Severity.ERROR)
