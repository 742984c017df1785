# What start-all.sh and bin/evilnet have in common: the JDK, the build, the way Java is called.
# Sourced, not run; `project` has to be set to the root of the checkout.
#
# Reads: JAVA_HOME (the JDK to use, default: the java in PATH), MAVEN (the Maven to use, default: mvn),
#        EVILNET_DATA_DIR (directory for data, logs and pids, default: .evilnet in the project).

readonly modules=(core infra ingest streams-app backfill-spark schedule bench system-tests)

# Ends with one line; with 1, or what a command has set `failure_code` to whose 1 says something else.
fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit "${failure_code:-1}"
}

# The version of the build and, in a clone, the commit that is checked out.
print_version() {
  local version commit
  version=$(sed -n 's|^  <version>\(.*\)</version>.*|\1|p' "$project/pom.xml")
  commit=$(git -C "$project" rev-parse --short HEAD 2>/dev/null) || commit=
  printf 'EvilNet %s%s\n' "$version" "${commit:+ ($commit)}"
}

# A short-lived JVM: compiled once, collected simply.
quick_jvm=(-Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

# In the locale C, which also stands for none, Java would take the é of Montréal for two unknown characters, in arguments, names of
# files and output. Systems without C.UTF-8 need the properties.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX)
    export LC_ALL=C.UTF-8
    quick_jvm+=(-Dsun.jnu.encoding=UTF-8 -Dfile.encoding=UTF-8)
    ;;
esac

# It overrides what the command line of each process says, memory first. JAVA_TOOL_OPTIONS does not.
if [[ -n ${_JAVA_OPTIONS:-} ]]; then
  printf '%s: _JAVA_OPTIONS is ignored, because it would override the memory of every process; JAVA_TOOL_OPTIONS is read.\n' \
    "${0##*/}" >&2
fi
unset _JAVA_OPTIONS

# Refuses directories that cannot work: the separator of class paths, that of Kafka's list of directories, what ends a jar in an address,
# and control characters. Takes the directory, its name for the user, and the remedy.
require_usable_path() {
  case $1 in
    *:*) fail "$2 '$1' contains ':', which separates the entries of a Java class path: $3" ;;
    *,*) fail "$2 '$1' contains ',', which separates the entries of Kafka's log.dirs: $3" ;;
    *'!/'* | *'!') fail "$2 '$1' contains a name that ends with '!', which ends the name of a jar for Java: $3" ;;
    *[[:cntrl:]]*) fail "$2 contains a control character: $3" ;;
  esac
}
require_usable_path "$project" "the project's directory" "move it."

# Hadoop's library, which Spark uses, asks for the name of the user and ends without one.
require_user_name() {
  id -un >/dev/null 2>&1 ||
    fail "the user id $(id -u) has no name, without which Spark does not run: add it to /etc/passwd, or use another account."
}

# Sets `java` to a JDK 17: Cassandra 5 and Spark 3.5 do not start on newer ones.
require_java() {
  java=java
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
  fi
  command -v "$java" >/dev/null || fail "no Java at '$java': install a JDK 17, or set JAVA_HOME to one."
  local said variables=
  if [[ -n ${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-} ]]; then
    variables=" JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS may be the cause: mend or unset them."
  fi
  said=$("$java" "${quick_jvm[@]}" -version 2>&1) ||
    fail "'$java' does not start; it says: ${said//$'\n'/; }.${variables}"
  [[ $said =~ version\ \"([^\"]*)\" ]] || fail "'$java' does not tell its version; it says: ${said//$'\n'/; }."
  local version=${BASH_REMATCH[1]}
  [[ $version == 17 || $version == 17.* ]] ||
    fail "Java 17 is needed, but '$java' is version $version: set JAVA_HOME to a JDK 17."
}

require_maven() {
  command -v "${MAVEN:-mvn}" >/dev/null ||
    fail "no Maven: install Maven 3.8 or newer (the command ${MAVEN:-mvn})."
}

# A closed standard stream would become the descriptor of the next file that is opened.
[[ -e /dev/fd/0 ]] || exec </dev/null
[[ -e /dev/fd/1 ]] || exec >/dev/null
[[ -e /dev/fd/2 ]] || exec 2>/dev/null

# A build is for the account that made it when its umask says so.
require_readable_build() {
  local made
  for made in "$project"/target "$project"/*/target "$project"/*/target/evilnet-*.jar; do
    [[ ! -e $made ]] || [[ -r $made && (! -d $made || -x $made) ]] ||
      fail "$(id -un 2>/dev/null || id -u) may not read the build in $project: use the account that made it, or a checkout of your own."
  done
}

# Whether something that the build makes is missing.
is_unbuilt() {
  local module
  for module in "${modules[@]}"; do
    compgen -G "$project/$module/target/evilnet-*.jar" >/dev/null || return 0
  done
  for module in infra ingest streams-app schedule bench system-tests infra/servers/kafka infra/servers/cassandra infra/servers/spark; do
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
  claim "$lock" || fail "process $claimed_by is building; try again when it has finished."
  trap 'exit 130' INT TERM HUP
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
  trap - INT TERM HUP
}

# Prints when a process started, as the boot and the clock ticks since: no later process with the same pid has started then, and no
# clock that is set changes it. PidFile does the same. Prints nothing where the system does not tell.
start_of() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) && [[ -r /proc/sys/kernel/random/boot_id ]] || return 0
  read -r -a fields <<<"${stat##*) }"
  printf '%s:%s' "$(</proc/sys/kernel/random/boot_id)" "${fields[19]}"
}

# Whether the process that a file names by its pid and start is still alive.
is_alive() {
  local pid start now
  [[ -f $1 ]] && read -r pid start _ <"$1" && [[ $pid =~ ^[0-9]+$ ]] &&
    kill -0 "$pid" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$pid/status" || return 1
  now=$(start_of "$pid")
  [[ -z $now || $start == "$now" ]]
}

# Whether a supervisor runs in this data directory.
is_running() {
  is_alive "$1/run/supervisor.pid"
}

claims=()
# Takes a file for this script until it ends; fails when a live process, which claimed_by then names, has it.
claim() {
  if ! (set -o noclobber && printf '%d %s\n' $$ "$(start_of $$)" >"$1") 2>/dev/null; then
    if is_alive "$1"; then
      read -r claimed_by _ <"$1"
      return 1
    fi
    printf '%d %s\n' $$ "$(start_of $$)" >"$1"
  fi
  claims+=("$1")
  trap 'rm -f "${claims[@]}"' EXIT
}

# Builds what is missing or out of date; what runs is left in peace unless it could not be asked otherwise.
build_if_needed() {
  require_readable_build
  if is_unbuilt || { ! is_running "$1" && is_stale; }; then
    build
  fi
}

# The class path of a module: its jar and what it needs.
classpath_of() {
  printf '%s:%s' "$(compgen -G "$project/$1/target/evilnet-*.jar" | head -n 1)" \
    "$(<"$project/$1/target/classpath")"
}
