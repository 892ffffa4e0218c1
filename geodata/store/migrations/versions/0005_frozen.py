"""Frozen wijkfoto's: a permanent address with the figures as they were, which nothing changes."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE frozen_wijkfoto (
        id text CONSTRAINT pk_frozen_wijkfoto PRIMARY KEY,
        gebied_code text NOT NULL,
        gebied_name text NOT NULL,
        peildatum date NOT NULL,
        made_at timestamptz NOT NULL,
        asked_by text,
        occasion text,
        sha256 text NOT NULL,
        content jsonb NOT NULL
    )
"""
INDEX = "CREATE INDEX ix_frozen_wijkfoto_gebied_code ON frozen_wijkfoto (gebied_code)"

# Whoever edits the tables by hand must not change it either. Unlike a clustering it cannot be taken back: others
# refer to its address. What must go all the same, goes after the trigger is switched off on purpose.
KEEP_FROZEN = """
    CREATE FUNCTION keep_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'Een vastgelegde wijkfoto verandert niet en blijft staan: leg een nieuwe vast.'
            USING ERRCODE = 'restrict_violation';
    END $$
"""
TRIGGERS = {
    "keep_frozen": "BEFORE UPDATE OR DELETE ON frozen_wijkfoto FOR EACH ROW",
    "keep_all_frozen": "BEFORE TRUNCATE ON frozen_wijkfoto FOR EACH STATEMENT",
}


def upgrade() -> None:
    """Add the table and what keeps its rows as they are."""
    op.execute(TABLE)
    op.execute(INDEX)
    op.execute(KEEP_FROZEN)
    for name, event in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION keep_frozen()")


def downgrade() -> None:
    """Drop it, with all that was frozen."""
    op.execute("DROP TABLE frozen_wijkfoto")
    op.execute("DROP FUNCTION keep_frozen")
