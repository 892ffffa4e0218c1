"""A clustering built on the units of one year, carried to those of another, with the units that need a decision."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from geodata.errors import InvalidInputError
from geodata.indelingen.years.year_crosswalk import Quality, YearCrosswalk

CARRIED_COLUMNS = ("area_code", "base_code", "share", "basis")

SLIVER_SHARE = 0.01
"""A new unit of which all but this comes from one area is that area's."""

_HALF = 0.5
_NOISE = 1e-9


class Basis(StrEnum):
    """Why a new unit is where it is."""

    DECISION = "besluit"
    ONE_AREA = "uit één gebied"
    UNCHANGED = "eenheid ongewijzigd"


class Unclear(StrEnum):
    """Why a new unit needs a decision."""

    SEVERAL_AREAS = "komt uit meer dan één gebied"
    ORIGIN_UNKNOWN = "herkomst is niet bekend"


class CarryOverRefusedError(InvalidInputError):
    """Decisions about new units name units or areas that are not there."""

    def __init__(self, reasons: Iterable[str]) -> None:
        listed = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"De besluiten over nieuwe eenheden kloppen niet; verbeter ze:\n{listed}")


@dataclass(frozen=True)
class Candidate:
    """An area that a new unit may belong to.

    ``area_code`` is None for ground that the clustering leaves out; ``share`` of the unit that comes from the area,
    None where not known; ``because`` says in Dutch what points to it.
    """

    area_code: str | None
    share: float | None
    because: str


@dataclass(frozen=True)
class DecisionNeeded:
    """A new unit of which somebody must say to which area it belongs, with the candidates, the likeliest first.

    ``suggestion`` is the first where it has the majority, or where all that is known points to it; else None.
    """

    unit_code: str
    unclear: Unclear
    candidates: tuple[Candidate, ...]
    suggestion: Candidate | None


@dataclass(frozen=True)
class CarriedOver:
    """A clustering on the units of another year.

    Parameters
    ----------
    parts_df
        ``area_code``, ``base_code`` (new unit), ``share`` of that unit, above 0 to 1, and ``basis`` (a `Basis`). Units
        that need a decision, and those that belong to no area, are not in it.
    decisions_needed
        By code of the unit.
    """

    parts_df: pd.DataFrame
    decisions_needed: tuple[DecisionNeeded, ...]

    def suggested_decisions(self) -> dict[str, str | None]:
        """Return the suggestion for each unit that has one, to hand to `carried_over` as decisions."""
        return {
            needed.unit_code: needed.suggestion.area_code
            for needed in self.decisions_needed
            if needed.suggestion is not None
        }


def carried_over(
    parts_df: pd.DataFrame,
    crosswalk: YearCrosswalk,
    decisions: Mapping[str, str | None],
    *,
    sliver_share: float = SLIVER_SHARE,
) -> CarriedOver:
    """Carry a clustering from the units of one year to those of another.

    Parameters
    ----------
    parts_df
        ``area_code``, ``base_code`` (old unit) and ``share`` of that unit; what the areas do not hold of a unit belongs
        to none.
    crosswalk
        From the old units to the new ones.
    decisions
        By new unit the code of its area, None for none; what is decided is not looked at further.
    sliver_share
        A new unit goes whole to an area where all but this share of it comes from there.

    Raises
    ------
    CarryOverRefusedError
        Decisions name a new unit that the crosswalk does not have, or an area that the parts do not have.

    Notes
    -----
    An area's share in a new unit is the sum over old units of its share in the old one times what the old one makes up
    of the new one; that supposes nothing where units stay whole. A unit that is one old unit as it was keeps the
    division of that. Every other unit of which no area has (nearly) all needs a decision, and so does one of which more
    than a sliver has an unknown origin: an area is a choice of its owner, not an average.
    """
    rows_df = crosswalk.rows_df.dropna(subset="other_code")
    _require_known(decisions, set(rows_df["other_code"]), set(parts_df["area_code"]))
    origins_df = _origins(parts_df, rows_df[~rows_df["other_code"].isin(decisions)])
    settled_df, open_df = _settled(origins_df, sliver_share)
    carried_df = pd.concat([_decided(decisions), settled_df]).dropna(subset="area_code")
    hints_df = _hints(parts_df, crosswalk.suggestions_df)
    needed = (
        _decision_needed(
            str(code),
            unit_df,
            hints_df[hints_df["base_code"] == code],
            is_unknown=unit_df["unknown"].iloc[0] > sliver_share,
        )
        for code, unit_df in open_df.groupby("base_code")
    )
    carried_df = carried_df.sort_values(["base_code", "area_code"], ignore_index=True)
    return CarriedOver(carried_df[list(CARRIED_COLUMNS)], tuple(needed))


def _require_known(decisions: Mapping[str, str | None], unit_codes: set[str], area_codes: set[str]) -> None:
    faults = [f"{code} is geen nieuwe eenheid" for code in sorted(set(decisions) - unit_codes)]
    unknown_areas = {area for area in decisions.values() if area is not None} - area_codes
    faults += [f"{area} is geen gebied van de indeling" for area in sorted(unknown_areas)]
    if faults:
        raise CarryOverRefusedError(faults)


