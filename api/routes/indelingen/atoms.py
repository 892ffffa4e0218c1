"""The smallest common areas of some clusterings, with the areas that each lies in, as GeoJSON."""

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from api.comparing.asking import Amounts, StudyParameters, account_of, read_asked, rounded
from api.geojson import geometries_of
from api.openapi import problems
from api.security import PUBLIC_PREFIX
from api.sessions import RequestReader
from geodata.indelingen.comparing.ground import NO_AREA, IntArray, Labelling
from geodata.indelingen.comparing.neighbours import disagreement, neighbour_pairs
from geodata.indelingen.comparing.refinement import atoms_gdf, coarsest_common_refinement
from geodata.indicators.studies import RegisteredStudy

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["indelingen"])

GEOJSON_TYPE = "application/geo+json"


@router.get(
    "/indelingen/_atomen",
    summary="Kleinste gemeenschappelijke gebieden",
    response_class=JSONResponse,
    responses=problems(409)
    | {200: {"content": {GEOJSON_TYPE: {}}, "description": "Een GeoJSON-FeatureCollection in WGS84."}},
)
def get_atoms(parameters: Annotated[StudyParameters, Query()], reader: RequestReader) -> JSONResponse:
    """Elk atoom: wat geen van de indelingen verdeelt, met het gebied van elke indeling waar het in ligt (RFC 7946)."""
    found = read_asked(reader, parameters)
    account = account_of(reader, found, parameters.gewicht)
    collection = {
        "type": "FeatureCollection",
        "verantwoording": account.model_dump(mode="json", by_alias=True),
        "indelingen": [labelling.name for labelling in found.study.labellings],
        "features": _features(found, Amounts(found.study, parameters.gewicht)),
    }
    return JSONResponse(collection, media_type=GEOJSON_TYPE)


def _features(found: RegisteredStudy, amounts: Amounts) -> list[dict[str, Any]]:
    study = found.study
    atoms = coarsest_common_refinement([labelling.labels for labelling in study.labellings])
    found_gdf = atoms_gdf(study, atoms)
    pairs = neighbour_pairs(study.elements_gdf, found.ground.units_gdf.set_index("code").geometry)
    disputes = disagreement(study.labellings, pairs).owners_disagreeing
    unit_codes = study.elements_gdf["unit_code"].to_numpy()
    features = []
    for atom, geometry, area_m2 in zip(found_gdf["atom"], geometries_of(found_gdf), found_gdf["area_m2"], strict=True):
        elements = np.flatnonzero(atoms.labels == atom)
        properties = {
            "atoom": atom,
            "gebieden": found_gdf["areas"].iloc[atom],
            "gebiedNamen": _area_names(study.labellings, atoms.areas[atom]),
            "eenheden": sorted(set(unit_codes[elements])),
            "hoeveelheid": amounts.of(elements).model_dump(mode="json", by_alias=True),
            "oppervlakteM2": None if np.isnan(area_m2) else rounded(area_m2),
            "aantalOneens": int(disputes[elements].max()),
        }
        features.append({"type": "Feature", "id": atom, "properties": properties, "geometry": geometry})
    return features


def _area_names(labellings: Sequence[Labelling], areas: IntArray) -> list[str | None]:
    return [
        None if area == NO_AREA else labelling.area_names[area]
        for labelling, area in zip(labellings, areas, strict=True)
    ]
