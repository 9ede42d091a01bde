"""Witnesses asked by link and what they confirmed.

Revision ID: ad4865e83980
Revises: 3fc452d7159b
"""

import sqlalchemy as sa
from alembic import op


revision = 'ad4865e83980'
down_revision = '3fc452d7159b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('testimony_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('witness', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'given') = (item_id IS NOT NULL)", name=op.f('ck_testimony_requests_given_is_kept')),
    sa.CheckConstraint("kind IN ('wt', 'ewt')", name=op.f('ck_testimony_requests_asked_of_a_witness')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_testimony_requests_asked_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['evidence_items.id'], name=op.f('fk_testimony_requests_item_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_testimony_requests_registration_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_testimony_requests')),
    sa.UniqueConstraint('item_id', name=op.f('uq_testimony_requests_item_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_testimony_requests_token_hash'))
    )
    with op.batch_alter_table('testimony_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_testimony_requests_registration_id'), ['registration_id'], unique=False)

    op.create_table('testimony_criteria',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criteria.id'], name=op.f('fk_testimony_criteria_criterion_id')),
    sa.ForeignKeyConstraint(['request_id'], ['testimony_requests.id'], name=op.f('fk_testimony_criteria_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_testimony_criteria')),
    sa.UniqueConstraint('request_id', 'criterion_id', name=op.f('uq_testimony_criteria_request_id_criterion_id'))
    )
    with op.batch_alter_table('testimony_criteria', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_testimony_criteria_request_id'), ['request_id'], unique=False)

    op.create_table('testimony_link_openings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=16), nullable=False),
    sa.Column('met', sa.String(length=40), nullable=False),
    sa.Column('learner_seen', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['testimony_requests.id'], name=op.f('fk_testimony_link_openings_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_testimony_link_openings'))
    )
    with op.batch_alter_table('testimony_link_openings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_testimony_link_openings_request_id'), ['request_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('testimony_link_openings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_testimony_link_openings_request_id'))

    op.drop_table('testimony_link_openings')
    with op.batch_alter_table('testimony_criteria', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_testimony_criteria_request_id'))

    op.drop_table('testimony_criteria')
    with op.batch_alter_table('testimony_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_testimony_requests_registration_id'))

    op.drop_table('testimony_requests')
