# ./start-all.sh --docker: runs the system in containers with compose.yaml.
# Sourced, not run; requires `project` and bin/lib.sh.
#
# Reads: X_BEARER_TOKEN_FILE or X_BEARER_TOKEN (with --source x), and the variables in docs/containers.md.

require_docker() {
  command -v docker >/dev/null ||
    fail "no docker: install Docker Engine with its Compose plugin, or omit --docker, which requires a JDK and Maven only."
  docker compose version >/dev/null 2>&1 ||
    fail "docker has no Compose plugin: install the package docker-compose-plugin."
  docker info >/dev/null 2>&1 ||
    fail "the Docker engine does not respond: start it, or get access (group docker); 'docker info' has details."
}

make_private() {
  { (umask 077 && mkdir -p "$1") && chmod 700 "$1"; } 2>/dev/null ||
    fail "$1 must be a directory that you own: remove it, or change its owner."
}

# Containers read the mounted files of the checkout as other users.
require_readable_mounts() {
  local mounted=(infra/{alertmanager,compose,grafana,images,prometheus} infra/launcher/src/main/resources) private
  private=$(cd "$project" && find "${mounted[@]}" ! -perm -004 -print -quit 2>/dev/null) || true
  [[ -z $private ]] ||
    fail "containers may not read $private: run 'chmod -R o+rX ${mounted[*]}' in $project, or check it out with umask 022."
}

# Writes the bearer token for ingest. Its directory is private; the file is world-readable, as the container reads it as another user.
write_token() {
  local directory=$project/infra/secrets
  local file=$directory/x-bearer-token
  make_private "$directory"
  rm -f "$file.new"
  # Replaced last: X_BEARER_TOKEN_FILE may be the file itself, or unreadable.
  if [[ -n ${X_BEARER_TOKEN_FILE:-} ]]; then
    cp "$X_BEARER_TOKEN_FILE" "$file.new" || fail "cannot read X_BEARER_TOKEN_FILE: $X_BEARER_TOKEN_FILE"
  elif [[ -n ${X_BEARER_TOKEN:-} ]]; then
    printf '%s\n' "$X_BEARER_TOKEN" >"$file.new"
  else
    fail "--source x requires the bearer token of your X application, in the file X_BEARER_TOKEN_FILE or in X_BEARER_TOKEN."
  fi
  chmod 444 "$file.new"
  mv -f "$file.new" "$file"
}

# Prints the container user to which this account is mapped: root in a rootless engine (Docker, or Podman as docker).
own_user() {
  if [[ $'\n'$(docker info 2>/dev/null)$'\n' =~ $'\n'\ *rootless(:\ true)?$'\n' ]]; then
    echo 0:0
  else
    echo "$(id -u):$(id -g)"
  fi
}

# Creates missing certificates, passwords and configuration files for mounting into containers. Their directory is private; the files are
# world-readable, as containers read them as other users.
make_secrets() {
  local directory=$project/infra/secrets
  make_private "$directory"
  docker compose --file "$project/compose.yaml" build schedule
  docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --network none --user "$(own_user)" --volume "$directory:/run/secrets" \
    "evilnet/schedule:${EVILNET_VERSION:-0.1.0}" \
    job -- secure --containers --data-dir /tmp/evilnet --secrets-dir /run/secrets
  chmod 444 "$directory"/*
  chmod 644 "$directory/kafka.properties" # Kafka's image copies it with this mode and appends to the copy
  chmod 400 "$directory"/authority.* "$directory"/*-admin.password
}

# Passwords in the environment are not passed to containers, which would start without authentication.
require_no_password() {
  local variable
  for variable in EVILNET_{API,KAFKA,CASSANDRA,CASSANDRA_READER}_PASSWORD{,_FILE}; do
    [[ -z ${!variable+set} ]] ||
      fail "$variable is not passed to containers: unset it, and use --secure, which creates password files in infra/secrets."
  done
}

# Starts the servers, and creates topics, users, roles and tables in them. Arguments: docker compose with its files.
provision() {
  "$@" up --detach --wait kafka-1 kafka-2 kafka-controller cassandra
  "$@" run --rm --no-deps -T --user "$(own_user)" provision </dev/null
}

# Arguments: the mode, and the options other than --docker, --detach and --stop.
run_in_docker() {
  local failure_code=2 mode=$1 source=${EVILNET_SOURCE:-simulate} rate=${EVILNET_RATE:-100} workers=${EVILNET_WORKERS:-1} streams=1 secure=${EVILNET_SECURE:-false}
  shift
  while (($# > 0)); do
    case $1 in
      --*=*)
        set -- "${1%%=*}" "${1#*=}" "${@:2}"
        continue
        ;;
      --secure)
        if [[ ${2---} != --* ]]; then
          secure=$2
          shift
        else
          secure=true
        fi
        shift
        continue
        ;;
      --source | --rate | --workers | --streams) (($# > 1)) || fail "$1 requires a value." ;;
      *) fail "$1 is not supported with --docker: docs/containers.md lists the supported options." ;;
    esac
    case $1 in
      --source) source=$2 ;;
      --rate) rate=$2 ;;
      --workers) workers=$2 ;;
      --streams) streams=$2 ;;
    esac
    shift 2
  done
  [[ $secure =~ ^(true|false)$ ]] || fail "invalid --secure '$secure': use true or false."
  [[ $source =~ ^(simulate|x|none)$ ]] || fail "invalid --source '$source': use simulate, x or none."
  [[ $workers =~ ^[0-9]+$ && $streams =~ ^[1-9]$ ]] || fail "--workers must be a number, and --streams one from 1 to 9."
  [[ $rate =~ ^[0-9]*\.?[0-9]+$ && $rate =~ [1-9] ]] || fail "invalid --rate '$rate': use a number of posts per second above 0."
  [[ $mode == stop ]] || require_no_password
  export EVILNET_RATE=$rate

  failure_code=1
  require_docker
  local compose=(docker compose --file "$project/compose.yaml")
  if [[ $secure == true ]]; then
    compose+=(--file "$project/infra/compose/secure.yaml")
  fi
  if [[ $mode == stop ]]; then
    "${compose[@]}" stop
    "${compose[@]}" rm --force -v # with the anonymous volumes, which hold the state of single containers
    exec "${compose[@]}" down
  fi
  require_readable_mounts
  local scale=(--scale "spark-worker=$workers" --scale "streams-app=$streams")
  if ((streams > 1)); then
    export EVILNET_STREAMS_PORTS=${EVILNET_STREAMS_PORTS:-8070-8080}
  fi
  case $source in
    simulate) ;;
    x)
      write_token
      scale+=(--scale simulator=0)
      export EVILNET_X_BASE_URL=${EVILNET_X_BASE_URL:-https://api.x.com} EVILNET_SIMULATED=false
      export EVILNET_X_TOKEN_FILE=$project/infra/secrets/x-bearer-token
      ;;
    none)
      scale+=(--scale ingest=0 --scale simulator=0)
      export EVILNET_SIMULATED=false
      ;;
  esac
  # The token is in a file: it is not passed to containers in the environment.
  unset X_BEARER_TOKEN X_BEARER_TOKEN_FILE
  if [[ $secure == true ]]; then
    make_secrets
    provision "${compose[@]}"
  fi
  local up=(up --build "${scale[@]}")
  if [[ $mode == detach ]]; then
    up+=(--detach --wait)
  fi
  exec "${compose[@]}" "${up[@]}"
}
