"""entries carry tags of their owner.

Revision ID: 6932a82051e0
Revises: a775f6be8bc3
"""

import sqlalchemy as sa
from alembic import op


revision = '6932a82051e0'
down_revision = 'a775f6be8bc3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('evidence_items', sa.Column('tags', sa.String(length=300), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('evidence_items', 'tags')
