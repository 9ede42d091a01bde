"""Covered photos, and who opened their originals.

Revision ID: ba38884270d5
Revises: 58e04dda3fce
"""

import sqlalchemy as sa
from alembic import op


revision = 'ba38884270d5'
down_revision = '58e04dda3fce'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('original_openings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("trim(reason) != ''", name=op.f('ck_original_openings_with_a_reason')),
    sa.CheckConstraint('reader_id != owner_id', name=op.f('ck_original_openings_of_another')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_original_openings_file_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_original_openings_owner_id')),
    sa.ForeignKeyConstraint(['reader_id'], ['users.id'], name=op.f('fk_original_openings_reader_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_original_openings'))
    )
    with op.batch_alter_table('original_openings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_original_openings_file_id'), ['file_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('original_openings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_original_openings_file_id'))

    op.drop_table('original_openings')
