# Functions shared by start-all.sh and bin/evilnet: JDK, build, Java options.
# Sourced, not run; requires `project`, the root of the checkout.
#
# Reads: JAVA_HOME (default: the java in PATH), MAVEN (default: mvn), EVILNET_JVM_DIR (where to find a JDK 17 if that is another version,
#        default: /usr/lib/jvm),
#        EVILNET_DATA_DIR (directory for data, logs and pid files, default: .evilnet in the project).

readonly modules=(core platform store infra/launcher ingest streams-app backfill-spark bench testkit/simulator testkit/chaos)

# Exits with a message of one line and code 1, or `failure_code` of commands for which 1 is a result.
fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit "${failure_code:-1}"
}

# Prints the version of the build; nothing if the build has none.
version_of_build() {
  sed -n 's|^  <version>\(.*\)</version>.*|\1|p' "$project/pom.xml"
}

# Prints the version and, in a clone, the commit.
print_version() {
  local version commit
  version=$(version_of_build)
  commit=$(git -C "$project" rev-parse --short HEAD 2>/dev/null) || commit=
  printf 'EvilNet %s%s\n' "$version" "${commit:+ ($commit)}"
}

# Options of a short-lived JVM.
quick_jvm=(-Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC)

# In the locale C, or without one, Java decodes the é of Montréal as two unknown characters in arguments, file names and output. Systems
# without C.UTF-8 need the properties.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX)
    export LC_ALL=C.UTF-8
    quick_jvm+=(-Dsun.jnu.encoding=UTF-8 -Dfile.encoding=UTF-8)
    ;;
esac

# _JAVA_OPTIONS overrides the command line of each process, memory included. JAVA_TOOL_OPTIONS does not.
if [[ -n ${_JAVA_OPTIONS:-} ]]; then
  printf '%s: _JAVA_OPTIONS is ignored, because it would override the memory of every process; use JAVA_TOOL_OPTIONS instead.\n' \
    "${0##*/}" >&2
fi
unset _JAVA_OPTIONS

# Rejects unusable directories: with a class path separator, the separator of Kafka's log.dirs, the end of a jar in a URL, or control
# characters. Arguments: the directory, its description, the remedy.
require_usable_path() {
  case $1 in
    *:*) fail "$2 '$1' contains ':', which separates the entries of a Java class path: $3" ;;
    *,*) fail "$2 '$1' contains ',', which separates the entries of Kafka's log.dirs: $3" ;;
    *'!/'* | *'!') fail "$2 '$1' contains a name that ends with '!', which ends the path of a jar in Java: $3" ;;
    *[[:cntrl:]]*) fail "$2 contains a control character: $3" ;;
  esac
}
require_usable_path "$project" "the project's directory" "move it."

# Spark's Hadoop library fails without a user name.
require_user_name() {
  id -un >/dev/null 2>&1 ||
    fail "the user id $(id -u) has no name, which Spark requires: add it to /etc/passwd, or use another account."
}

# Prints the homes of installed JDKs: those of packages, SDKMAN, IDEs and Maven's toolchains.
installed_jdks() {
  printf '%s\n' "${EVILNET_JVM_DIR:-/usr/lib/jvm}"/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home
  sed -n 's|.*<jdkHome>\(.*\)</jdkHome>.*|\1|p' "${HOME:-}/.m2/toolchains.xml" 2>/dev/null
}

# Sets JAVA_HOME to an installed JDK 17; fails if there is none.
find_jdk() {
  local home
  while IFS= read -r home; do
    if [[ -x $home/bin/javac ]] && grep -qs '^JAVA_VERSION="17[."]' "$home/release"; then
      export JAVA_HOME=$home
      return 0
    fi
  done < <(installed_jdks || true)
  return 1
}

