"""Reading areas by what people type, the likeliest first, and the areas that a point lies in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import RD_SRID
from geodata.indelingen.at_table.queries import RdPoint
from geodata.wijkfoto.finding.written import code_start, letters_to_plain, possible_codes, words_of

PEOPLE = "inwoners"


@dataclass(frozen=True)
class FoundGebied:
    """An area that was found, with what it lies in, and how many people live there as far as is known."""

    id: int
    code: str
    name: str
    level: Level
    gemeente_code: str | None
    gemeente_name: str | None
    wijk_code: str | None
    wijk_name: str | None
    indeling_name: str | None
    people: float | None


# Of CBS's levels the areas of the newest peildatum of their gemeente, of one's own those of clusterings in force: what
# was merged away or has lapsed is found by its code only.
_CURRENT = """
    newest AS MATERIALIZED (
        SELECT gemeente_code, level, max(peildatum) AS peildatum FROM gebied
        WHERE level IN ('gemeente', 'wijk', 'buurt') GROUP BY gemeente_code, level
    ),
    own AS MATERIALIZED (
        SELECT m.gebied_id, i.name || CASE WHEN i.status = 'concept' THEN ' (concept)' ELSE '' END AS name
        FROM indeling_gebied m JOIN indeling i ON i.id = m.indeling_id
        WHERE i.gemeente_code IS NOT NULL AND (i.status <> 'vervallen' OR i.valid_to >= current_date)
    )
"""
_IS_CURRENT = """
    ((g.gemeente_code, g.level, g.peildatum) IN (SELECT gemeente_code, level, peildatum FROM newest)
     OR g.id IN (SELECT gebied_id FROM own)
     OR g.level = 'land' AND g.peildatum = (SELECT max(l.peildatum) FROM gebied l WHERE l.level = 'land'))
"""
# The name of a gemeente or wijk as it is newest: one that has no figures of its own year has a name all the same.
_WITH_PLACE = """
    SELECT g.id, g.code, g.name, g.level, g.gemeente_code, gemeente.name AS gemeente_name,
           g.wijk_code, wijk.name AS wijk_name, own.name AS indeling_name, people.value AS people
    FROM candidate g
    LEFT JOIN LATERAL (SELECT x.name FROM gebied x WHERE x.code = g.gemeente_code
                       ORDER BY x.peildatum DESC LIMIT 1) gemeente ON true
    LEFT JOIN LATERAL (SELECT x.name FROM gebied x WHERE x.code = g.wijk_code
                       ORDER BY x.peildatum DESC LIMIT 1) wijk ON true
    LEFT JOIN own ON own.gebied_id = g.id
    LEFT JOIN LATERAL (SELECT o.value FROM observation o
                       WHERE o.gebied_id = g.id AND o.indicator_id = (SELECT id FROM indicator WHERE key = :people)
                       ORDER BY o.period DESC LIMIT 1) people ON true
"""
# Most names are of plain letters: to translate those as well would take most of the time.
_LETTERS = """
    CASE WHEN octet_length(g.name) = char_length(g.name) THEN lower(g.name)
         ELSE translate(lower(g.name), :signs, :plain) END
"""
# A name that is what was typed comes first, then one that begins with it, then one in which every word begins a word;
# among equals the larger level, and then where most people live. Of several words, which together say precisely what is
# meant, those that are found in the middle of others count only where there is nothing better.
_SEARCH = text(f"""
    WITH {_CURRENT},
    candidate AS MATERIALIZED (
        SELECT g.*, translate(lower(g.name), :signs, :plain) AS plain FROM gebied g
        WHERE ({_LETTERS} LIKE ANY(:sought)
               OR g.code = ANY(:codes) OR :code <> '' AND starts_with(lower(g.code), :code))
          AND {_IS_CURRENT}
    ),
    placed AS (
        SELECT p.*, c.plain, ' ' || c.plain || ' '
               || translate(lower(concat_ws(' ', p.wijk_name, p.gemeente_name, p.indeling_name)), :signs, :plain)
               AS hay
        FROM ({_WITH_PLACE}) p JOIN candidate c USING (id)
    )
    SELECT id, code, name, level, gemeente_code, gemeente_name, wijk_code, wijk_name, indeling_name, people
    FROM placed
    WHERE hay LIKE ALL(:held) AND cardinality(CAST(:held AS text[])) > 0
          AND (cardinality(CAST(:held AS text[])) = 1 OR hay LIKE ALL(:begun)
               OR NOT EXISTS (SELECT FROM placed better WHERE better.hay LIKE ALL(:begun)))
       OR code = ANY(:codes) OR :code <> '' AND starts_with(lower(code), :code)
    ORDER BY code <> ALL(:codes), plain <> :typed, NOT starts_with(plain, :typed),
             NOT hay LIKE ALL(:begun), plain <> ALL(:words), level, people DESC NULLS LAST, name, code
    LIMIT :limit
""")  # noqa: S608 - put together of constants; what was typed is a parameter
_HERE = text(f"""
    WITH {_CURRENT},
    candidate AS MATERIALIZED (
        SELECT g.* FROM gebied g
        WHERE ST_Covers(g.geom, ST_SetSRID(ST_MakePoint(:x, :y), {RD_SRID})) AND {_IS_CURRENT}
        UNION ALL
        SELECT g.* FROM gebied g WHERE g.code = ANY(:codes) AND g.geom IS NULL AND {_IS_CURRENT}
    )
    {_WITH_PLACE}
    ORDER BY g.level, own.name, g.code
""")  # noqa: S608 - put together of constants


def search_gebieden(session: Session, typed: str, *, limit: int) -> list[FoundGebied]:
    """Find areas by their name, with or without that of what they lie in, or by their code.

    Parameters
    ----------
    typed
        Words that begin or are part of names, in any order (``oss centrum``), accents or not; or a code, with zeros
        lost (``gm828``), or the start of one.

    Returns
    -------
    list of FoundGebied
        The likeliest first; none where nothing but signs was typed.
    """
    words, codes, code = words_of(typed), possible_codes(typed), code_start(typed)
    if not (words or codes):
        return []
    signs, plain = letters_to_plain()
    values = {
        "signs": signs,
        "plain": plain,
        "sought": _sought(words),
        "held": [f"%{word}%" for word in words],
        "begun": [f"% {word}%" for word in words],
        "words": words,
        "typed": " ".join(words),
        "codes": codes,
        "code": code,
        "people": PEOPLE,
        "limit": limit,
    }
    return [_found(row) for row in session.execute(_SEARCH, values)]


def _sought(words: Sequence[str]) -> list[str]:
    """Return what a name must hold one of: a single letter, which almost every name holds, only at its start."""
    long = [word for word in words if len(word) > 1]
    return [f"%{word}%" for word in long] or [f"{word}%" for word in words]


def gebieden_at(session: Session, point: RdPoint, codes: Sequence[str] = ()) -> list[FoundGebied]:
    """Read the areas that a point lies in, of every level and every clustering in force, from large to small.

    Parameters
    ----------
    codes
        CBS's codes of what lies there according to another register. They count only where the outline of an area is
        not loaded: it may have had other borders under the same code.
    """
    values = {"x": point.x_m, "y": point.y_m, "codes": list(codes), "people": PEOPLE}
    return [_found(row) for row in session.execute(_HERE, values)]


def _found(row: object) -> FoundGebied:
    record = FoundGebied(*row)  # type: ignore[misc]
    return FoundGebied(**{**record.__dict__, "level": Level(record.level)})
