"""Figures of areas of one's own: their 95 % range, how much of them was estimated, and what they were derived from."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = {
    "likely_lowest": "double precision",
    "likely_highest": "double precision",
    "estimated_share": "real",
}


def upgrade() -> None:
    """Add the columns, which cost nothing where they are empty, and the record of what was derived."""
    for table in ("observation", "observation_history"):
        for name, kind in COLUMNS.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    op.execute("""
        CREATE TABLE derivation (
            indeling_id integer NOT NULL CONSTRAINT fk_derivation_indeling_id REFERENCES indeling ON DELETE CASCADE,
            period smallint NOT NULL,
            fingerprint text NOT NULL,
            load_ids integer[] NOT NULL,
            derived_at timestamptz NOT NULL,
            CONSTRAINT pk_derivation PRIMARY KEY (indeling_id, period)
        )
    """)


def downgrade() -> None:
    """Drop them, and the figures that were derived."""
    op.execute("DROP TABLE derivation")
    op.execute("DELETE FROM observation o USING gebied g WHERE g.id = o.gebied_id AND g.level = 'gebied'")
    for table in ("observation", "observation_history"):
        for name in COLUMNS:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
