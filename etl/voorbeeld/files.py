"""Writes the tables and maps in the formats of CBS and PDOK, the same bytes each time."""

import io
import re
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from openpyxl import Workbook

from etl.voorbeeld import codes
from etl.voorbeeld.geography import RD_CRS, WATER_ID
from etl.voorbeeld.publish import Mark, Published, columns, publish_kwb, publish_map
from etl.voorbeeld.truth import land, truth

_STAMP = "2024-12-31T00:00:00Z"
_MAP_TOKEN = {Mark.SECRET: -99997, Mark.IMPOSSIBLE: -99997, Mark.UNPUBLISHED: -99995}
_KWB_TOKEN = {Mark.SECRET: ".", Mark.IMPOSSIBLE: None, Mark.UNPUBLISHED: "."}
# What the table of a year writes as text, as CBS did: all decimals of 2022 with a comma, some counts of 2023.
_PADDED_DOT_YEAR = 2022
_TEXT_COUNTS = {2023: re.compile(r"a_(nl|eur|neu)_al+|a_(geb|gbl)_\w\w|[ap]_(geb|ste)|a_soz_\w\w|[ap]_(jz_tn|wmo_t)")}
_GEMEENTE_NAMES = ["gemeentecode", "gemeentenaam"]
_WIJK_NAMES = ["wijkcode", "wijknaam", *_GEMEENTE_NAMES]
_LAYERS = {"gemeenten": _GEMEENTE_NAMES, "wijken": _WIJK_NAMES, "buurten": ["buurtcode", "buurtnaam", *_WIJK_NAMES]}
_WATER_NAMES = {"buurtcode": "BU99999997", "buurtnaam": None, "wijkcode": "WK999999", "wijknaam": None}
_KEYS = ("gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code")


def write_kwb(path: Path, year: int) -> None:
    """Write the spreadsheet Kerncijfers wijken en buurten of a year, in CBS's layout."""
    published = publish_kwb(year)
    layout = columns("kwb", year)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"KWB{year}")
    sheet.append([*_KEYS, *(column.name for column in layout)])
    facts = truth(year)
    for code, name, level in zip(facts.index, facts["name"], facts["level"], strict=True):
        values, marks = published.values_df.loc[code], published.marks_df.loc[code]
        cells = (
            _kwb_cell(column.name, values[column.name], marks[column.name], decimals=column.decimals, year=year)
            for column in layout
        )
        sheet.append([code, code[2:], name, codes.GEMEENTE_NAME, level, code, *cells])
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(_pinned(buffer.getvalue()))


def _kwb_cell(name: str, value: float, mark: str, *, decimals: int, year: int) -> str | float | None:
    if mark != Mark.FIGURE:
        token = _KWB_TOKEN[Mark(mark)]
        return f"       {token}" if token and year == _PADDED_DOT_YEAR else token
    if decimals > 0:
        return f"{value:.{decimals}f}".replace(".", ",") if year == _PADDED_DOT_YEAR else float(value)
    in_text = year in _TEXT_COUNTS and _TEXT_COUNTS[year].fullmatch(name)
    return str(int(value)) if in_text else int(value)


def _pinned(workbook: bytes) -> bytes:
    """Give every part of a workbook the same time stamp, so that equal content is equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part.filename)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + _STAMP.encode(), content)
            target.writestr(zipfile.ZipInfo(part.filename), content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def write_map(path: Path, year: int) -> None:
    """Write the wijk- en buurtkaart of a year as GeoPackage: layers gemeenten, wijken and buurten."""
    path.unlink(missing_ok=True)
    figures = _map_cells(publish_map(year))
    buurten = land().drop(index=WATER_ID).join(codes.units(year))
    buurten = buurten.assign(gemeentecode=codes.GEMEENTE_CODE, gemeentenaam=codes.GEMEENTE_NAME)
    for layer, names in _LAYERS.items():
        frame = _outlines(buurten, names).join(figures)
        frame = pd.concat([frame, _open_water(frame, names)], ignore_index=True)
        frame = frame.assign(jrstatcode=f"{year}" + frame[names[0]], jaar=year)
        write_layer(frame[[*frame.columns.drop("geometry"), "geometry"]], path, layer)


def _outlines(buurten: gpd.GeoDataFrame, names: list[str]) -> gpd.GeoDataFrame:
    rows = buurten.groupby(names[0], sort=True)
    outlines = rows["geometry"].apply(lambda shapes: multi(shapely.coverage_union_all(shapes.to_numpy())))
    frame = rows[names].first().assign(water="NEE")
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(outlines, crs=RD_CRS))


def _open_water(frame: gpd.GeoDataFrame, names: list[str]) -> gpd.GeoDataFrame:
    """Return the row of the open water, which CBS gives a code that ends in 9997 and no figures."""
    row = frame.iloc[[0]].assign(water="JA", geometry=[multi(land().loc[WATER_ID, "geometry"])])
    for name in names:
        row[name] = _WATER_NAMES.get(name, row[name])
    figures = frame.columns.drop([*names, "water", "geometry"])
    row[figures] = _MAP_TOKEN[Mark.SECRET]
    return row


def multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the shape as one multi-part polygon."""
    return shapely.MultiPolygon(list(shapely.get_parts(shape)))


def write_layer(frame: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    """Add a layer to a GeoPackage, with a fixed time of change."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP.replace("Z", ".000Z")})
    pyogrio.write_dataframe(
        frame,
        path,
        layer=layer,
        driver="GPKG",
        append=path.exists(),
        geometry_type="MultiPolygon",
        layer_options={"GEOMETRY_NAME": "geom", "FID": "id", "SPATIAL_INDEX": "NO"},
    )


def _map_cells(published: Published) -> pd.DataFrame:
    tokens = published.marks_df.map(lambda mark: float(_MAP_TOKEN.get(mark, 0)))
    cells = published.values_df.fillna(tokens)
    whole = [name for name in cells if (cells[name] == cells[name].round()).all()]
    return cells.astype(dict.fromkeys(whole, "int32"))
