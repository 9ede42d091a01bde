"""Who may open files that show others.

Revision ID: 3193dd612958
Revises: ba38884270d5
"""

import sqlalchemy as sa
from alembic import op


revision = '3193dd612958'
down_revision = 'ba38884270d5'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('reading_grants', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sees_others', sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table('reading_grants', schema=None) as batch_op:
        batch_op.alter_column('sees_others', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('reading_grants', schema=None) as batch_op:
        batch_op.drop_column('sees_others')
