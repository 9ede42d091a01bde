"""Whom files show, and what protects them.

Revision ID: 58e04dda3fce
Revises: 496c3b30e6d1
"""

import sqlalchemy as sa
from alembic import op


revision = '58e04dda3fce'
down_revision = '496c3b30e6d1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shows_others', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('safeguard', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('consent_by', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('consent_how', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('consent_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('no_consent_why', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('covered_areas', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.alter_column('consent_by', server_default=None)
        batch_op.alter_column('consent_how', server_default=None)
        batch_op.alter_column('no_consent_why', server_default=None)
        batch_op.alter_column('covered_areas', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.drop_column('covered_areas')
        batch_op.drop_column('no_consent_why')
        batch_op.drop_column('consent_on')
        batch_op.drop_column('consent_how')
        batch_op.drop_column('consent_by')
        batch_op.drop_column('safeguard')
        batch_op.drop_column('shows_others')
