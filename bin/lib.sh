# What start-all.sh and bin/evilnet have in common: the JDK, the build, the way Java is called.
# Sourced, not run; `project` has to be set to the root of the checkout.
#
# Reads: JAVA_HOME (the JDK to use, default: the java in PATH), MAVEN (the Maven to use, default: mvn),
#        EVILNET_DATA_DIR (directory for data, logs and pids, default: .evilnet in the project).

readonly modules=(core infra ingest streams-app backfill-spark schedule system-tests)

# A short-lived JVM: compiled once, collected simply.
readonly quick_jvm=(-Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

# Ends with one line; with 1, or what a command has set `failure_code` to whose 1 says something else.
fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit "${failure_code:-1}"
}

# Sets `java` to a JDK 17: Cassandra 5 and Spark 3.5 do not start on newer ones.
require_java() {
  java=java
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
  fi
  local version
  version=$("$java" -version 2>&1) ||
    fail "no Java at '$java': install a JDK 17, or set JAVA_HOME to one."
  if [[ ! $version =~ version\ \"17[.\"] ]]; then
    fail "Java 17 is needed, but '$java' is ${version%%$'\n'*}: set JAVA_HOME to a JDK 17."
  fi
}

require_maven() {
  command -v "${MAVEN:-mvn}" >/dev/null ||
    fail "no Maven: install Maven 3.8 or newer (the command ${MAVEN:-mvn})."
}

# Whether something that the build makes is missing.
is_unbuilt() {
  local module
  for module in "${modules[@]}"; do
    compgen -G "$project/$module/target/evilnet-*.jar" >/dev/null || return 0
  done
  for module in infra ingest streams-app schedule system-tests infra/servers/kafka infra/servers/cassandra infra/servers/spark; do
    [[ -s $project/$module/target/classpath ]] || return 0
  done
  return 1
}

# Whether a source is newer than the last build, by these scripts or by Maven itself: then than the jar that was made first.
is_stale() {
  local stamp=$project/target/evilnet-built jar oldest=
  has_sources_newer_than "$stamp" || return 1
  for jar in "$project"/*/target/evilnet-*.jar; do
    if [[ -z $oldest || $jar -ot $oldest ]]; then
      oldest=$jar
    fi
  done
  has_sources_newer_than "$oldest"
}

has_sources_newer_than() {
  [[ -f $1 ]] || return 0
  [[ -n $(find "$project/pom.xml" "$project"/*/pom.xml "$project"/infra/servers/*/pom.xml \
    "$project"/*/src/main -newer "$1" -print -quit 2>/dev/null) ]]
}

# One line for each module, and how much is being downloaded.
build_progress() {
  local line downloads=0
  while IFS= read -r line; do
    case $line in
      *"Downloaded from"*)
        downloads=$((downloads + 1))
        if ((downloads % 50 == 0)); then
          printf '  %d files downloaded\n' "$downloads"
        fi
        ;;
      *"] Building EvilNet"*) printf '  %s\n' "${line#*Building }" ;;
    esac
  done
}

build() {
  require_maven
  mkdir -p "$project/target"
  local lock=$project/target/evilnet-building log=$project/target/evilnet-build.log
  if ! (set -o noclobber && printf '%d\n' $$ >"$lock") 2>/dev/null; then
    local other
    other=$(<"$lock")
    if kill -0 "$other" 2>/dev/null; then
      fail "process $other is building; try again when it has finished."
    fi
    printf '%d\n' $$ >"$lock"
  fi
  trap 'rm -f "$project/target/evilnet-building"' EXIT
  echo "Building EvilNet with Maven (the first time downloads some 600 MB)"
  : >"$project/target/evilnet-started"
  if ! (cd "$project" && "${MAVEN:-mvn}" --batch-mode -Dstyle.color=never -Dmaven.test.skip=true package 2>&1) |
    tee "$log" | build_progress; then
    grep '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    fail "the build failed; all that Maven said is in $log"
  fi
  # What was changed while the build ran is newer than its start.
  mv -f "$project/target/evilnet-started" "$project/target/evilnet-built"
  rm -f "$lock"
  trap - EXIT
}

# Whether a supervisor runs in this data directory.
is_running() {
  local pid
  [[ -f $1/run/supervisor.pid ]] && read -r pid _ <"$1/run/supervisor.pid" &&
    kill -0 "$pid" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$pid/status"
}

# Builds what is missing or out of date; what runs is left in peace unless it could not be asked otherwise.
build_if_needed() {
  if is_unbuilt || { ! is_running "$1" && is_stale; }; then
    build
  fi
}

# The class path of a module: its jar and what it needs.
classpath_of() {
  printf '%s:%s' "$(compgen -G "$project/$1/target/evilnet-*.jar" | head -n 1)" \
    "$(<"$project/$1/target/classpath")"
}
