"""how long certificates hold, what replaced them for what, and revocation by two.

Revision ID: ac8b87e7fec4
Revises: d6bf74f1de28
"""

import sqlalchemy as sa
from alembic import op


revision = 'ac8b87e7fec4'
down_revision = 'd6bf74f1de28'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('certificate_revocations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('certificate_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposal_proven_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.CheckConstraint("status != 'confirmed' OR decided_by_id != proposed_by_id", name=op.f('ck_certificate_revocations_confirmed_by_another')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificates.id'], name=op.f('fk_certificate_revocations_certificate_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_certificate_revocations_decided_by_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['users.id'], name=op.f('fk_certificate_revocations_proposed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_revocations'))
    )
    with op.batch_alter_table('certificate_revocations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_revocations_certificate_id'), ['certificate_id'], unique=False)
        batch_op.create_index('uq_certificate_revocations_open', ['certificate_id'], unique=True, sqlite_where=sa.text("status = 'proposed'"), postgresql_where=sa.text("status = 'proposed'"))

    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('expires_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('purpose', sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f('ix_certificates_expires_on'), ['expires_on'], unique=False)
    # Until now another took a certificate's place when the record said something else.
    op.execute("UPDATE certificates SET purpose = 'corrected' WHERE replaces_id IS NOT NULL")
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_certificates_replaces_for_a_purpose'), '(replaces_id IS NULL) = (purpose IS NULL)')

    with op.batch_alter_table('qualification_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('valid_months', sa.Integer(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('qualification_versions', schema=None) as batch_op:
        batch_op.drop_column('valid_months')

    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_certificates_replaces_for_a_purpose'), type_='check')
        batch_op.drop_index(batch_op.f('ix_certificates_expires_on'))
        batch_op.drop_column('purpose')
        batch_op.drop_column('expires_on')

    with op.batch_alter_table('certificate_revocations', schema=None) as batch_op:
        batch_op.drop_index('uq_certificate_revocations_open', sqlite_where=sa.text("status = 'proposed'"), postgresql_where=sa.text("status = 'proposed'"))
        batch_op.drop_index(batch_op.f('ix_certificate_revocations_certificate_id'))

    op.drop_table('certificate_revocations')
