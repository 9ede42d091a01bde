"""Evidence of every type, its fields and its signatures.

Revision ID: 3266d061ad45
Revises: cda77e987eda
"""

import sqlalchemy as sa
from alembic import op


revision = '3266d061ad45'
down_revision = 'cda77e987eda'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('evidence_signatures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=40), nullable=False),
    sa.Column('signer_id', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('printed_name', sa.String(length=200), nullable=False),
    sa.Column('meaning', sa.Text(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(part = 'learner') = (signer_id = owner_id)", name=op.f('ck_evidence_signatures_only_the_learner_as_learner')),
    sa.CheckConstraint("(part = 'witness') OR signer_id IS NOT NULL", name=op.f('ck_evidence_signatures_signed_by_somebody')),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_evidence_signatures_owner_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['evidence_revisions.id'], name=op.f('fk_evidence_signatures_revision_id')),
    sa.ForeignKeyConstraint(['signer_id'], ['users.id'], name=op.f('fk_evidence_signatures_signer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_signatures')),
    sa.UniqueConstraint('revision_id', 'part', 'content_hash', name=op.f('uq_evidence_signatures_revision_id_part_content_hash')),
    sa.UniqueConstraint('revision_id', 'signer_id', 'content_hash', name=op.f('uq_evidence_signatures_revision_id_signer_id_content_hash'))
    )
    with op.batch_alter_table('evidence_signatures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_signatures_revision_id'), ['revision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_signatures_signer_id'), ['signer_id'], unique=False)

    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('author_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('awaits', sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f('ix_evidence_items_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_items_awaits'), ['awaits'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_evidence_items_author_id'), 'users', ['author_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_evidence_items_author_is_not_owner'), 'author_id != owner_id')

    with op.batch_alter_table('evidence_revisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('details', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('evidence_revisions', schema=None) as batch_op:
        batch_op.alter_column('details', server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('evidence_revisions', schema=None) as batch_op:
        batch_op.drop_column('offered_at')
        batch_op.drop_column('details')

    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_evidence_items_author_is_not_owner'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_evidence_items_author_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_evidence_items_awaits'))
        batch_op.drop_index(batch_op.f('ix_evidence_items_author_id'))
        batch_op.drop_column('awaits')
        batch_op.drop_column('author_id')

    with op.batch_alter_table('evidence_signatures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_signatures_signer_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_signatures_revision_id'))

    op.drop_table('evidence_signatures')
