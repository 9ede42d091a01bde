"""Work products offered as evidence.

Revision ID: aaad177bff5e
Revises: 367acb1cbb91
"""

import sqlalchemy as sa
from alembic import op


revision = 'aaad177bff5e'
down_revision = '367acb1cbb91'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feed_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sent_by_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['sent_by_id'], ['users.id'], name=op.f('fk_feed_files_sent_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_files'))
    )
    with op.batch_alter_table('feed_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feed_files_sent_by_id'), ['sent_by_id'], unique=False)

    op.create_table('work_products',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('score', sa.String(length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reference', sa.String(length=80), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('brought_by_id', sa.Integer(), nullable=False),
    sa.Column('brought_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'used') = (item_id IS NOT NULL)", name=op.f('ck_work_products_used_is_an_item')),
    sa.CheckConstraint('brought_by_id != person_id', name=op.f('ck_work_products_brought_by_another')),
    sa.ForeignKeyConstraint(['brought_by_id'], ['users.id'], name=op.f('fk_work_products_brought_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['evidence_items.id'], name=op.f('fk_work_products_item_id')),
    sa.ForeignKeyConstraint(['person_id'], ['users.id'], name=op.f('fk_work_products_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_products')),
    sa.UniqueConstraint('item_id', name=op.f('uq_work_products_item_id')),
    sa.UniqueConstraint('kind', 'reference', name=op.f('uq_work_products_kind_reference'))
    )
    with op.batch_alter_table('work_products', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_products_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('work_products', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_work_products_person_id'))

    op.drop_table('work_products')
    with op.batch_alter_table('feed_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feed_files_sent_by_id'))

    op.drop_table('feed_files')
