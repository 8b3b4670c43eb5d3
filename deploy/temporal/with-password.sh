#!/bin/sh
# Runs a program of Temporal's with PostgreSQL's password from a file: its images take it from the environment only.
set -eu
POSTGRES_PWD=$(cat "$POSTGRES_PWD_FILE")
SQL_PASSWORD=$POSTGRES_PWD
export POSTGRES_PWD SQL_PASSWORD
exec "$@"
