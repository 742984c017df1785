package io.evilnet.launcher.process;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Filter of the environment that services inherit: removes variables of other installations of the
 * same servers, which would change class path, configuration or address, and variables that
 * override the command line of a JVM.
 */
public final class ServiceEnvironment {
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(SPARK|PYSPARK|SCALA|HADOOP|HDFS|YARN|HIVE|KAFKA|CASSANDRA|LOG4J|JVM|JNA|ROCKSDB)_.*"
              + "|(EXTRA_)?CLASSPATH|MAX_HEAP_SIZE|HEAP_NEWSIZE|JAVA_OPTS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS");

  private ServiceEnvironment() {}

  /** Removes the variables that services must not inherit. */
  public static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> FOREIGN.matcher(name).matches());
  }
}
