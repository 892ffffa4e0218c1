import io
from collections.abc import Iterable

import numpy as np
import psycopg
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from etl.staging import ROWS_PER_PIECE, encode_fixed_width, multipolygon_ewkb


def copied_back(database_url: str, pieces: Iterable[bytes]) -> list[tuple[int, float]]:
    with psycopg.connect(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE staged (number int4, figure float8) ON COMMIT DROP")
        with cursor.copy("COPY staged FROM STDIN (FORMAT BINARY)") as copy:
            for piece in pieces:
                copy.write(piece)
        return cursor.execute("SELECT number, figure FROM staged").fetchall()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(-(2**31), 2**31 - 1), st.floats(allow_nan=False)), max_size=20))
def test_numbers_arrive_in_postgresql_as_they_were(database_url: str, rows: list[tuple[int, float]]) -> None:
    numbers = np.array([number for number, _ in rows], dtype="int64")
    figures = np.array([figure for _, figure in rows], dtype="float64")
    assert copied_back(database_url, encode_fixed_width([("int4", numbers), ("float8", figures)])) == rows


def test_more_rows_than_one_piece_holds_all_arrive_once(database_url: str) -> None:
    numbers = np.arange(2 * ROWS_PER_PIECE + 1)
    rows = copied_back(database_url, encode_fixed_width([("int4", numbers), ("float8", numbers / 4)]))
    assert rows == list(zip(numbers.tolist(), (numbers / 4).tolist(), strict=True))


def test_a_missing_figure_arrives_as_nan(database_url: str) -> None:
    pieces = encode_fixed_width([("int4", np.array([1])), ("float8", np.array([np.nan]))])
    ((number, figure),) = copied_back(database_url, pieces)
    assert number == 1
    assert np.isnan(figure)


def test_a_polygon_becomes_a_multipolygon_in_rd_and_none_stays_none() -> None:
    outlines = multipolygon_ewkb(np.array([box(0, 0, 1, 1), None], dtype=object))
    outline = shapely.from_wkb(io.BytesIO(outlines[0]).getvalue())
    assert (outline.geom_type, shapely.get_srid(outline), outline.area) == ("MultiPolygon", 28992, 1.0)
    assert outlines[1] is None


def test_a_point_is_no_area_and_is_left_as_it_is_for_postgis_to_refuse() -> None:
    (outline,) = multipolygon_ewkb(np.array([Point(0, 0)], dtype=object))
    assert shapely.from_wkb(outline).geom_type == "Point"
