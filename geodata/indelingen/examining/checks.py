"""What is to be said of a clustering that is worked out: what it leaves out, and areas that look like a mistake."""

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.indelingen.examining.findings import (
    Finding,
    Severity,
    area_text,
    dutch,
    people_text,
    share_text,
    units_text,
)
from geodata.indelingen.examining.shape_checks import enclaves, loose_parts
from geodata.indelingen.examining.shapes import shown_widths_m
from geodata.indelingen.parts import UNASSIGNED, Base, Partition, Terms, Weight

_WHOLE = 1 - 1e-9


def left_out(parts_gdf: gpd.GeoDataFrame, base: Base, terms: Terms) -> Iterator[Finding]:
    """Name what no area holds, with the people who live there: an error, unless the terms allow it."""
    left_df = parts_gdf[parts_gdf["area_code"] == UNASSIGNED]
    if left_df.empty or terms.is_overlapping:
        return
    units_df = base.units_gdf.set_index("code")
    people = _people_in(left_df, base)
    total = f"{units_text(len(left_df), base.level)} met samen {people_text(people.sum(skipna=False))}"
    if terms.is_partial:
        message = f"Buiten deze gedeeltelijke indeling blijven {total}."
        yield Finding("niet ingedeeld", Severity.WARNING, message)
        return
    for part, number in zip(left_df.itertuples(), people, strict=True):
        name = f"{part.base_code} {units_df.loc[part.base_code, 'name']} ({people_text(number)})"
        yield Finding("niet ingedeeld", Severity.ERROR, f"{name} {_left(part)}.", code=part.base_code)
    is_drawn = left_df.geometry.notna().any()
    drawing = " Wijkt alleen de tekening af, verhoog dan sliver_width_m." if is_drawn else ""
    message = (
        f"Niet ingedeeld zijn {total}. Deel ze in, zeg dat de indeling gedeeltelijk is (is_partial = true), of geef de "
        f"rest een naam (rest_name).{drawing}"
    )
    yield Finding("niet ingedeeld", Severity.ERROR, message)


def _left(part: Any) -> str:
    if part.share > _WHOLE and part.geometry is None:
        return "is niet ingedeeld"
    if part.geometry is None:
        return f"is voor {share_text(part.share)} niet ingedeeld"
    width_m = shown_widths_m(shapely.get_parts(part.geometry)).max()
    how_much = f"{share_text(part.share)} naar {part.weight}, hooguit {dutch(width_m)} m breed"
    return f"ligt voor {area_text(part.geometry.area)} ({how_much}) buiten alle gebieden"


def area_checks(partition: Partition, base: Base, terms: Terms) -> Iterator[Finding]:
    """Find areas in loose parts or around others, areas where nobody lives, and units that had to be estimated."""
    if partition.areas_gdf.empty:
        yield Finding("geen gebieden", Severity.ERROR, "Geen enkel gebied heeft een eenheid, of een deel van een.")
    yield from _estimated(partition.parts_gdf, base)
    yield from _without_people(partition, base)
    yield from _without_outline(partition.areas_gdf)
    yield from loose_parts(partition, base, terms)
    if not terms.is_overlapping:
        yield from enclaves(partition.areas_gdf, base, terms)


def _people_in(parts_gdf: gpd.GeoDataFrame, base: Base) -> "pd.Series[float]":
    """Return how many people live in each part, by its share; NaN where that is not known."""
    people = base.units_gdf.set_index("code")["people"].reindex(parts_gdf["base_code"])
    return pd.Series(people.to_numpy(dtype=np.float64) * parts_gdf["share"].to_numpy(), index=parts_gdf.index)


def _estimated(parts_gdf: gpd.GeoDataFrame, base: Base) -> Iterator[Finding]:
    codes = parts_gdf.loc[parts_gdf["weight"] == Weight.AREA.value, "base_code"].unique()
    if len(codes):
        people = base.units_gdf.set_index("code").loc[codes, "people"].sum(skipna=False)
        message = (
            f"Doorsneden en naar oppervlakte verdeeld: {units_text(len(codes), base.level)} met {people_text(people)}. "
            "Daarin zijn geen adressen geladen, en geen inwoners op een fijner raster; de aandelen zijn een schatting."
        )
        yield Finding("naar oppervlakte", Severity.WARNING, message)


def _without_people(partition: Partition, base: Base) -> Iterator[Finding]:
    parts_gdf = partition.parts_gdf
    people = _people_in(parts_gdf, base)
    totals = people.groupby(parts_gdf["area_code"]).sum(min_count=1)
    unknown = set(parts_gdf.loc[people.isna(), "area_code"])
    names = partition.areas_gdf.set_index("area_code")["name"]
    for code in totals[totals == 0].index.difference(list(unknown)):
        message = f"In gebied {code} ({names[code]}) woont niemand."
        yield Finding("zonder inwoners", Severity.WARNING, message, code=str(code))


def _without_outline(areas_gdf: gpd.GeoDataFrame) -> Iterator[Finding]:
    for area in areas_gdf[areas_gdf.geometry.isna()].itertuples():
        message = f"Gebied {area.area_code} ({area.name}) heeft alleen aandelen, en op de kaart geen plek."
        yield Finding("geen plek op de kaart", Severity.WARNING, message, code=area.area_code)
