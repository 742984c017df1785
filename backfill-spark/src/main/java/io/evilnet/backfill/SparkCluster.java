package io.evilnet.backfill;

import io.evilnet.infra.settings.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.sql.SparkSession;

/** Opens the session with the cluster that the job was submitted to. */
final class SparkCluster {

  private static final int CONNECT_MILLIS = 3_000;
  private static final String SCHEME = "spark://";

  /** Of a driver that the Spark operator has started: it starts the workers itself. */
  private static final String KUBERNETES = "k8s://";

  private SparkCluster() {}

  /**
   * A session that has an executor.
   *
   * @param executorWithin how long to wait for a worker that has room
   * @throws UnavailableException if the master does not answer, or no worker has room
   */
  static SparkSession open(SparkConf conf, Duration executorWithin) {
    String master = conf.get("spark.master", "");
    if (master.startsWith(SCHEME)) {
      requireMaster(master);
    } else if (!master.startsWith(KUBERNETES)) {
      throw new IllegalArgumentException(
          "spark-master must be spark://HOST:PORT, or k8s://… in a cluster, but is '%s'"
              .formatted(master));
    }
    ExecutorArrival arrival = new ExecutorArrival();
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    spark.sparkContext().addSparkListener(arrival);
    boolean present = spark.sparkContext().statusTracker().getExecutorInfos().length > 1;
    if (!present && !arrival.within(executorWithin)) {
      spark.stop();
      throw new UnavailableException(
          "no Spark worker at %s has %s free within %d s: another run may be at work, and bin/evilnet workers N starts more; or the master has refused this job, which needs the secret of the cluster: name its file with --spark-secret-file"
              .formatted(
                  master, conf.get("spark.executor.memory", "1g"), executorWithin.toSeconds()),
          null);
    }
    return spark;
  }

  private static void requireMaster(String master) {
    // Several masters stand one after the other, of which one leads.
    for (String address : master.substring(SCHEME.length()).split(",", -1)) {
      if (answers(HostPort.parse(address))) {
        return;
      }
    }
    throw new UnavailableException(
        "the Spark master does not answer at %s: start it with ./start-all.sh, or name another with --spark-master spark://HOST:PORT"
            .formatted(master),
        null);
  }

  private static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException noAnswer) {
      return false;
    }
  }

  private static final class ExecutorArrival extends SparkListener {
    private final CountDownLatch arrived = new CountDownLatch(1);

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
      if (!added.executorId().equals("driver")) {
        arrived.countDown();
      }
    }

    boolean within(Duration bound) {
      try {
        return arrived.await(bound.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
