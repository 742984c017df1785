#!/usr/bin/env bash
# Drops root privileges and executes the command.
set -euo pipefail

if [[ ${1:-} == cassandra && $(id -u) == 0 ]]; then
  chown -R cassandra "$CASSANDRA_CONF" /var/lib/cassandra /var/log/cassandra
  exec setpriv --reuid cassandra --regid cassandra --clear-groups "${BASH_SOURCE[0]}" "$@"
fi
exec "$@"
