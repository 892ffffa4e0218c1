"""Take a load back: what it replaced returns, what it brought goes, and what came later stays."""

from dataclasses import dataclass

from psycopg import Connection, Cursor

from etl.derive import derive_figures, derive_shapes
from geodata.errors import ConflictError, NotFoundError

# A later load replaced some of this load's figures: its own history goes, and what this load itself had replaced
# becomes what the later one replaced.
UNLINK_HISTORY = """
    WITH gone AS (
        DELETE FROM {table}_history WHERE load_id = %(load_id)s RETURNING {keys}, superseded_by
    )
    UPDATE {table}_history older SET superseded_by = gone.superseded_by
    FROM gone WHERE ({older_keys}) = ({gone_keys}) AND older.superseded_by = %(load_id)s
"""
OBSERVATION_KEYS = ("gebied_id", "indicator_id", "period")
RESTORE_OBSERVATIONS = """
    WITH restored AS (
        DELETE FROM observation_history WHERE superseded_by = %(load_id)s RETURNING *
    )
    UPDATE observation o
    SET value = r.value, lowest = r.lowest, highest = r.highest, likely_lowest = r.likely_lowest,
        likely_highest = r.likely_highest, coverage = r.coverage, status = r.status, load_id = r.load_id
    FROM restored r
    WHERE (o.gebied_id, o.indicator_id, o.period) = (r.gebied_id, r.indicator_id, r.period)
"""
DELETE_OBSERVATIONS = "DELETE FROM observation WHERE load_id = %(load_id)s"
RESTORE_GEBIEDEN = """
    WITH restored AS (
        DELETE FROM gebied_history WHERE superseded_by = %(load_id)s RETURNING *
    )
    UPDATE gebied g
    SET level = r.level, name = r.name, gemeente_code = r.gemeente_code, wijk_code = r.wijk_code, change = r.change,
        geom = r.geom, load_id = r.load_id
    FROM restored r WHERE g.id = r.gebied_id
"""
# With them CBS's coarser levels of that peildatum, of which outlines can be made of those of the finer.
TOUCHED_INDELINGEN = """
    SELECT m.indeling_id FROM gebied g JOIN indeling_gebied m ON m.gebied_id = g.id
    WHERE g.load_id = %(load_id)s AND g.geom IS NOT NULL
    UNION
    SELECT i.id FROM indeling i
    WHERE i.gemeente_code IS NULL AND i.base_level IN ('gemeente', 'wijk')
      AND EXISTS (SELECT FROM gebied g
                  WHERE g.load_id = %(load_id)s AND g.peildatum = i.base_peildatum AND g.level IN ('wijk', 'buurt'))
"""
LEANING_LOADS = """
    SELECT DISTINCT o.load_id FROM observation o JOIN gebied g ON g.id = o.gebied_id
    WHERE g.load_id = %(load_id)s AND o.load_id <> %(load_id)s
      AND NOT EXISTS (SELECT FROM gebied_history h WHERE h.gebied_id = g.id AND h.superseded_by = %(load_id)s)
    UNION
    SELECT DISTINCT own.load_id
    FROM indeling_deel d JOIN gebied base ON base.id = d.base_gebied_id JOIN gebied own ON own.id = d.gebied_id
    WHERE base.load_id = %(load_id)s AND own.load_id <> %(load_id)s
      AND NOT EXISTS (SELECT FROM gebied_history h WHERE h.gebied_id = base.id AND h.superseded_by = %(load_id)s)
    UNION
    SELECT later.load_id FROM indeling later JOIN indeling old ON old.id = later.replaces_id
    WHERE old.load_id = %(load_id)s AND later.load_id <> %(load_id)s
    ORDER BY 1
"""
# A version that goes leaves its place to the one that it had replaced.
REINSTATE = """
    UPDATE indeling old SET status = 'vastgesteld', valid_to = gone.replaced_valid_to
    FROM indeling gone WHERE gone.load_id = %(load_id)s AND old.id = gone.replaces_id
"""
DELETE_PIECES = """
    DELETE FROM indeling_deel d USING gebied g WHERE g.id = d.gebied_id AND g.load_id = %(load_id)s
"""
DELETE_GEBIEDEN = "DELETE FROM gebied WHERE load_id = %(load_id)s"
DELETE_POINTS = "DELETE FROM weight_point WHERE load_id = %(load_id)s"
DELETE_REPAIRS = "DELETE FROM gebied_repair WHERE load_id = %(load_id)s"
DELETE_EMPTY_INDELINGEN = """
    DELETE FROM indeling i WHERE NOT EXISTS (SELECT FROM indeling_gebied m WHERE m.indeling_id = i.id)
"""
TOUCHED_GEMEENTEN = """
    SELECT DISTINCT g.gemeente_code FROM gebied g
    WHERE g.gemeente_code IS NOT NULL AND g.level <> 'gebied'
      AND (g.load_id = %(load_id)s
           OR EXISTS (SELECT FROM observation o WHERE o.gebied_id = g.id AND o.load_id = %(load_id)s)
           OR EXISTS (SELECT FROM observation_history h WHERE h.gebied_id = g.id AND h.superseded_by = %(load_id)s))
"""
MARK_UNDONE = "UPDATE load SET result = 'teruggedraaid', finished_at = clock_timestamp() WHERE id = %(load_id)s"


