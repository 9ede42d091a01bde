"""holds are looked at again.

Revision ID: 9f1631ab7fd2
Revises: aa604f320316
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op


revision = '9f1631ab7fd2'
down_revision = 'aa604f320316'
branch_labels = None
depends_on = None

holds = sa.table(
    'legal_holds',
    sa.column('id', sa.Integer),
    sa.column('placed_at', sa.DateTime(timezone=True)),
    sa.column('review_on', sa.Date),
)


def upgrade() -> None:
    op.create_table('hold_reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('hold_id', sa.Integer(), nullable=False),
    sa.Column('kept_by_id', sa.Integer(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.CheckConstraint("trim(reason) != ''", name=op.f('ck_hold_reviews_with_a_reason')),
    sa.ForeignKeyConstraint(['hold_id'], ['legal_holds.id'], name=op.f('fk_hold_reviews_hold_id')),
    sa.ForeignKeyConstraint(['kept_by_id'], ['users.id'], name=op.f('fk_hold_reviews_kept_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hold_reviews'))
    )
    with op.batch_alter_table('hold_reviews', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hold_reviews_hold_id'), ['hold_id'], unique=False)

    with op.batch_alter_table('legal_holds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('review_on', sa.Date(), nullable=True))
    connection = op.get_bind()
    soonest = datetime.now(UTC).date() + timedelta(days=30)
    for row in connection.execute(sa.select(holds.c.id, holds.c.placed_at)).all():
        day = max(row.placed_at.date() + timedelta(days=365), soonest)
        connection.execute(sa.update(holds).where(holds.c.id == row.id).values(review_on=day))
    with op.batch_alter_table('legal_holds', schema=None) as batch_op:
        batch_op.alter_column('review_on', existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('legal_holds', schema=None) as batch_op:
        batch_op.drop_column('review_on')

    with op.batch_alter_table('hold_reviews', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hold_reviews_hold_id'))

    op.drop_table('hold_reviews')
