"""Scanning files, and recordings without their place.

Revision ID: 249f1a40e89e
Revises: 8cafb2b2004f
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op


revision = '249f1a40e89e'
down_revision = '8cafb2b2004f'
branch_labels = None
depends_on = None

OUTBOX = sa.table(
    "outbox_items",
    sa.column("task", sa.String),
    sa.column("payload", sa.JSON),
    sa.column("status", sa.String),
    sa.column("attempts", sa.Integer),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("due_at", sa.DateTime(timezone=True)),
    sa.column("trouble", sa.Text),
)


def upgrade() -> None:
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scan', sa.String(length=40), nullable=True))
    _prepare_recordings()


def _prepare_recordings() -> None:
    """Have recordings that are there already shown without their place, too."""
    bind = op.get_bind()
    found = (
        "SELECT id FROM stored_files WHERE prepared_at IS NULL"
        " AND media_type IN ('audio/mp4', 'video/mp4', 'video/quicktime')"
    )
    now = datetime.now(UTC)
    work = [
        {
            "task": "prepare_file",
            "payload": {"file_id": file_id},
            "status": "waiting",
            "attempts": 0,
            "created_at": now,
            "due_at": now,
            "trouble": "",
        }
        for (file_id,) in bind.execute(sa.text(found)).all()
    ]
    if work:
        op.bulk_insert(OUTBOX, work)


def downgrade() -> None:
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.drop_column('scan')
