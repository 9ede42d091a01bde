"""Appraisals: forms, rounds, answers, signatures and calibration.

Revision ID: 6fea7a06bb29
Revises: fd8dc29ad599
"""

import sqlalchemy as sa
from alembic import op


revision = '6fea7a06bb29'
down_revision = 'fd8dc29ad599'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Invitations to courses and to meetings are the same work for the job process.
    op.execute("UPDATE outbox_items SET task = 'invite' WHERE task = 'invite_to_course'")
    op.create_table('appraisal_templates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('latest', sa.Integer(), nullable=False),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_templates')),
    sa.UniqueConstraint('code', name=op.f('uq_appraisal_templates_code'))
    )
    op.create_table('appraisal_template_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('template_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['template_id'], ['appraisal_templates.id'], name=op.f('fk_appraisal_template_versions_template_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['users.id'], name=op.f('fk_appraisal_template_versions_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_template_versions')),
    sa.UniqueConstraint('template_id', 'number', name='uq_appraisal_template_versions_number')
    )
    with op.batch_alter_table('appraisal_template_versions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_template_versions_template_id'), ['template_id'], unique=False)

    op.create_table('appraisal_cycles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('template_version_id', sa.Integer(), nullable=False),
    sa.Column('period_from', sa.Date(), nullable=False),
    sa.Column('period_to', sa.Date(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('self_due_on', sa.Date(), nullable=False),
    sa.Column('manager_due_on', sa.Date(), nullable=False),
    sa.Column('meetings_from', sa.Date(), nullable=False),
    sa.Column('sign_by', sa.Date(), nullable=False),
    sa.Column('calibrates', sa.Boolean(), nullable=False),
    sa.Column('meeting_minutes', sa.Integer(), nullable=False),
    sa.Column('population', sa.JSON(), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('planned_by_id', sa.Integer(), nullable=False),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('meeting_minutes BETWEEN 15 AND 240', name=op.f('ck_appraisal_cycles_meeting_minutes')),
    sa.CheckConstraint('opens_on <= self_due_on AND self_due_on <= manager_due_on AND manager_due_on <= sign_by AND meetings_from <= sign_by', name=op.f('ck_appraisal_cycles_dates_in_order')),
    sa.CheckConstraint('period_from <= period_to', name=op.f('ck_appraisal_cycles_period_in_order')),
    sa.ForeignKeyConstraint(['planned_by_id'], ['users.id'], name=op.f('fk_appraisal_cycles_planned_by_id')),
    sa.ForeignKeyConstraint(['template_version_id'], ['appraisal_template_versions.id'], name=op.f('fk_appraisal_cycles_template_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_cycles'))
    )
    op.create_table('appraisals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('manager_id', sa.Integer(), nullable=False),
    sa.Column('second_line_id', sa.Integer(), nullable=True),
    sa.Column('job_title', sa.String(length=120), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('behaviours', sa.JSON(), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('meeting_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('meeting_place', sa.String(length=200), nullable=False),
    sa.Column('meeting_letters', sa.Integer(), nullable=False),
    sa.Column('met_on', sa.Date(), nullable=True),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('manager_id != person_id', name=op.f('ck_appraisals_manager_is_another')),
    sa.CheckConstraint('second_line_id IS NULL OR (second_line_id != person_id AND second_line_id != manager_id)', name=op.f('ck_appraisals_second_line_is_a_third')),
    sa.ForeignKeyConstraint(['cycle_id'], ['appraisal_cycles.id'], name=op.f('fk_appraisals_cycle_id')),
    sa.ForeignKeyConstraint(['manager_id'], ['users.id'], name=op.f('fk_appraisals_manager_id')),
    sa.ForeignKeyConstraint(['person_id'], ['users.id'], name=op.f('fk_appraisals_person_id')),
    sa.ForeignKeyConstraint(['second_line_id'], ['users.id'], name=op.f('fk_appraisals_second_line_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_appraisals_site_id')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_appraisals_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisals')),
    sa.UniqueConstraint('cycle_id', 'person_id', name=op.f('uq_appraisals_cycle_id_person_id'))
    )
    with op.batch_alter_table('appraisals', schema=None) as batch_op:
        batch_op.create_index('ix_appraisals_by_stage', ['cycle_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisals_manager_id'), ['manager_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisals_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisals_second_line_id'), ['second_line_id'], unique=False)

    op.create_table('calibration_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('led_by_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('row_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cycle_id'], ['appraisal_cycles.id'], name=op.f('fk_calibration_sessions_cycle_id')),
    sa.ForeignKeyConstraint(['led_by_id'], ['users.id'], name=op.f('fk_calibration_sessions_led_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration_sessions'))
    )
    with op.batch_alter_table('calibration_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calibration_sessions_cycle_id'), ['cycle_id'], unique=False)

    op.create_table('appraisal_addenda',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('writer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_addenda_appraisal_id')),
    sa.ForeignKeyConstraint(['writer_id'], ['users.id'], name=op.f('fk_appraisal_addenda_writer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_addenda'))
    )
    with op.batch_alter_table('appraisal_addenda', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_addenda_appraisal_id'), ['appraisal_id'], unique=False)

    op.create_table('appraisal_parts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('party', sa.String(length=40), nullable=False),
    sa.Column('writer_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_parts_appraisal_id')),
    sa.ForeignKeyConstraint(['writer_id'], ['users.id'], name=op.f('fk_appraisal_parts_writer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_parts')),
    sa.UniqueConstraint('appraisal_id', 'party', 'writer_id', name='uq_appraisal_parts_writer')
    )
    with op.batch_alter_table('appraisal_parts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_parts_appraisal_id'), ['appraisal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_parts_writer_id'), ['writer_id'], unique=False)

    op.create_table('appraisal_readings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=False),
    sa.Column('party', sa.String(length=40), nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_readings_appraisal_id')),
    sa.ForeignKeyConstraint(['reader_id'], ['users.id'], name=op.f('fk_appraisal_readings_reader_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_readings'))
    )
    with op.batch_alter_table('appraisal_readings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_readings_appraisal_id'), ['appraisal_id'], unique=False)

    op.create_table('appraisal_records',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_records_appraisal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_records')),
    sa.UniqueConstraint('appraisal_id', 'number', name='uq_appraisal_records_number')
    )
    with op.batch_alter_table('appraisal_records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_records_appraisal_id'), ['appraisal_id'], unique=False)

    op.create_table('appraisal_reminders',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('told_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_reminders_appraisal_id')),
    sa.ForeignKeyConstraint(['told_id'], ['users.id'], name=op.f('fk_appraisal_reminders_told_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_reminders')),
    sa.UniqueConstraint('appraisal_id', 'stage', 'late', 'told_id', name='uq_appraisal_reminders_once')
    )
    op.create_table('appraisal_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_appraisal_steps_appraisal_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_appraisal_steps_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_steps'))
    )
    with op.batch_alter_table('appraisal_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_steps_appraisal_id'), ['appraisal_id'], unique=False)

    op.create_table('calibration_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('appraisal_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['appraisal_id'], ['appraisals.id'], name=op.f('fk_calibration_lines_appraisal_id')),
    sa.ForeignKeyConstraint(['session_id'], ['calibration_sessions.id'], name=op.f('fk_calibration_lines_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration_lines')),
    sa.UniqueConstraint('appraisal_id', name=op.f('uq_calibration_lines_appraisal_id'))
    )
    with op.batch_alter_table('calibration_lines', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calibration_lines_session_id'), ['session_id'], unique=False)

    op.create_table('appraisal_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(length=40), nullable=False),
    sa.Column('item', sa.String(length=40), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.CheckConstraint('rating IS NULL OR rating BETWEEN 1 AND 4', name=op.f('ck_appraisal_answers_rating')),
    sa.ForeignKeyConstraint(['part_id'], ['appraisal_parts.id'], name=op.f('fk_appraisal_answers_part_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_answers')),
    sa.UniqueConstraint('part_id', 'section', 'item', name='uq_appraisal_answers_item')
    )
    with op.batch_alter_table('appraisal_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_answers_part_id'), ['part_id'], unique=False)

    op.create_table('appraisal_signatures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('signer_id', sa.Integer(), nullable=False),
    sa.Column('signed_as', sa.String(length=40), nullable=False),
    sa.Column('printed_name', sa.String(length=200), nullable=False),
    sa.Column('meaning', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('covered_hash', sa.String(length=64), nullable=False),
    sa.Column('reauthenticated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("signed_as != 'employee_declines' OR words != ''", name=op.f('ck_appraisal_signatures_says_why')),
    sa.ForeignKeyConstraint(['record_id'], ['appraisal_records.id'], name=op.f('fk_appraisal_signatures_record_id')),
    sa.ForeignKeyConstraint(['signer_id'], ['users.id'], name=op.f('fk_appraisal_signatures_signer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_signatures')),
    sa.UniqueConstraint('record_id', 'signed_as', name='uq_appraisal_signatures_part')
    )
    with op.batch_alter_table('appraisal_signatures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_signatures_record_id'), ['record_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_signatures_signer_id'), ['signer_id'], unique=False)

    op.create_table('calibration_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=False),
    sa.Column('after', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("before != after AND reason != ''", name=op.f('ck_calibration_changes_says_why')),
    sa.CheckConstraint('before BETWEEN 1 AND 4 AND after BETWEEN 1 AND 4', name=op.f('ck_calibration_changes_ratings')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_calibration_changes_by_id')),
    sa.ForeignKeyConstraint(['line_id'], ['calibration_lines.id'], name=op.f('fk_calibration_changes_line_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration_changes'))
    )
    with op.batch_alter_table('calibration_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calibration_changes_line_id'), ['line_id'], unique=False)

    op.create_table('appraisal_citations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['appraisal_answers.id'], name=op.f('fk_appraisal_citations_answer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_citations')),
    sa.UniqueConstraint('answer_id', 'kind', 'number', name='uq_appraisal_citations_target')
    )
    with op.batch_alter_table('appraisal_citations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_citations_answer_id'), ['answer_id'], unique=False)



def downgrade() -> None:
    op.execute("UPDATE outbox_items SET task = 'invite_to_course' WHERE task = 'invite'")
    with op.batch_alter_table('appraisal_citations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_citations_answer_id'))

    op.drop_table('appraisal_citations')
    with op.batch_alter_table('calibration_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calibration_changes_line_id'))

    op.drop_table('calibration_changes')
    with op.batch_alter_table('appraisal_signatures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_signatures_signer_id'))
        batch_op.drop_index(batch_op.f('ix_appraisal_signatures_record_id'))

    op.drop_table('appraisal_signatures')
    with op.batch_alter_table('appraisal_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_answers_part_id'))

    op.drop_table('appraisal_answers')
    with op.batch_alter_table('calibration_lines', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calibration_lines_session_id'))

    op.drop_table('calibration_lines')
    with op.batch_alter_table('appraisal_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_steps_appraisal_id'))

    op.drop_table('appraisal_steps')
    op.drop_table('appraisal_reminders')
    with op.batch_alter_table('appraisal_records', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_records_appraisal_id'))

    op.drop_table('appraisal_records')
    with op.batch_alter_table('appraisal_readings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_readings_appraisal_id'))

    op.drop_table('appraisal_readings')
    with op.batch_alter_table('appraisal_parts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_parts_writer_id'))
        batch_op.drop_index(batch_op.f('ix_appraisal_parts_appraisal_id'))

    op.drop_table('appraisal_parts')
    with op.batch_alter_table('appraisal_addenda', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_addenda_appraisal_id'))

    op.drop_table('appraisal_addenda')
    with op.batch_alter_table('calibration_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calibration_sessions_cycle_id'))

    op.drop_table('calibration_sessions')
    with op.batch_alter_table('appraisals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisals_second_line_id'))
        batch_op.drop_index(batch_op.f('ix_appraisals_person_id'))
        batch_op.drop_index(batch_op.f('ix_appraisals_manager_id'))
        batch_op.drop_index('ix_appraisals_by_stage')

    op.drop_table('appraisals')
    op.drop_table('appraisal_cycles')
    with op.batch_alter_table('appraisal_template_versions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_template_versions_template_id'))

    op.drop_table('appraisal_template_versions')
    op.drop_table('appraisal_templates')
