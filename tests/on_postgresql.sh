#!/bin/sh
# Run the tests that read and write records against a throw-away PostgreSQL (see ./run test).
# What never touches a database has been tested already, and of what is about a page in a browser
# the jobs that go through web server, worker and database are repeated.
set -eu
TRAINER_TEST_DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
export TRAINER_TEST_DATABASE_URL
# On the same machine, and with small tables nobody has analysed, neither is worth its time.
export PGSSLMODE=disable PGOPTIONS="-c jit=off"
.venv/bin/pytest -n 2 --cache-clear -m "not sqlite_only and not once and (chain or not browser)" \
    --ignore tests/front --ignore tests/storage --ignore tests/documents \
    --ignore-glob 'tests/catalogue/test_rules_*' "$@" || .venv/bin/python tools/play_again.py $?
