"""how a qualification is assessed.

Revision ID: a60d4c4ba178
Revises: 4a2770f9e49c
"""

import sqlalchemy as sa
from alembic import op


revision = 'a60d4c4ba178'
down_revision = '4a2770f9e49c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Versions that are there already name no methods and no grades.
    with op.batch_alter_table('qualification_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('methods', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('grades', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('qualification_versions', schema=None) as batch_op:
        batch_op.alter_column('methods', server_default=None)
        batch_op.alter_column('grades', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('qualification_versions', schema=None) as batch_op:
        batch_op.drop_column('grades')
        batch_op.drop_column('methods')