class LoadNotFoundError(NotFoundError):
    """There is no load of that number that can be taken back."""

    def __init__(self, load_id: int, result: str | None) -> None:
        reason = "bestaat niet" if result is None else f"heeft als resultaat '{result}' en veranderde niets"
        super().__init__(
            f"Lading {load_id} {reason}; er is niets terug te draaien. 'gebiedsmonitor etl status' noemt de ladingen."
        )


class LoadLeanedOnError(ConflictError):
    """Later loads hang on what this load brought."""

    def __init__(self, load_id: int, leaning_ids: list[int]) -> None:
        numbers = ", ".join(str(number) for number in leaning_ids)
        super().__init__(
            f"Lading {load_id} bracht gebieden, of een versie van een indeling, waar de cijfers of indelingen van "
            f"lading {numbers} aan hangen. Draai die eerst terug; er is nu niets veranderd."
        )


@dataclass(frozen=True)
class UndoReport:
    """What taking a load back did: figures and areas that returned to what they were, and that went; points too."""

    load_id: int
    figures_restored: int
    figures_removed: int
    gebieden_restored: int
    gebieden_removed: int
    points_removed: int


def undo_load(connection: Connection, load_id: int) -> UndoReport:
    """Take a load back, in one transaction; the caller holds the lock of the loads.

    Raises
    ------
    LoadNotFoundError
        There is no such load, or it changed nothing.
    LoadLeanedOnError
        Figures or clusterings of other loads hang on areas that it brought.
    """
    with connection.transaction(), connection.cursor() as cursor:
        _require_undoable(cursor, load_id)
        touched = cursor.execute(TOUCHED_INDELINGEN, {"load_id": load_id}).fetchall()
        gemeenten = cursor.execute(TOUCHED_GEMEENTEN, {"load_id": load_id}).fetchall()
        restored, removed = _undo_observations(cursor, load_id)
        gebieden_restored, gebieden_removed = _undo_gebieden(cursor, load_id)
        for (indeling_id,) in touched:
            derive_shapes(cursor, indeling_id)
        points_removed = cursor.execute(DELETE_POINTS, {"load_id": load_id}).rowcount
        derive_figures(connection, (code for (code,) in gemeenten))
        cursor.execute(MARK_UNDONE, {"load_id": load_id})
    return UndoReport(load_id, restored, removed, gebieden_restored, gebieden_removed, points_removed)


def _require_undoable(cursor: Cursor, load_id: int) -> None:
    row = cursor.execute("SELECT result::text FROM load WHERE id = %s", [load_id]).fetchone()
    if row is None or row[0] != "gelukt":
        raise LoadNotFoundError(load_id, None if row is None else row[0])
    leaning = cursor.execute(LEANING_LOADS, {"load_id": load_id}).fetchall()
    if leaning:
        raise LoadLeanedOnError(load_id, [number for (number,) in leaning])


def _undo_observations(cursor: Cursor, load_id: int) -> tuple[int, int]:
    cursor.execute(_unlink_statement("observation", OBSERVATION_KEYS), {"load_id": load_id})
    cursor.execute(RESTORE_OBSERVATIONS, {"load_id": load_id})
    restored = cursor.rowcount
    cursor.execute(DELETE_OBSERVATIONS, {"load_id": load_id})
    return restored, cursor.rowcount


def _undo_gebieden(cursor: Cursor, load_id: int) -> tuple[int, int]:
    cursor.execute(_unlink_statement("gebied", ("gebied_id",)), {"load_id": load_id})
    cursor.execute(DELETE_REPAIRS, {"load_id": load_id})
    cursor.execute(RESTORE_GEBIEDEN, {"load_id": load_id})
    restored = cursor.rowcount
    cursor.execute(REINSTATE, {"load_id": load_id})
    cursor.execute(DELETE_PIECES, {"load_id": load_id})
    cursor.execute(DELETE_GEBIEDEN, {"load_id": load_id})
    removed = cursor.rowcount
    cursor.execute(DELETE_EMPTY_INDELINGEN)
    return restored, removed


def _unlink_statement(table: str, keys: tuple[str, ...]) -> str:
    return UNLINK_HISTORY.format(
        table=table,
        keys=", ".join(keys),
        older_keys=", ".join(f"older.{key}" for key in keys),
        gone_keys=", ".join(f"gone.{key}" for key in keys),
    )
