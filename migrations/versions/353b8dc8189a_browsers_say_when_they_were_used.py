"""browsers say when they were used.

Revision ID: 353b8dc8189a
Revises: 9f1631ab7fd2
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op


revision = '353b8dc8189a'
down_revision = '9f1631ab7fd2'
branch_labels = None
depends_on = None

sessions = sa.table('login_sessions', sa.column('last_used_at', sa.DateTime(timezone=True)))


def upgrade() -> None:
    with op.batch_alter_table('login_sessions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True))
    # Nobody knows when they were used; those still open are counted from now.
    op.get_bind().execute(sa.update(sessions).values(last_used_at=datetime.now(UTC)))
    with op.batch_alter_table('login_sessions', schema=None) as batch_op:
        batch_op.alter_column('last_used_at', existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('login_sessions', schema=None) as batch_op:
        batch_op.drop_column('last_used_at')
