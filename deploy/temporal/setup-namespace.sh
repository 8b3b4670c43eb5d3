#!/bin/sh
# Makes the namespace with its retention, and registers the search attributes that runs are found by. Safe to repeat.
set -eu
# A server that has just started does not serve yet, and its frontend learns of a new namespace some seconds later.
patiently() {
  left=30
  until "$@"; do
    left=$((left - 1))
    test "$left" -gt 0 || exit 1
    sleep 2
  done
}
patiently temporal operator cluster health
# A namespace that is there keeps what it has, but for its retention.
if temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace update -n "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
else
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
fi
for attribute in $SEARCH_ATTRIBUTES; do
  patiently temporal operator search-attribute create --name "${attribute%=*}" --type "${attribute#*=}"
done
