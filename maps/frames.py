"""The frame of areas that a map is drawn of: which columns it has, and every fault in it at once."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.errors import InvalidInputError
from geodata.indicators.status import Status
from maps.patterns import NoFigure, no_figure_reason

RD = "EPSG:28992"
SHAPE_COLUMNS = ("code", "name", "geometry")
FIGURE_COLUMNS = ("value", "lowest", "highest", "status")
_NAMED_AT_MOST = 5


class MapFrameError(InvalidInputError):
    """A frame of areas that cannot be drawn; the message names each fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("De kaart kan niet worden getekend: " + "; ".join(faults) + ".")


@dataclass(frozen=True)
class AreaRecord:
    """The figure of one area; NaN where a number is missing, no status where nothing is loaded."""

    code: str
    name: str
    label: str
    value: float
    lowest: float
    highest: float
    status: Status | None
    is_empty: bool = False
    is_noise: bool = False
    comparison: str = ""

    @property
    def no_figure(self) -> NoFigure | None:
        """Why the area gets no class; an incomplete figure gets one where enough is known for a value."""
        if self.is_empty:
            return NoFigure.EMPTY
        has_rest = self.status is Status.INCOMPLETE and not math.isnan(self.value)
        return None if has_rest else no_figure_reason(self.status)


def check_shapes(areas_gdf: gpd.GeoDataFrame, *more_columns: str) -> None:
    """Check the shapes of a frame of areas, and that it has the further columns that are named.

    Raises
    ------
    MapFrameError
        There is no area, a column or geometry is missing, a code occurs twice, or the CRS is not RD New.
    """
    _raise_faults(_shape_faults(areas_gdf, SHAPE_COLUMNS + more_columns))


def is_left_out(areas_gdf: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell of each row whether it is what the clustering leaves out: its column ``left_out``, where there is one."""
    told = areas_gdf["left_out"] if "left_out" in areas_gdf.columns else [False] * len(areas_gdf)
    return np.asarray(told, dtype=np.bool_)


def area_records(areas_gdf: gpd.GeoDataFrame) -> list[AreaRecord]:
    """Read the figures of a frame of areas, in its order.

    Parameters
    ----------
    areas_gdf
        Columns ``code``, ``name``, ``geometry`` (EPSG:28992), ``value``, ``lowest``, ``highest``, ``status``, and
        optionally ``label``, ``is_empty``, ``is_noise`` and ``comparison``.

    Raises
    ------
    MapFrameError
        As for `check_shapes`, or a status is unknown or promises a figure that is not there.
    """
    _raise_faults(_shape_faults(areas_gdf, SHAPE_COLUMNS + FIGURE_COLUMNS))
    _raise_faults(_status_faults(areas_gdf))
    records = [_record(row) for row in areas_gdf.drop(columns="geometry").to_dict("records")]
    _raise_faults(
        f"{record.code} heeft status {record.status.value!r} maar geen cijfer"
        for record in records
        if record.status is not None and record.no_figure is None and math.isnan(record.value)
    )
    return records


def _raise_faults(faults: Iterator[str]) -> None:
    listed = list(faults)
    if listed:
        raise MapFrameError(listed)


def _shape_faults(areas_gdf: gpd.GeoDataFrame, columns: tuple[str, ...]) -> Iterator[str]:
    """Yield each fault in the columns, codes and shapes."""
    absent = [column for column in columns if column not in areas_gdf.columns]
    if absent:
        yield f"de kolommen {', '.join(absent)} ontbreken"
        return
    if areas_gdf.empty:
        yield "er zijn geen gebieden"
        return
    if areas_gdf.crs is None or areas_gdf.crs.to_epsg() != 28992:
        yield f"de coördinaten staan in {areas_gdf.crs or 'een onbekend stelsel'}, verwacht wordt RD ({RD})"
    repeated = areas_gdf.loc[areas_gdf["code"].duplicated(), "code"]
    if len(repeated):
        yield f"dubbele codes: {_named(repeated)}"
    shapeless = areas_gdf.loc[areas_gdf.geometry.isna() | areas_gdf.geometry.is_empty, "code"]
    if len(shapeless):
        yield f"zonder geometrie: {_named(shapeless)}"


def _status_faults(areas_gdf: gpd.GeoDataFrame) -> Iterator[str]:
    known = {status.value for status in Status}
    for code, status in zip(areas_gdf["code"], areas_gdf["status"], strict=True):
        if not pd.isna(status) and status not in known:
            yield f"{code} heeft de onbekende status {status!r}"


def _named(codes: "pd.Series[str]") -> str:
    """Return the first few codes, and how many more there are."""
    more = len(codes) - _NAMED_AT_MOST
    return ", ".join(codes[:_NAMED_AT_MOST]) + (f" en nog {more}" if more > 0 else "")


def _record(row: dict[str, Any]) -> AreaRecord:
    return AreaRecord(
        code=row["code"],
        name=row["name"],
        label=_text(row.get("label")),
        value=_number(row["value"]),
        lowest=_number(row["lowest"]),
        highest=_number(row["highest"]),
        status=None if pd.isna(row["status"]) else Status(row["status"]),
        is_empty=bool(row.get("is_empty", False)),
        is_noise=bool(row.get("is_noise", False)),
        comparison=_text(row.get("comparison")),
    )


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _number(value: Any) -> float:
    return math.nan if pd.isna(value) else float(value)
