"""A municipality's own registers: what they count, and the true counts, apart from what is published of them."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = {
    "register_indicator": """
        key text CONSTRAINT pk_register_indicator PRIMARY KEY,
        gemeente_code text NOT NULL,
        peildatum date NOT NULL,
        label text NOT NULL,
        unit text NOT NULL,
        definition text NOT NULL,
        owner text NOT NULL,
        threshold smallint NOT NULL CONSTRAINT ck_register_indicator_threshold CHECK (threshold >= 3),
        shows_zeros boolean NOT NULL
    """,
    "register_count": """
        key text CONSTRAINT fk_register_count_key REFERENCES register_indicator ON DELETE CASCADE,
        period smallint,
        gebied_id integer CONSTRAINT fk_register_count_gebied_id REFERENCES gebied,
        count integer NOT NULL CONSTRAINT ck_register_count_count CHECK (count >= 0),
        CONSTRAINT pk_register_count PRIMARY KEY (key, period, gebied_id)
    """,
}


def upgrade() -> None:
    """Add the tables."""
    for name, definition in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({definition})")
    op.execute("CREATE INDEX ix_register_count_gebied_id ON register_count (gebied_id)")


def downgrade() -> None:
    """Drop them, the true counts with them; what was published stays."""
    for name in reversed(TABLES):
        op.execute(f"DROP TABLE {name}")
