"""Observations of CBS OData v4: what each says, and spread over areas and measures."""

import numpy as np
import pandas as pd

from etl.sources.cbs.query import DIMENSION
from geodata.indicators.status import Status

COLUMNS = ["Id", "Measure", "ValueAttribute", "Value", "StringValue", DIMENSION]

PUBLISHED = "None"
STATUS_OF_ATTRIBUTE = {
    "Impossible": Status.NOT_APPLICABLE.value,
    "NotApplicable": Status.NOT_APPLICABLE.value,
    "Confidential": Status.SECRET.value,
    "Missing": Status.SECRET.value,
    "NotAvailable": Status.SECRET.value,
    "Unknown": Status.SECRET.value,
}
"""Of ValueAttribute, ``None`` and ``Impossible`` are seen in CBS's answers; it publishes no list of the others."""


def written(observations_df: pd.DataFrame) -> pd.Series:
    """Return what each observation says: the number, else the text without padding; '.' and blank are missing."""
    texts = observations_df["StringValue"].astype("str").str.strip()
    texts = texts.mask(texts.isin([".", ""])).astype(object)
    return observations_df["Value"].astype(object).where(observations_df["Value"].notna(), texts)


def pivoted(observations_df: pd.DataFrame, values: pd.Series, measures: list[str]) -> pd.DataFrame:
    """Spread one value per observation over areas (index ``code``) and measures; None where there is none."""
    codes = pd.Index(observations_df[DIMENSION].unique(), name="code")
    columns = pd.Index(measures)
    rows = codes.get_indexer(pd.Index(observations_df[DIMENSION]))
    places = columns.get_indexer(pd.Index(observations_df["Measure"]))
    spread = np.full((len(codes), len(columns)), None, dtype=object)
    is_known = places >= 0
    spread[rows[is_known], places[is_known]] = values.to_numpy(dtype=object)[is_known]
    return pd.DataFrame(spread, index=codes, columns=columns, dtype=object)


def stated(attributes_df: pd.DataFrame) -> pd.DataFrame:
    """Return the status that CBS states for a missing cell; a word that is not known counts as secret."""
    attributes = attributes_df.to_numpy(dtype=object)
    stated = np.full(attributes.shape, None, dtype=object)
    for attribute in set(attributes[pd.notna(attributes)]) - {PUBLISHED}:
        stated[attributes == attribute] = STATUS_OF_ATTRIBUTE.get(attribute, Status.SECRET.value)
    return pd.DataFrame(stated, index=attributes_df.index, columns=attributes_df.columns, dtype=object)


def unknown_attributes(attributes_df: pd.DataFrame) -> dict[str, int]:
    """Count the cells per reason that is not known here."""
    attributes = pd.Series(attributes_df.to_numpy(dtype=object).ravel())
    counts = attributes[attributes.notna() & ~attributes.isin([PUBLISHED, *STATUS_OF_ATTRIBUTE])].value_counts()
    return {str(attribute): int(count) for attribute, count in counts.items()}
