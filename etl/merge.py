"""Staged rows into the tables: what changed goes to history, what is the same is left alone."""

from dataclasses import asdict, dataclass
from datetime import date

from psycopg import Cursor

# A file of figures knows codes and names only: what came with an outline is kept. A file of codes has no names either,
# and gives the code for one: that is no name to replace one with.
CHANGED_GEBIED = """
    CREATE TEMP TABLE changed_gebied ON COMMIT DROP AS
    SELECT g.id,
           s.level::level AS level,
           CASE WHEN s.name = s.code OR (s.geom IS NULL AND g.geom IS NOT NULL AND g.name <> g.code)
                THEN g.name ELSE s.name END AS name,
           coalesce(s.gemeente_code, g.gemeente_code) AS gemeente_code,
           coalesce(s.wijk_code, g.wijk_code) AS wijk_code,
           coalesce(s.change, g.change) AS change,
           coalesce(s.geom, g.geom) AS geom,
           s.geom IS NOT NULL AND (g.geom IS NULL OR g.geom::bytea <> s.geom::bytea) AS has_new_outline
    FROM gebied g JOIN staged_gebied s USING (code)
    WHERE g.peildatum = %(peildatum)s
"""
DROP_UNCHANGED_GEBIED = """
    DELETE FROM changed_gebied c USING gebied g
    WHERE g.id = c.id AND NOT c.has_new_outline
      AND (g.level, g.name, g.gemeente_code, g.wijk_code, g.change)
          IS NOT DISTINCT FROM (c.level, c.name, c.gemeente_code, c.wijk_code, c.change)
"""
KEEP_GEBIED = """
    INSERT INTO gebied_history
           (gebied_id, superseded_by, code, peildatum, name, gemeente_code, wijk_code, change, load_id, level, geom)
    SELECT g.id, %(load_id)s, g.code, g.peildatum, g.name, g.gemeente_code, g.wijk_code, g.change, g.load_id, g.level,
           g.geom
    FROM gebied g JOIN changed_gebied USING (id)
"""
UPDATE_GEBIED = """
    UPDATE gebied g
    SET level = c.level, name = c.name, gemeente_code = c.gemeente_code, wijk_code = c.wijk_code, change = c.change,
        geom = c.geom, load_id = %(load_id)s
    FROM changed_gebied c WHERE g.id = c.id
"""
INSERT_GEBIED = """
    INSERT INTO gebied (code, peildatum, level, name, gemeente_code, wijk_code, change, geom, load_id)
    SELECT s.code, %(peildatum)s, s.level::level, s.name, s.gemeente_code, s.wijk_code, s.change, s.geom, %(load_id)s
    FROM staged_gebied s
    WHERE NOT EXISTS (SELECT FROM gebied g WHERE g.code = s.code AND g.peildatum = %(peildatum)s)
    ORDER BY s.gemeente_code NULLS FIRST, s.level::level, s.code
"""
OUTLINED_INDELINGEN = """
    SELECT DISTINCT m.indeling_id
    FROM gebied g JOIN indeling_gebied m ON m.gebied_id = g.id LEFT JOIN changed_gebied c ON c.id = g.id
    WHERE g.load_id = %(load_id)s AND g.geom IS NOT NULL AND coalesce(c.has_new_outline, true)
    ORDER BY 1
"""

SORT_OUT_OBSERVATIONS = """
    CREATE TEMP TABLE sorted_observation ON COMMIT DROP AS
    SELECT s.gebied_id, s.indicator_id, s.period,
           nullif(s.value, 'NaN') AS value, nullif(s.lowest, 'NaN') AS lowest, nullif(s.highest, 'NaN') AS highest,
           nullif(s.likely_lowest, 'NaN') AS likely_lowest, nullif(s.likely_highest, 'NaN') AS likely_highest,
           s.coverage, (%(statuses)s::observation_status[])[s.status_number + 1] AS status,
           o.gebied_id IS NULL AS is_new,
           (o.value, o.lowest, o.highest, o.likely_lowest, o.likely_highest, o.coverage, o.status)
               IS NOT DISTINCT FROM
               (nullif(s.value, 'NaN'), nullif(s.lowest, 'NaN'), nullif(s.highest, 'NaN'),
                nullif(s.likely_lowest, 'NaN'), nullif(s.likely_highest, 'NaN'), s.coverage,
                (%(statuses)s::observation_status[])[s.status_number + 1]) AS is_same,
           o.status <> 'niet gepubliceerd' AND (l.precedence > %(precedence)s
               OR (o.value IS NOT NULL AND
                   (%(statuses)s::observation_status[])[s.status_number + 1] = 'niet gepubliceerd')) AS is_weaker
    FROM staged_observation s
    LEFT JOIN observation o USING (gebied_id, indicator_id, period)
    LEFT JOIN load l ON l.id = o.load_id
"""
COUNT_OBSERVATIONS = """
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new AND is_same),
           count(*) FILTER (WHERE NOT is_new AND NOT is_same AND is_weaker),
           count(*) FILTER (WHERE NOT is_new AND NOT is_same AND NOT is_weaker)
    FROM sorted_observation
"""
KEEP_OBSERVATIONS = """
    INSERT INTO observation_history
           (gebied_id, indicator_id, period, value, lowest, highest, likely_lowest, likely_highest, load_id, coverage,
            status, superseded_by)
    SELECT o.gebied_id, o.indicator_id, o.period, o.value, o.lowest, o.highest, o.likely_lowest, o.likely_highest,
           o.load_id, o.coverage, o.status, %(load_id)s
    FROM observation o JOIN sorted_observation s USING (gebied_id, indicator_id, period)
    WHERE NOT s.is_same AND NOT s.is_weaker
"""
UPDATE_OBSERVATIONS = """
    UPDATE observation o
    SET value = s.value, lowest = s.lowest, highest = s.highest, likely_lowest = s.likely_lowest,
        likely_highest = s.likely_highest, coverage = s.coverage, status = s.status, load_id = %(load_id)s
    FROM sorted_observation s
    WHERE (o.gebied_id, o.indicator_id, o.period) = (s.gebied_id, s.indicator_id, s.period)
      AND NOT s.is_same AND NOT s.is_weaker
"""
# In the order of the primary key: all figures of one area lie together on disk.
INSERT_OBSERVATIONS = """
    INSERT INTO observation
           (gebied_id, indicator_id, period, value, lowest, highest, likely_lowest, likely_highest, load_id, coverage,
            status)
    SELECT gebied_id, indicator_id, period, value, lowest, highest, likely_lowest, likely_highest, %(load_id)s,
           coverage, status
    FROM sorted_observation WHERE is_new
    ORDER BY gebied_id, indicator_id, period
"""

