"""The signed record of an appraisal as a PDF.

Revision ID: 7b3f0a9c51de
Revises: 6fea7a06bb29
"""

import sqlalchemy as sa
from alembic import op


revision = '7b3f0a9c51de'
down_revision = '6fea7a06bb29'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('appraisal_papers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_papers_appraisal_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_appraisal_papers_asked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_papers'))
    )
    with op.batch_alter_table('appraisal_papers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_papers_appraisal_id'), ['appraisal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_papers_asked_by_id'), ['asked_by_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('appraisal_papers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_papers_asked_by_id'))
        batch_op.drop_index(batch_op.f('ix_appraisal_papers_appraisal_id'))

    op.drop_table('appraisal_papers')
