#!/usr/bin/env bash
# shellcheck disable=SC2086
exec java -cp "/opt/kafka/libs/*" ${KAFKA_HEAP_OPTS:-} -Dlog4j2.configurationFile=/etc/kafka/docker/tools-log4j2.yaml kafka.tools.StorageTool "$@"
