#!/bin/sh
# Run the tests that read and write records against a throw-away PostgreSQL (see ./run test).
set -eu
TRAINER_TEST_DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
export TRAINER_TEST_DATABASE_URL
exec .venv/bin/pytest ${TRAINER_TEST_PROCESSES:--n 2} -m "not sqlite_only" "$@"
