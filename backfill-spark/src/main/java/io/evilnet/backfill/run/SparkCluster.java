package io.evilnet.backfill.run;

import io.evilnet.backfill.job.UnavailableException;
import io.evilnet.platform.settings.HostPort;
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

/** Opens the session of the Spark cluster that the job was submitted to. */
public final class SparkCluster {

  private static final int CONNECT_MILLIS = 3_000;
  private static final String SCHEME = "spark://";

  /** The master URL prefix of a driver on Kubernetes, which starts its executors itself. */
  private static final String KUBERNETES = "k8s://";

  private SparkCluster() {}

  /**
   * Opens a session and waits for an executor.
   *
   * @param executorWithin maximum time to wait for a worker with free resources
   * @throws UnavailableException if the master is unavailable, or no worker has free resources
   */
  public static SparkSession open(SparkConf conf, Duration executorWithin) {
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
          "no Spark worker at %s had %s of free memory within %d s; if another run is active, start more workers with bin/evilnet workers N; if the master rejected this job, specify the secret of the cluster with --spark-secret-file"
              .formatted(
                  master, conf.get("spark.executor.memory", "1g"), executorWithin.toSeconds()),
          null);
    }
    return spark;
  }

  private static void requireMaster(String master) {
    // The URL lists several masters, one of which is the leader.
    for (String address : master.substring(SCHEME.length()).split(",", -1)) {
      if (answers(HostPort.parse(address))) {
        return;
      }
    }
    throw new UnavailableException(
        "the Spark master is not available at %s; start it with ./start-all.sh, or specify --spark-master spark://HOST:PORT"
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
