"""Comments on places of evidence.

Revision ID: b27cdada26bc
Revises: 29df59fc117a
"""

import sqlalchemy as sa
from alembic import op


revision = 'b27cdada26bc'
down_revision = '29df59fc117a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('evidence_comments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('page', sa.Integer(), nullable=True),
    sa.Column('second', sa.Integer(), nullable=True),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('from_left', sa.Integer(), nullable=True),
    sa.Column('from_top', sa.Integer(), nullable=True),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(width IS NULL) = (height IS NULL) AND (from_left IS NULL) = (width IS NULL) AND (from_top IS NULL) = (width IS NULL)', name=op.f('ck_evidence_comments_whole_region')),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_evidence_comments_author_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_evidence_comments_file_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submissions.id'], name=op.f('fk_evidence_comments_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_comments')),
    sa.UniqueConstraint('submission_id', 'number', name=op.f('uq_evidence_comments_submission_id_number'))
    )


def downgrade() -> None:
    op.drop_table('evidence_comments')
