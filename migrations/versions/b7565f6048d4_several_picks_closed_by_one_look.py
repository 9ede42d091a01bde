"""several picks closed by one look.

Revision ID: b7565f6048d4
Revises: 601785b62e26
"""

from alembic import op


revision = 'b7565f6048d4'
down_revision = '601785b62e26'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sample_picks', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_sample_picks_look_id'), type_='unique')
        batch_op.create_index(batch_op.f('ix_sample_picks_look_id'), ['look_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('sample_picks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sample_picks_look_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_sample_picks_look_id'), ['look_id'])

