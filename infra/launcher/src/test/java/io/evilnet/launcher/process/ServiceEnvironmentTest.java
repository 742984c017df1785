package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEnvironmentTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPARK_HOME",
        "SPARK_CONF_DIR",
        "SPARK_LOCAL_IP",
        "SPARK_MASTER_HOST",
        "SPARK_DAEMON_JAVA_OPTS",
        "HADOOP_CONF_DIR",
        "HADOOP_HOME",
        "YARN_CONF_DIR",
        "KAFKA_OPTS",
        "KAFKA_HEAP_OPTS",
        "KAFKA_JMX_OPTS",
        "CASSANDRA_CONF",
        "JVM_OPTS",
        "MAX_HEAP_SIZE",
        "CLASSPATH",
        "EXTRA_CLASSPATH",
        "LOG4J_CONFIGURATION_FILE",
        "ROCKSDB_SHAREDLIB_DIR",
        "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS"
      })
  void shouldRemoveVariablesOfOtherInstallations(String variable) {
    Map<String, String> environment = new LinkedHashMap<>(Map.of(variable, "there"));

    ServiceEnvironment.clean(environment);

    assertThat(environment).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "LC_ALL",
        "TZ",
        "JAVA_HOME",
        "JAVA_TOOL_OPTIONS",
        "LD_PRELOAD",
        "EVILNET_COUNTRIES",
        "EVILNET_KAFKA_USER",
        "X_BEARER_TOKEN",
        "https_proxy"
      })
  void shouldKeepVariablesThatServicesRead(String variable) {
    Map<String, String> environment = new LinkedHashMap<>(Map.of(variable, "there"));

    ServiceEnvironment.clean(environment);

    assertThat(environment).containsKey(variable);
  }

  /** Starts a JVM with the command line of a service in a misleading environment. */
  @Test
  void shouldOverrideJavaToolOptions() throws Exception {
    RunDirectory run = new RunDirectory(directory.resolve("a b%d"));
    run.create();
    run.clearTemporary();
    JavaCommand java =
        new JavaCommand(
            System.getProperty("java.class.path"),
            new ServiceJvm(run, "service").options(),
            EnvironmentPrinter.class.getName(),
            List.of());
    ProcessBuilder builder = new ProcessBuilder(java.line()).redirectErrorStream(true);
    builder.environment().putAll(java.environment());
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-Duser.language=tr -Duser.country=TR -Djava.net.preferIPv6Addresses=true -Djava.io.tmpdir=/no");
    builder.environment().put("LC_ALL", "C");

    Process process = builder.start();

    assertThat(process.inputReader().lines())
        .contains("TITLE title 1234", "/127.0.0.1", "in " + run.temporary(), "UTF-8");
    assertThat(process.waitFor()).isZero();
  }

  /** Prints the values that depend on the environment. */
  static final class EnvironmentPrinter {
    private EnvironmentPrinter() {}

    @SuppressWarnings("StringCaseLocaleUsage") // as libraries do
    public static void main(String[] args) throws Exception {
      System.out.println(
          "title".toUpperCase() + " " + "TITLE".toLowerCase() + " %d".formatted(1234));
      System.out.println(InetAddress.getByName(null).toString().replace("localhost", ""));
      System.out.println("in " + Files.createTempFile("a", "b").getParent());
      System.out.println(Charset.defaultCharset());
    }
  }
}
