"""What areas hold of the units of one year, carried to those of another, as a product of matrices."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indelingen.years.carry_over import SLIVER_SHARE
from geodata.indelingen.years.year_crosswalk import Quality, YearCrosswalk


@dataclass(frozen=True)
class Carrier:
    """The way from old units to new ones.

    Parameters
    ----------
    old_codes, new_codes
        The units on either side.
    share_of_new
        What each old unit (columns) makes up of each new one (rows).
    named
        Of new units of unknown origin, the old one that their code or name points to: 1 in its column.
    """

    old_codes: pd.Index
    new_codes: pd.Index
    share_of_new: csr_array
    named: csr_array

    def carry(self, members_df: pd.DataFrame) -> pd.DataFrame:
        """Carry what areas hold to the new units.

        Parameters
        ----------
        members_df
            ``area_code``, ``unit_code`` (old) and ``share``.

        Returns
        -------
        pandas.DataFrame
            ``area_code``, ``unit_code`` (new), ``share``, ``area_share`` and ``is_estimated``, by area. A new unit that
            comes from one area but for a sliver is wholly in it. One of unknown origin goes by its code or name, as an
            estimate.
        """
        area, area_codes = pd.factorize(members_df["area_code"], sort=True)
        held = self._held(members_df, area, len(area_codes))
        share, named = held @ self.share_of_new.T, held @ self.named.T
        is_whole = share >= 1 - SLIVER_SHARE
        is_named = named > 0
        in_area, unit = np.nonzero((share > SLIVER_SHARE) | is_named)
        place = in_area, unit
        found = np.where(is_named[place], named[place], np.where(is_whole[place], 1.0, share[place]))
        return pd.DataFrame(
            {
                "area_code": np.asarray(area_codes)[in_area],
                "unit_code": self.new_codes[unit],
                "share": found,
                "area_share": found,
                "is_estimated": is_named[place] | ~is_whole[place],
            }
        )

    def _held(
        self, members_df: pd.DataFrame, area: "np.ndarray[tuple[int], np.dtype[np.intp]]", count: int
    ) -> FloatArray:
        held = np.zeros((count, len(self.old_codes)))
        unit = self.old_codes.get_indexer(pd.Index(members_df["unit_code"]))
        is_known = unit >= 0
        held[area[is_known], unit[is_known]] = members_df["share"].to_numpy(dtype=np.float64)[is_known]
        return held


def carrier_of(crosswalk: YearCrosswalk) -> Carrier:
    """Return the way that a crosswalk describes."""
    rows_df = crosswalk.rows_df.dropna(subset=["code", "other_code", "share_of_other"])
    rows_df = rows_df[rows_df["quality"] != Quality.UNKNOWN.value]
    hints_df = crosswalk.suggestions_df
    hints_df = hints_df[~hints_df["other_code"].isin(rows_df["other_code"])].drop_duplicates("other_code")
    old_codes = pd.Index(pd.concat([rows_df["code"], hints_df["code"]]).unique())
    new_codes = pd.Index(pd.concat([rows_df["other_code"], hints_df["other_code"]]).unique())
    shape = (len(new_codes), len(old_codes))

    def matrix(pairs_df: pd.DataFrame, share: FloatArray) -> csr_array:
        place = (
            new_codes.get_indexer(pd.Index(pairs_df["other_code"])),
            old_codes.get_indexer(pd.Index(pairs_df["code"])),
        )
        return csr_array((share, place), shape=shape)

    shares = rows_df["share_of_other"].to_numpy(dtype=np.float64)
    return Carrier(old_codes, new_codes, matrix(rows_df, shares), matrix(hints_df, np.ones(len(hints_df))))
