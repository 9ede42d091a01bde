"""registrations: the claim and its answer.

Revision ID: 4a2770f9e49c
Revises: cba9f3a202a0
"""

import sqlalchemy as sa
from alembic import op


revision = '4a2770f9e49c'
down_revision = 'cba9f3a202a0'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns one by one: a rebuilt table would lose its guards and its references."""
    op.add_column('registrations', sa.Column('claimed_on', sa.Date(), nullable=True))
    op.add_column('registrations', sa.Column('rejection', sa.Text(), nullable=False, server_default=''))
    op.add_column('registrations', sa.Column('award_number', sa.String(length=60), nullable=False, server_default=''))
    op.add_column('registrations', sa.Column('awarded_on', sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away again, with what was written in them."""
    op.drop_column('registrations', 'awarded_on')
    op.drop_column('registrations', 'award_number')
    op.drop_column('registrations', 'rejection')
    op.drop_column('registrations', 'claimed_on')
