"""Log entries by framework.

Revision ID: 11691c96e95a
Revises: 4fc3d8a18393
"""

import sqlalchemy as sa
from alembic import op


revision = '11691c96e95a'
down_revision = '4fc3d8a18393'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('evidence_revisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('framework', sa.String(length=40), nullable=False, server_default='reflection'))
        batch_op.add_column(sa.Column('unused', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('evidence_revisions', schema=None) as batch_op:
        batch_op.alter_column('framework', server_default=None)
        batch_op.alter_column('unused', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('evidence_revisions', schema=None) as batch_op:
        batch_op.drop_column('unused')
        batch_op.drop_column('framework')
