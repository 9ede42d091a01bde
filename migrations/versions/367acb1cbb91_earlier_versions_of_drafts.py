"""Earlier versions of drafts.

Revision ID: 367acb1cbb91
Revises: 11691c96e95a
"""

import sqlalchemy as sa
from alembic import op


revision = '367acb1cbb91'
down_revision = '11691c96e95a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('earlier_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['evidence_revisions.id'], name=op.f('fk_earlier_words_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_words'))
    )
    with op.batch_alter_table('earlier_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_earlier_words_revision_id'), ['revision_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('earlier_words', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_earlier_words_revision_id'))

    op.drop_table('earlier_words')
