"""Unit certificates and transcripts.

Revision ID: 52f159f5a1e7
Revises: a2a337a4053d
"""

import sqlalchemy as sa
from alembic import op


revision = '52f159f5a1e7'
down_revision = 'a2a337a4053d'
branch_labels = None
depends_on = None

WHOLE = "status = 'issued' AND kind = 'qualification'"


def upgrade() -> None:
    op.create_table('transcripts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('certificate_id', sa.Integer(), nullable=True),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_transcripts_asked_by_id')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificates.id'], name=op.f('fk_transcripts_certificate_id')),
    sa.ForeignKeyConstraint(['person_id'], ['users.id'], name=op.f('fk_transcripts_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transcripts'))
    )
    with op.batch_alter_table('transcripts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_transcripts_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_transcripts_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=40), server_default='qualification', nullable=False))
        batch_op.add_column(sa.Column('unit_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_certificates_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_certificates_of_unit_in_force', ['unit_id'], unique=True, sqlite_where=sa.text("status = 'issued'"), postgresql_where=sa.text("status = 'issued'"))
        batch_op.create_foreign_key(batch_op.f('fk_certificates_unit_id'), 'unit_assessments', ['unit_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_certificates_kind_and_unit'), "(kind = 'unit') = (unit_id IS NOT NULL)")
        batch_op.drop_index('uq_certificates_in_force')
        batch_op.create_index('uq_certificates_in_force', ['registration_id'], unique=True, sqlite_where=sa.text(WHOLE), postgresql_where=sa.text(WHOLE))


def downgrade() -> None:
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.drop_index('uq_certificates_in_force')
        batch_op.create_index('uq_certificates_in_force', ['registration_id'], unique=True, sqlite_where=sa.text("status = 'issued'"), postgresql_where=sa.text("status = 'issued'"))
        batch_op.drop_constraint(batch_op.f('ck_certificates_kind_and_unit'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_certificates_unit_id'), type_='foreignkey')
        batch_op.drop_index('uq_certificates_of_unit_in_force', sqlite_where=sa.text("status = 'issued'"), postgresql_where=sa.text("status = 'issued'"))
        batch_op.drop_index(batch_op.f('ix_certificates_unit_id'))
        batch_op.drop_column('unit_id')
        batch_op.drop_column('kind')

    with op.batch_alter_table('transcripts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_transcripts_person_id'))
        batch_op.drop_index(batch_op.f('ix_transcripts_asked_by_id'))

    op.drop_table('transcripts')
