"""The observation table at full size, and the plans of the three questions that it is laid out for.

15,000 areas x 150 indicators x 15 years is 33.75 million rows; ``make bench-store`` fills a scratch database in the
test cluster with made-up numbers, asks each question warm, and prints plan and time. It takes about ten minutes.
"""

import time

import psycopg

from tests.bench.scratch import say, scratch_database

AREAS, INDICATORS, YEARS = 15_000, 150, 15
FILL_GEBIEDEN = """
    INSERT INTO gebied (code, peildatum, level, name, gemeente_code, load_id)
    SELECT 'BU' || lpad(((n - 1) / 44 + 1)::text, 4, '0') || lpad(((n - 1) %% 44)::text, 4, '0'),
           make_date(2010 + y, 1, 1), 'buurt', 'Buurt ' || n, 'GM' || lpad(((n - 1) / 44 + 1)::text, 4, '0'), 1
    FROM generate_series(1, %(years)s) y, generate_series(1, %(areas)s) n ORDER BY y, n
"""
FILL_INDELINGEN = """
    INSERT INTO indeling (key, version, name, owner, purpose, valid_from, status, base_level, base_peildatum,
                          is_partial, load_id)
    SELECT 'cbs-buurt', extract(year FROM p), 'CBS-buurten', 'CBS', 'statistiek', p, 'vastgesteld', 'buurt', p, false, 1
    FROM (SELECT DISTINCT peildatum AS p FROM gebied) d
"""
FILL_MEMBERS = """
    INSERT INTO indeling_gebied SELECT i.id, g.id FROM gebied g JOIN indeling i ON i.base_peildatum = g.peildatum
"""
FILL_INDICATORS = "INSERT INTO indicator (key) SELECT 'indicator_' || n FROM generate_series(1, %(indicators)s) n"
FILL_OBSERVATIONS = """
    INSERT INTO observation (gebied_id, indicator_id, period, value, lowest, highest, load_id, coverage, status)
    SELECT g.id, i.id, extract(year FROM g.peildatum), v, greatest(0, v - 4), v + 4, 1, 1,
           'afgerond'::observation_status
    FROM (SELECT * FROM gebied WHERE peildatum = make_date(%(year)s, 1, 1)) g, indicator i,
         LATERAL (SELECT (g.id * 31 + i.id * 17) %% 4000 / 5 * 5.0 AS v) figure
    ORDER BY g.id, i.id
"""
QUESTIONS = {
    "alle indicatoren van één gebied over de jaren": """
        SELECT g.peildatum, o.* FROM gebied g JOIN observation o ON o.gebied_id = g.id WHERE g.code = 'BU01000010'
    """,
    "één indicator voor alle gebieden van een indeling in één periode": """
        SELECT o.* FROM indeling_gebied m JOIN observation o ON o.gebied_id = m.gebied_id
        WHERE m.indeling_id = (SELECT id FROM indeling WHERE key = 'cbs-buurt' AND version = 2024)
          AND o.indicator_id = 75 AND o.period = 2024
    """,
    "dezelfde voor één gemeente": """
        SELECT o.* FROM gebied g JOIN observation o ON o.gebied_id = g.id
        WHERE g.gemeente_code = 'GM0100' AND g.level = 'buurt' AND g.peildatum = '2024-01-01'
          AND o.indicator_id = 75 AND o.period = 2024
    """,
    "alles van een indeling in één periode, om te downloaden": """
        SELECT o.* FROM indeling_gebied m JOIN observation o ON o.gebied_id = m.gebied_id
        WHERE m.indeling_id = (SELECT id FROM indeling WHERE key = 'cbs-buurt' AND version = 2024) AND o.period = 2024
    """,
}


def fill(connection: psycopg.Connection) -> None:
    """Fill the tables with made-up rows, year by year."""
    sizes = {"areas": AREAS, "indicators": INDICATORS, "years": YEARS}
    for statement in (FILL_GEBIEDEN, FILL_INDELINGEN, FILL_MEMBERS, FILL_INDICATORS):
        connection.execute(statement, sizes)
    connection.execute("DROP INDEX ix_observation_indicator_id_period_gebied_id")
    for year in range(2011, 2011 + YEARS):
        connection.execute(FILL_OBSERVATIONS, {"year": year})
        say(f"  {year} gevuld")
    connection.execute(
        "CREATE INDEX ix_observation_indicator_id_period_gebied_id ON observation (indicator_id, period, gebied_id)"
    )
    connection.execute("VACUUM ANALYZE")


def ask(connection: psycopg.Connection, question: str) -> None:
    """Print the plan of a question, and the best of three runs in which the rows are fetched."""
    times_ms = []
    for _ in range(3):
        begin = time.perf_counter()
        row_count = len(connection.execute(question).fetchall())
        times_ms.append((time.perf_counter() - begin) * 1000)
    plan = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {question}").fetchall()
    say("\n".join(line for (line,) in plan))
    say(f"  {row_count} rijen, opgehaald in {min(times_ms):.1f} ms (beste van 3)\n")


def main() -> None:
    """Fill, ask, and clean up."""
    with scratch_database("store") as url, psycopg.connect(url, autocommit=True) as connection:
        fill(connection)
        sizes = "SELECT pg_size_pretty(pg_table_size('observation')), pg_size_pretty(pg_indexes_size('observation'))"
        say("tabel {}, indexen {}".format(*connection.execute(sizes).fetchall()[0]))
        for title, question in QUESTIONS.items():
            say(f"== {title}")
            ask(connection, question)


if __name__ == "__main__":
    main()
