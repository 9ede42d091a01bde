"""Single keys can be switched off.

Revision ID: cfe8f4958879
Revises: fd94856b1594
"""

import sqlalchemy as sa
from alembic import op


revision = 'cfe8f4958879'
down_revision = 'fd94856b1594'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column("single_keys", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.alter_column("single_keys", server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('single_keys')

