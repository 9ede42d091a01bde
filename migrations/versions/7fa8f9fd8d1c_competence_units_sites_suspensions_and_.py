"""competence, units, sites, suspensions and caseload limits on the register.

Revision ID: 7fa8f9fd8d1c
Revises: ed03e390dc87
"""

import sqlalchemy as sa
from alembic import op


revision = '7fa8f9fd8d1c'
down_revision = 'ed03e390dc87'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('caseload_limits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('holder_id', sa.Integer(), nullable=False),
    sa.Column('duty', sa.String(length=40), nullable=False),
    sa.Column('most', sa.Integer(), nullable=True),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('most >= 0', name=op.f('ck_caseload_limits_limit_of_some')),
    sa.CheckConstraint('recorded_by_id != holder_id', name=op.f('ck_caseload_limits_limit_not_set_for_oneself')),
    sa.ForeignKeyConstraint(['holder_id'], ['users.id'], name=op.f('fk_caseload_limits_holder_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['users.id'], name=op.f('fk_caseload_limits_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_caseload_limits'))
    )
    with op.batch_alter_table('caseload_limits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_caseload_limits_holder_id'), ['holder_id'], unique=False)

    op.create_table('competence_checks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('shown_by', sa.Text(), nullable=False),
    sa.Column('checked_by', sa.String(length=120), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('review_on > checked_on', name=op.f('ck_competence_checks_reviewed_after_check')),
    sa.ForeignKeyConstraint(['entry_id'], ['register_entries.id'], name=op.f('fk_competence_checks_entry_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['users.id'], name=op.f('fk_competence_checks_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_competence_checks'))
    )
    with op.batch_alter_table('competence_checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_competence_checks_entry_id'), ['entry_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_competence_checks_review_on'), ['review_on'], unique=False)

    op.create_table('register_entry_sites',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['register_entries.id'], name=op.f('fk_register_entry_sites_entry_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_register_entry_sites_site_id')),
    sa.PrimaryKeyConstraint('entry_id', 'site_id', name=op.f('pk_register_entry_sites'))
    )
    op.create_table('register_entry_units',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['register_entries.id'], name=op.f('fk_register_entry_units_entry_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_register_entry_units_unit_id')),
    sa.PrimaryKeyConstraint('entry_id', 'unit_id', name=op.f('pk_register_entry_units'))
    )
    op.create_table('register_suspensions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('suspended_by_id', sa.Integer(), nullable=True),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_by_id', sa.Integer(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_because', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['register_entries.id'], name=op.f('fk_register_suspensions_entry_id')),
    sa.ForeignKeyConstraint(['lifted_by_id'], ['users.id'], name=op.f('fk_register_suspensions_lifted_by_id')),
    sa.ForeignKeyConstraint(['suspended_by_id'], ['users.id'], name=op.f('fk_register_suspensions_suspended_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_suspensions'))
    )
    with op.batch_alter_table('register_suspensions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_suspensions_entry_id'), ['entry_id'], unique=False)
        batch_op.create_index('uq_register_suspensions_open', ['entry_id'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    with op.batch_alter_table('register_entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('award_number', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('awarded_on', sa.Date(), nullable=True))
    with op.batch_alter_table('register_entries', schema=None) as batch_op:
        batch_op.alter_column('award_number', server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('register_entries', schema=None) as batch_op:
        batch_op.drop_column('awarded_on')
        batch_op.drop_column('award_number')

    with op.batch_alter_table('register_suspensions', schema=None) as batch_op:
        batch_op.drop_index('uq_register_suspensions_open', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_register_suspensions_entry_id'))

    op.drop_table('register_suspensions')
    op.drop_table('register_entry_units')
    op.drop_table('register_entry_sites')
    with op.batch_alter_table('competence_checks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_competence_checks_review_on'))
        batch_op.drop_index(batch_op.f('ix_competence_checks_entry_id'))

    op.drop_table('competence_checks')
    with op.batch_alter_table('caseload_limits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_caseload_limits_holder_id'))

    op.drop_table('caseload_limits')