# Sets `java` to a JDK 17, required by Cassandra 5 and Spark 3.5: that of JAVA_HOME or PATH, else any installed one.
require_java() {
  java=java
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
  fi
  if ! command -v "$java" >/dev/null; then
    find_jdk || fail "no Java at '$java': install a JDK 17 (Debian, Ubuntu: openjdk-17-jdk-headless), or set JAVA_HOME to one."
    java=$JAVA_HOME/bin/java
  fi
  local said variables=
  if [[ -n ${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-} ]]; then
    variables=" JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS may be the cause: correct or unset them."
  fi
  said=$("$java" "${quick_jvm[@]}" -version 2>&1) ||
    { find_jdk && java=$JAVA_HOME/bin/java && said=$("$java" "${quick_jvm[@]}" -version 2>&1); } ||
    fail "'$java' does not start: ${said//$'\n'/; }.${variables}"
  [[ $said =~ version\ \"([^\"]*)\" ]] || fail "'$java' does not print its version: ${said//$'\n'/; }."
  local version=${BASH_REMATCH[1]}
  if [[ $version != 17 && $version != 17.* ]]; then
    find_jdk ||
      fail "Java 17 is required, but '$java' is version $version: install openjdk-17-jdk-headless or another JDK 17, or set JAVA_HOME to a JDK 17."
    java=$JAVA_HOME/bin/java
  fi
}

require_maven() {
  command -v "${MAVEN:-mvn}" >/dev/null ||
    fail "no Maven: install Maven 3.8 or newer (the command ${MAVEN:-mvn})."
}

# The descriptor of a closed standard stream would be reused by the next opened file.
[[ -e /dev/fd/0 ]] || exec </dev/null
[[ -e /dev/fd/1 ]] || exec >/dev/null
[[ -e /dev/fd/2 ]] || exec 2>/dev/null

# A build may be readable only by the account that built it.
require_readable_build() {
  local file
  for file in "$project"/target "$project"/{*,infra/launcher,testkit/*}/target "$project"/{*,infra/launcher,testkit/*}/target/evilnet-*.jar; do
    [[ ! -e $file ]] || [[ -r $file && (! -d $file || -x $file) ]] ||
      fail "$(id -un 2>/dev/null || id -u) cannot read the build in $project: use the account that built it, or a separate checkout."
  done
}

# Prints the first jar of a module; fails if there is none.
jar_of() {
  local jars=("$project/$1"/target/evilnet-*.jar)
  [[ -e ${jars[0]} ]] && printf '%s' "${jars[0]}"
}

# Succeeds if an output of the build is missing.
is_unbuilt() {
  local module
  for module in "${modules[@]}"; do
    jar_of "$module" >/dev/null || return 0
  done
  for module in infra/launcher ingest streams-app bench testkit/simulator testkit/chaos infra/servers/kafka infra/servers/cassandra infra/servers/spark; do
    [[ -s $project/$module/target/classpath ]] || return 0
  done
  return 1
}

# Succeeds if a source is newer than the last build by these scripts, and than the oldest jar, which Maven itself may have built.
is_stale() {
  local stamp=$project/target/evilnet-built jar oldest=
  has_sources_newer_than "$stamp" || return 1
  for jar in "$project"/{*,infra/launcher,testkit/*}/target/evilnet-*.jar; do
    if [[ -z $oldest || $jar -ot $oldest ]]; then
      oldest=$jar
    fi
  done
  has_sources_newer_than "$oldest"
}

has_sources_newer_than() {
  [[ -f $1 ]] || return 0
  [[ -n $(find "$project/pom.xml" "$project"/{*,infra/launcher,testkit/*}/pom.xml "$project"/infra/servers/*/pom.xml \
    "$project"/{*,infra/launcher,testkit/*}/src/main -newer "$1" -print -quit 2>/dev/null) ]]
}

# Prints one line per module, and the number of downloads.
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
  local version lock=$project/target/evilnet-building log=$project/target/evilnet-build.log
  claim "$lock" || fail "process $claimed_by is building: retry when it has finished."
  trap 'exit 130' INT TERM HUP
  echo "Building EvilNet with Maven (the first build downloads about 600 MB)"
  : >"$project/target/evilnet-started"
  if ! (cd "$project" && "${MAVEN:-mvn}" --batch-mode -Dstyle.color=never -Dmaven.test.skip=true package 2>&1) |
    tee "$log" | build_progress; then
    grep '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    fail "the build failed; the output of Maven is in $log"
  fi
  # The jars of another version are not part of any class path.
  version=$(version_of_build)
  [[ -z $version ]] || find "$project"/{*,infra/launcher,testkit/*}/target -maxdepth 1 -name 'evilnet-*.jar' \
    ! -name "*-$version.jar" ! -name "*-$version-job.jar" -delete
  # Sources changed during the build are newer than its start.
  mv -f "$project/target/evilnet-started" "$project/target/evilnet-built"
  rm -f "$lock"
  trap - INT TERM HUP
}

# Prints the start of a process as boot id and clock ticks since boot, which identifies it despite reused pids and clock changes, like
# PidFile. Prints nothing on systems without /proc.
start_of() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) && [[ -r /proc/sys/kernel/random/boot_id ]] || return 0
  read -r -a fields <<<"${stat##*) }"
  printf '%s:%s' "$(</proc/sys/kernel/random/boot_id)" "${fields[19]}"
}

# Succeeds if the process in a pid file is alive.
is_alive() {
  local pid start now
  [[ -f $1 ]] && read -r pid start _ <"$1" && [[ $pid =~ ^[0-9]+$ ]] &&
    kill -0 "$pid" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$pid/status" || return 1
  now=$(start_of "$pid")
  [[ -z $now || $start == "$now" ]]
}

# Succeeds if a supervisor runs in this data directory.
is_running() {
  is_alive "$1/run/supervisor.pid"
}

# Records EVILNET_CONFIG for a start in this data directory.
record_config() {
  local config=${EVILNET_CONFIG:-}
  [[ -z $config || $config == /* ]] || config=$PWD/$config
  printf '%s\n' "$config" >"$1/run/config"
}

# Succeeds if a supervisor runs in this data directory and was started with the file EVILNET_CONFIG.
is_config_of() {
  is_running "$1" && [[ -f $1/run/config && $EVILNET_CONFIG -ef $(<"$1/run/config") ]]
}

claims=()
# Locks a file until this script exits; fails if a live process, then in claimed_by, holds it.
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

# Builds missing or outdated outputs. While a cluster is running, only missing ones.
build_if_needed() {
  require_readable_build
  if is_unbuilt || { ! is_running "$1" && is_stale; }; then
    build
  fi
}

# Prints the class path of a module: its jar and dependencies.
classpath_of() {
  printf '%s:%s' "$(jar_of "$1")" "$(<"$project/$1/target/classpath")"
}
