"""A clustering as it is handed in: worked out on its base as far as it goes, with all that is wrong at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from geodata.indelingen.examining.checks import area_checks, left_out
from geodata.indelingen.examining.findings import Finding, Severity
from geodata.indelingen.examining.outlines import outlined_areas
from geodata.indelingen.examining.polygons import draft_from_polygons
from geodata.indelingen.examining.units import draft_from_units
from geodata.indelingen.parts import (
    DECISION_COLUMNS,
    REST_CODE,
    UNASSIGNED,
    Base,
    Decision,
    Draft,
    Partition,
    Terms,
)


@dataclass(frozen=True)
class Examination:
    """What came of a clustering: its partition, None where it cannot be published, and all that was found."""

    partition: Partition | None
    findings: tuple[Finding, ...]

    def errors(self) -> Iterator[Finding]:
        """Yield the findings that stop publishing."""
        return (finding for finding in self.findings if finding.severity is Severity.ERROR)


def examine(handed_in: pd.DataFrame | gpd.GeoDataFrame, base: Base, terms: Terms) -> Examination:
    """Work out a clustering and check it.

    Parameters
    ----------
    handed_in
        A table as `geodata.indelingen.examining.units.draft_from_units` takes it, or polygons as
        `geodata.indelingen.examining.polygons.draft_from_polygons` does.

    Returns
    -------
    The partition, and all findings: what is read, what is wrong, and what the owner should look at.

    Raises
    ------
    geodata.gebieden.crs.CrsMismatchError
        Polygons declare no reference system, or one that does not fit their coordinates.
    """
    is_drawn = isinstance(handed_in, gpd.GeoDataFrame)
    draft = draft_from_polygons(handed_in, base, terms) if is_drawn else draft_from_units(handed_in, base, terms)
    if terms.rest_name is not None:
        draft = _with_rest(draft, base, terms)
    partition = _partition(draft, base, terms)
    findings = (
        *draft.findings,
        *left_out(draft.parts_gdf, base, terms),
        *area_checks(partition, base, terms),
    )
    has_error = any(finding.severity is Severity.ERROR for finding in findings)
    return Examination(None if has_error else partition, findings)


def _with_rest(draft: Draft, base: Base, terms: Terms) -> Draft:
    """Make an area of what no area holds."""
    is_left = draft.parts_gdf["area_code"] == UNASSIGNED
    if REST_CODE in set(draft.areas_df["area_code"]):
        message = (
            f"Er is al een gebied '{REST_CODE}' in het bestand. Laat rest_name weg, of geef dat gebied een andere code."
        )
        return replace(draft, findings=(*draft.findings, Finding("rest", Severity.ERROR, message, code=REST_CODE)))
    if not is_left.any():
        message = f"Er blijft niets over voor '{terms.rest_name}': alles is al ingedeeld."
        return replace(draft, findings=(*draft.findings, Finding("rest", Severity.WARNING, message)))
    names = base.units_gdf.set_index("code")["name"]
    left_codes = draft.parts_gdf.loc[is_left, "base_code"]
    decisions = tuple(
        Decision("rest", f"{code} {names[code]} hoort bij geen gebied, en is bij de rest gezet.", code, REST_CODE)
        for code in left_codes
    )
    rest_df = pd.DataFrame([(REST_CODE, terms.rest_name, terms.contact_role, terms.contact_team)])
    return replace(
        draft,
        parts_gdf=draft.parts_gdf.assign(area_code=draft.parts_gdf["area_code"].mask(is_left, REST_CODE)),
        areas_df=pd.concat([draft.areas_df, rest_df.set_axis(draft.areas_df.columns, axis=1)], ignore_index=True),
        decisions=(*draft.decisions, *decisions),
    )


def _partition(draft: Draft, base: Base, terms: Terms) -> Partition:
    is_held = draft.parts_gdf["area_code"] != UNASSIGNED
    parts_gdf = draft.parts_gdf[is_held].reset_index(drop=True)
    areas_gdf, drawings = outlined_areas(draft.areas_df, parts_gdf, base, terms)
    decisions_df = pd.DataFrame([*draft.decisions, *drawings], columns=list(Decision._fields))
    return Partition(areas_gdf, parts_gdf, decisions_df[list(DECISION_COLUMNS)])
