"""What is said of evidence once, with exceptions.

Revision ID: 29df59fc117a
Revises: 1ca764b90980
"""

import sqlalchemy as sa
from alembic import op


revision = '29df59fc117a'
down_revision = '1ca764b90980'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('draft_judgements', schema=None) as batch_op:
        # What was drafted so far was said of each criterion by itself.
        batch_op.add_column(
            sa.Column("has_own_vacsr", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("draft_judgements", schema=None) as batch_op:
        batch_op.alter_column("has_own_vacsr", server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('draft_judgements', schema=None) as batch_op:
        batch_op.drop_column('has_own_vacsr')

