#!/bin/sh
# Run the tests that read and write records against a throw-away PostgreSQL (see ./run test).
# What never touches a database has been tested already.
set -eu
TRAINER_TEST_DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
export TRAINER_TEST_DATABASE_URL
exec .venv/bin/pytest -n 2 -m "not sqlite_only" \
    --ignore tests/front --ignore tests/storage --ignore tests/documents \
    --ignore-glob 'tests/catalogue/test_rules_*' "$@"
