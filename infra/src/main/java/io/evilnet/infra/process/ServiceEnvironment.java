package io.evilnet.infra.process;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What services inherit of the environment: not what is meant for other installations of the same
 * servers, which would change their class path, their configuration or their address, and not what
 * overrides the command line of a JVM.
 */
public final class ServiceEnvironment {
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(SPARK|PYSPARK|SCALA|HADOOP|HDFS|YARN|HIVE|KAFKA|CASSANDRA|LOG4J|JVM|JNA|ROCKSDB)_.*"
              + "|(EXTRA_)?CLASSPATH|MAX_HEAP_SIZE|HEAP_NEWSIZE|JAVA_OPTS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS");

  private ServiceEnvironment() {}

  /** Takes out of an inherited environment what services must not see. */
  public static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> FOREIGN.matcher(name).matches());
  }
}
