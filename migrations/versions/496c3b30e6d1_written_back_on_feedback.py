"""Written back on feedback.

Revision ID: 496c3b30e6d1
Revises: cfe8f4958879
"""

import sqlalchemy as sa
from alembic import op


revision = '496c3b30e6d1'
down_revision = 'cfe8f4958879'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feedback_replies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('judgement_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_feedback_replies_author_id')),
    sa.ForeignKeyConstraint(['judgement_id'], ['judgements.id'], name=op.f('fk_feedback_replies_judgement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_replies'))
    )
    with op.batch_alter_table('feedback_replies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_replies_judgement_id'), ['judgement_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('feedback_replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_replies_judgement_id'))

    op.drop_table('feedback_replies')