def _decided(decisions: Mapping[str, str | None]) -> pd.DataFrame:
    decided_df = pd.DataFrame({"base_code": list(decisions), "area_code": list(decisions.values())}, dtype="str")
    return decided_df.assign(share=1.0, basis=Basis.DECISION.value)


def _origins(parts_df: pd.DataFrame, rows_df: pd.DataFrame) -> pd.DataFrame:
    """Say how much of each new unit comes from each area, or from none (no ``area_code``).

    Besides ``base_code``, ``area_code`` and ``share``: ``unknown``, how much comes from nobody knows where, and
    ``is_unchanged``, whether the unit is one old unit as it was.
    """
    is_known = (rows_df["quality"] != Quality.UNKNOWN.value) & rows_df["share_of_other"].notna()
    known_df = rows_df[is_known].merge(_held(parts_df, rows_df["code"]), on="code", how="left").fillna({"held": 1.0})
    known_df["share"] *= known_df["share_of_other"]
    known_df = known_df.assign(
        is_unchanged=np.isclose(known_df["share"], 1.0), share=known_df["share_of_other"] * known_df["held"]
    )
    origins_df = known_df.groupby(["other_code", "area_code"], dropna=False)[["share"]].sum().reset_index("area_code")
    by_unit = known_df.groupby("other_code")
    unit_codes = pd.Index(rows_df["other_code"].unique(), name="other_code")
    units_df = pd.DataFrame(
        {
            "unknown": 1 - by_unit["share"].sum().reindex(unit_codes, fill_value=0.0),
            "is_unchanged": by_unit["is_unchanged"].any().reindex(unit_codes, fill_value=False),
        }
    )
    origins_df = units_df.join(origins_df).fillna({"share": 0.0})
    return origins_df.rename_axis("base_code").reset_index().astype({"base_code": "str", "area_code": "str"})


def _held(parts_df: pd.DataFrame, old_codes: pd.Series) -> pd.DataFrame:
    """List which share of each old unit each area holds, and which none does."""
    held = parts_df.groupby("base_code")["share"].sum().reindex(old_codes.dropna().unique(), fill_value=0.0)
    left_df = pd.DataFrame({"base_code": held.index, "share": 1 - held.to_numpy()})
    held_df = pd.concat([parts_df[["area_code", "base_code", "share"]], left_df[left_df["share"] > _NOISE]])
    return held_df.rename(columns={"base_code": "code", "share": "held"})


def _settled(origins_df: pd.DataFrame, sliver_share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part what follows from where units come from, as parts, from what is left open, as origins."""
    is_whole = ~origins_df["is_unchanged"] & (origins_df["share"] >= 1 - sliver_share)
    unchanged_df = origins_df[origins_df["is_unchanged"]].assign(basis=Basis.UNCHANGED.value)
    whole_df = origins_df[is_whole].assign(share=1.0, basis=Basis.ONE_AREA.value)
    settled_df = pd.concat([unchanged_df, whole_df])
    return settled_df, origins_df[~origins_df["base_code"].isin(settled_df["base_code"])]


def _hints(parts_df: pd.DataFrame, suggestions_df: pd.DataFrame) -> pd.DataFrame:
    """Say for new units of unknown origin to which area the old units belong that they may be."""
    largest_df = parts_df.sort_values("share", ascending=False).drop_duplicates("base_code")
    areas = suggestions_df["code"].map(largest_df.set_index("base_code")["area_code"])
    because = suggestions_df["code"] + ": " + suggestions_df["reason"]
    return pd.DataFrame({"base_code": suggestions_df["other_code"], "area_code": areas, "because": because})


def _decision_needed(
    unit_code: str, origins_df: pd.DataFrame, hints_df: pd.DataFrame, *, is_unknown: bool
) -> DecisionNeeded:
    """List where a unit comes from, or may come from."""
    origins_df = origins_df[origins_df["share"] > _NOISE].sort_values("share", ascending=False)
    shares = dict(zip(map(_area_or_none, origins_df["area_code"]), map(float, origins_df["share"]), strict=True))
    known = [Candidate(area, share, f"{share:.0%} van de eenheid komt daarvandaan") for area, share in shares.items()]
    if not is_unknown:
        suggestion = known[0] if max(shares.values()) > _HALF else None
        return DecisionNeeded(unit_code, Unclear.SEVERAL_AREAS, tuple(known), suggestion)
    hints = zip(map(_area_or_none, hints_df["area_code"]), map(str, hints_df["because"]), strict=True)
    candidates = tuple(_by_area([*known, *(Candidate(area, None, because) for area, because in hints)]))
    return DecisionNeeded(
        unit_code, Unclear.ORIGIN_UNKNOWN, candidates, candidates[0] if len(candidates) == 1 else None
    )


def _by_area(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Make one candidate per area, with all that points to it."""
    for area_code, same in _grouped(candidates).items():
        yield Candidate(area_code, same[0].share, "; ".join(candidate.because for candidate in same))


def _grouped(candidates: Iterable[Candidate]) -> dict[str | None, list[Candidate]]:
    groups: dict[str | None, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.area_code, []).append(candidate)
    return groups


def _area_or_none(area_code: object) -> str | None:
    return area_code if isinstance(area_code, str) else None
