"""Pages of documents, drawn for the viewer.

Revision ID: 1ca764b90980
Revises: 0b35aaf77ae0
"""

import sqlalchemy as sa
from alembic import op


revision = '1ca764b90980'
down_revision = '0b35aaf77ae0'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('file_pages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('of', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=True),
    sa.Column('media_type', sa.String(length=100), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_file_pages_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file_pages')),
    sa.UniqueConstraint('file_id', 'number', name=op.f('uq_file_pages_file_id_number'))
    )
    # What was submitted before is drawn too, as soon as the job worker looks.
    op.execute(
        "INSERT INTO outbox_items (task, payload, status, attempts, created_at, due_at, trouble)"
        " SELECT 'prepare_pages', PAYLOAD, 'waiting', 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, ''"
        " FROM stored_files WHERE kind IN ('pdf', 'text') AND id IN ("
        "SELECT attached_files.file_id FROM attached_files"
        " JOIN evidence_revisions ON evidence_revisions.id = attached_files.revision_id"
        " WHERE frozen_at IS NOT NULL)".replace("PAYLOAD", _payload())
    )


def _payload() -> str:
    if op.get_bind().dialect.name == "sqlite":
        return "json_object('file_id', stored_files.id)"
    return "json_build_object('file_id', stored_files.id)"


def downgrade() -> None:
    op.execute("DELETE FROM outbox_items WHERE task = 'prepare_pages'")
    op.drop_table('file_pages')