REGISTER_CBS_INDELINGEN = """
    INSERT INTO indeling (key, version, gemeente_code, name, owner, purpose, legal_basis, valid_from, valid_to, status,
                          base_level, base_peildatum, is_partial, load_id)
    SELECT DISTINCT 'cbs-' || s.level, extract(year FROM %(peildatum)s::date), NULL::text,
           'CBS-' || CASE s.level WHEN 'gemeente' THEN 'gemeenten' WHEN 'wijk' THEN 'wijken' ELSE 'buurten' END
               || ' ' || extract(year FROM %(peildatum)s::date),
           'CBS', 'statistiek', NULL, %(peildatum)s::date, (%(peildatum)s::date + interval '1 year - 1 day')::date,
           'vastgesteld'::indeling_status, s.level::level, %(peildatum)s::date, false, %(load_id)s
    FROM staged_gebied s WHERE s.level IN ('gemeente', 'wijk', 'buurt')
    ON CONFLICT DO NOTHING
"""
JOIN_CBS_INDELINGEN = """
    INSERT INTO indeling_gebied (indeling_id, gebied_id)
    SELECT i.id, g.id
    FROM staged_gebied s JOIN gebied g USING (code) JOIN indeling i ON i.key = 'cbs-' || s.level
    WHERE g.peildatum = %(peildatum)s AND i.gemeente_code IS NULL AND i.base_peildatum = %(peildatum)s
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class GebiedCounts:
    """How many areas a load brought, changed and left as they were."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class ObservationCounts:
    """How many figures a load brought, found the same, left to a better source, and changed."""

    new: int
    unchanged: int
    kept_from_better_source: int
    changed: int


def merge_gebieden(cursor: Cursor, *, load_id: int, peildatum: date) -> tuple[GebiedCounts, list[int]]:
    """Merge ``staged_gebied`` into the areas of `peildatum` and CBS's own levels into the register.

    Returns
    -------
    tuple
        The counts, and the numbers of the indelingen in which an outline is new.
    """
    parameters = {"load_id": load_id, "peildatum": peildatum}
    cursor.execute(CHANGED_GEBIED, parameters)
    known = cursor.rowcount
    cursor.execute(DROP_UNCHANGED_GEBIED)
    changed = known - cursor.rowcount
    cursor.execute(KEEP_GEBIED, parameters)
    cursor.execute(UPDATE_GEBIED, parameters)
    cursor.execute(INSERT_GEBIED, parameters)
    new = cursor.rowcount
    cursor.execute(REGISTER_CBS_INDELINGEN, parameters)
    cursor.execute(JOIN_CBS_INDELINGEN, parameters)
    cursor.execute(OUTLINED_INDELINGEN, parameters)
    outlined = [indeling_id for (indeling_id,) in cursor.fetchall()]
    return GebiedCounts(new=new, changed=changed, unchanged=known - changed), outlined


def merge_observations(cursor: Cursor, *, load_id: int, precedence: int, statuses: list[str]) -> ObservationCounts:
    """Merge ``staged_observation`` into the figures.

    A figure of a source with a higher precedence stays, and so does a published value where the new word is only that
    it is not published yet; `statuses` are PostgreSQL's labels in the order of the staged numbers.
    """
    parameters = {"load_id": load_id, "precedence": precedence, "statuses": statuses}
    cursor.execute(SORT_OUT_OBSERVATIONS, parameters)
    cursor.execute(COUNT_OBSERVATIONS)
    row = cursor.fetchone()
    counts = ObservationCounts(*(row or (0, 0, 0, 0)))
    if counts.changed:
        cursor.execute(KEEP_OBSERVATIONS, parameters)
        cursor.execute(UPDATE_OBSERVATIONS, parameters)
    cursor.execute(INSERT_OBSERVATIONS, parameters)
    return counts


def has_changes(gebieden: GebiedCounts, observations: ObservationCounts) -> bool:
    """Tell whether a load changed anything."""
    return bool(gebieden.new or gebieden.changed or observations.new or observations.changed)


def counts_as_json(gebieden: GebiedCounts, observations: ObservationCounts) -> dict[str, object]:
    """Return the counts as they are kept with the load."""
    return {"gebieden": asdict(gebieden), "waarnemingen": asdict(observations)}
