#!/bin/sh
# Makes Temporal's two databases and brings their schemas to the version of these tools. Safe to repeat.
set -eu
tool() {
  database=$1
  shift
  temporal-sql-tool --plugin "$DB" --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$database" "$@"
}
for schema in temporal visibility; do
  case $schema in
    temporal) database=$DBNAME ;;
    visibility) database=$VISIBILITY_DBNAME ;;
  esac
  tool "$database" create
  tool "$database" setup-schema -v 0.0
  tool "$database" update-schema --schema-name "postgresql/v12/$schema"
done
