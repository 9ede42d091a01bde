"""Phrases for feedback.

Revision ID: fd94856b1594
Revises: b27cdada26bc
"""

import sqlalchemy as sa
from alembic import op


revision = 'fd94856b1594'
down_revision = 'b27cdada26bc'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('phrases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_phrases_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phrases'))
    )
    with op.batch_alter_table('phrases', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_phrases_owner_id'), ['owner_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('phrases', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_phrases_owner_id'))

    op.drop_table('phrases')
