"""outcomes get an identifier.

Revision ID: 0e446e1849c8
Revises: edbd7bb7a925
"""

import uuid

import sqlalchemy as sa
from alembic import op


revision = '0e446e1849c8'
down_revision = 'edbd7bb7a925'
branch_labels = None
depends_on = None

outcomes = sa.table('learning_outcomes', sa.column('id', sa.Integer), sa.column('identifier', sa.String))


def upgrade() -> None:
    op.add_column('learning_outcomes', sa.Column('identifier', sa.String(length=36), nullable=False, server_default=''))
    connection = op.get_bind()
    # Published outcomes are guarded against any change. The guard is made anew after the migrations.
    on = ' ON learning_outcomes' if connection.dialect.name == 'postgresql' else ''
    op.execute(f'DROP TRIGGER IF EXISTS keep_learning_outcomes_update{on}')
    for row in connection.execute(sa.select(outcomes.c.id)).all():
        named = sa.update(outcomes).where(outcomes.c.id == row.id).values(identifier=str(uuid.uuid4()))
        connection.execute(named)
    op.create_index(op.f('ix_learning_outcomes_identifier'), 'learning_outcomes', ['identifier'], unique=True)


def downgrade() -> None:
    op.drop_index(op.f('ix_learning_outcomes_identifier'), table_name='learning_outcomes')
    op.drop_column('learning_outcomes', 'identifier')
