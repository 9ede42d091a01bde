"""batches of certificates issued together.

Revision ID: a8ce76bd5227
Revises: f3dfe86cf043
"""

import sqlalchemy as sa
from alembic import op


revision = 'a8ce76bd5227'
down_revision = 'f3dfe86cf043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('certificate_batches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('signed_by_id', sa.Integer(), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proven_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['signed_by_id'], ['users.id'], name=op.f('fk_certificate_batches_signed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_batches'))
    )
    with op.batch_alter_table('certificate_batches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_batches_signed_by_id'), ['signed_by_id'], unique=False)

    op.create_table('certificate_batch_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=True),
    sa.Column('size', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_certificate_batch_files_asked_by_id')),
    sa.ForeignKeyConstraint(['batch_id'], ['certificate_batches.id'], name=op.f('fk_certificate_batch_files_batch_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_batch_files'))
    )
    with op.batch_alter_table('certificate_batch_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_batch_files_batch_id'), ['batch_id'], unique=False)

    op.create_table('certificate_batch_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('certificate_id', sa.Integer(), nullable=True),
    sa.Column('refusal', sa.Text(), nullable=False),
    sa.CheckConstraint("(status = 'issued') = (certificate_id IS NOT NULL)", name=op.f('ck_certificate_batch_lines_issued_with_a_certificate')),
    sa.ForeignKeyConstraint(['batch_id'], ['certificate_batches.id'], name=op.f('fk_certificate_batch_lines_batch_id')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificates.id'], name=op.f('fk_certificate_batch_lines_certificate_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_certificate_batch_lines_registration_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_batch_lines')),
    sa.UniqueConstraint('batch_id', 'registration_id', name=op.f('uq_certificate_batch_lines_batch_id_registration_id')),
    sa.UniqueConstraint('certificate_id', name=op.f('uq_certificate_batch_lines_certificate_id'))
    )
    with op.batch_alter_table('certificate_batch_lines', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_batch_lines_registration_id'), ['registration_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('certificate_batch_lines', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_batch_lines_registration_id'))

    op.drop_table('certificate_batch_lines')
    with op.batch_alter_table('certificate_batch_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_batch_files_batch_id'))

    op.drop_table('certificate_batch_files')
    with op.batch_alter_table('certificate_batches', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_batches_signed_by_id'))

    op.drop_table('certificate_batches')
