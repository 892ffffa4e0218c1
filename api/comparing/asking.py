"""What several clusterings are asked with, and the account that each answer gives: by which weight, and of when."""

from datetime import date
from typing import Annotated

import numpy as np
from fastapi import Query
from pydantic import Field

from api.answers import Answer
from api.comparing.names import Names
from api.parameters import GemeenteCode, Parameters
from api.sources import source_name
from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import IntArray, Measure, Study
from geodata.indicators.queries import load_ids_behind
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load

GEMEENTE = Query(None, description="CBS-code van de gemeente, zoals GM0828; nodig als alle indelingen landelijk zijn.")
GEWICHT = Query(
    Measure.PEOPLE,
    description="Waarmee wordt gewogen. Aantallen zijn van het jaar van de peildatum; oppervlakte in m².",
)

ROUNDED = (
    "Aantallen zijn sommen van gepubliceerde cijfers, die de bron per eenheid aselect afrondt: laagste en hoogste zijn "
    "de grenzen waar de som van hele eenheden zeker tussen ligt. "
)
MEASURED = "Oppervlakten zijn gemeten in de geladen grenzen. "
DIVIDED = "Van een gedeelde eenheid is het deel geschat, naar wat bij gedeeldeEenheden staat. "
UNWEIGHED = "Van de eenheden in nietGewogen is het gewicht niet gepubliceerd: zij tellen in geen som mee. "


class StudyParameters(Parameters):
    """Some clusterings, and what to weigh by."""

    indelingen: Names
    gewicht: Measure = GEWICHT
    gemeente: GemeenteCode | None = GEMEENTE


class GedeeldeEenheidAnswer(Answer):
    """Een eenheid die een indeling doorsnijdt."""

    eenheid: str
    gedeeld_naar: str


class VerantwoordingAnswer(Answer):
    """Waarmee is gewogen, van wanneer de cijfers zijn, en wat niet mee kon tellen."""

    gemeente_code: str
    peildatum: date
    basisniveau: Level
    gewicht: Measure
    periode: Annotated[int | None, Field(description="Jaar van de aantallen; null bij oppervlakte.")]
    niet_gewogen: list[str]
    gedeelde_eenheden: list[GedeeldeEenheidAnswer]
    bronnen: list[str]
    toelichting: str


class HoeveelheidAnswer(Answer):
    """Hoeveel van het gewicht: laagste en hoogste alleen bij inwoners."""

    waarde: float | None
    laagste: float | None
    hoogste: float | None


class Amounts:
    """The weight of elements of a study by one measure, with the range of the people: looked up once, then added up."""

    def __init__(self, study: Study, measure: Measure) -> None:
        self.weights = study.weights(measure)
        self._is_known = ~np.isin(study.elements_gdf["unit_code"], list(study.unweighed_units(measure)))
        columns = ("people_lowest", "people_highest") if measure is Measure.PEOPLE else ()
        self._ends = [study.elements_gdf[column].to_numpy(dtype=np.float64) for column in columns]

    def of(self, elements: IntArray | list[int]) -> HoeveelheidAnswer:
        """Add up some elements, by their numbers; without a value where of none the weight is known."""
        chosen = np.asarray(elements, dtype=np.int64)
        if len(chosen) and not self._is_known[chosen].any():
            return HoeveelheidAnswer(waarde=None, laagste=None, hoogste=None)
        lowest, highest = (rounded(np.nansum(end[chosen])) for end in self._ends) if self._ends else (None, None)
        return HoeveelheidAnswer(waarde=rounded(self.weights[chosen].sum()), laagste=lowest, hoogste=highest)


def rounded(amount: float) -> float:
    """Round off what only computing brought about: no weight is known to a thousandth."""
    return round(float(amount), 3)


def rounded_share(share: float) -> float:
    """Round off a share or an index from 0 to 1; of two million people a millionth is two."""
    return round(float(share), 6)


def read_asked(reader: Reader, parameters: StudyParameters) -> RegisteredStudy:
    """Read the clusterings that a request names."""
    return read_study(reader, parameters.indelingen, parameters.gemeente)


def loads_behind(reader: Reader, found: RegisteredStudy) -> list[Load]:
    """Read the loads that brought the units of a study, and what they are weighed by."""
    load_ids = load_ids_behind(reader, found.ground.units_gdf["id"].tolist(), found.ground.peildatum.year)
    return list(loads_by_id(reader, load_ids).values())


def account_of(reader: Reader, found: RegisteredStudy, measure: Measure) -> VerantwoordingAnswer:
    """Return the account of an answer: what it was weighed by, and what could not be.

    Raises
    ------
    geodata.indelingen.comparing.ground.MeasureMissingError
        The measure is known of no unit at all.
    """
    found.study.weights(measure)
    elements_gdf = found.study.elements_gdf
    divided = elements_gdf.loc[elements_gdf["division"] != "", ["unit_code", "division"]].drop_duplicates()
    unweighed = list(found.study.unweighed_units(measure))
    return VerantwoordingAnswer(
        gemeente_code=found.ground.gemeente_code,
        peildatum=found.ground.peildatum,
        basisniveau=found.ground.level,
        gewicht=measure,
        periode=None if measure is Measure.AREA else found.ground.peildatum.year,
        niet_gewogen=unweighed,
        gedeelde_eenheden=[GedeeldeEenheidAnswer(eenheid=code, gedeeld_naar=by) for code, by in divided.to_numpy()],
        bronnen=_sources(reader, found),
        toelichting=_explanation(measure, is_divided=len(divided) > 0, is_incomplete=bool(unweighed)),
    )


def _explanation(measure: Measure, *, is_divided: bool, is_incomplete: bool) -> str:
    sentences = [MEASURED if measure is Measure.AREA else ROUNDED]
    sentences += [DIVIDED] if is_divided else []
    sentences += [UNWEIGHED] if is_incomplete else []
    return "".join(sentences).strip()


def _sources(reader: Reader, found: RegisteredStudy) -> list[str]:
    loads = loads_behind(reader, found)
    return sorted({source_name(load.source) for load in loads})
