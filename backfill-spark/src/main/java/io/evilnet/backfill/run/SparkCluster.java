package io.evilnet.backfill.run;

import io.evilnet.backfill.job.UnavailableException;
import io.evilnet.platform.settings.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.sql.SparkSession;

/** Opens the session of the Spark cluster that the job was submitted to. */
public final class SparkCluster {

  private static final int CONNECT_MILLIS = 3_000;

  /** Less than the minute after which Spark stops an unregistered session. */
  private static final Duration REGISTRATION = Duration.ofSeconds(50);

  private static final String SCHEME = "spark://";

  /** Prefix of the master URL of a driver on Kubernetes, which starts its own executors. */
  private static final String KUBERNETES = "k8s://";

  private SparkCluster() {}

  /**
   * Opens a session and waits for an executor.
   *
   * @param within maximum time to wait for a worker with free resources, and before that, up to 50
   *     s, for the registration by the master
   * @throws UnavailableException if the master is unavailable or does not register the job, or no
   *     worker has free resources
   */
  public static SparkSession open(SparkConf conf, Duration within) {
    String master = conf.get("spark.master", "");
    if (master.startsWith(SCHEME)) {
      requireMaster(master);
    } else if (!master.startsWith(KUBERNETES)) {
      throw new IllegalArgumentException(
          "spark-master must be spark://HOST:PORT, or k8s://… in a cluster, but is '%s'"
              .formatted(master));
    }
    ExecutorListener listener = new ExecutorListener();
    SparkSession spark = create(conf, within);
    spark.sparkContext().addSparkListener(listener);
    boolean present = spark.sparkContext().statusTracker().getExecutorInfos().length > 1;
    if (!present && !listener.await(within)) {
      spark.stop();
      throw new UnavailableException(
          "no Spark worker at %s had %s of free memory within %d s; if another run is active, start more workers with bin/evilnet workers N"
              .formatted(master, conf.get("spark.executor.memory", "1g"), within.toSeconds()),
          null);
    }
    return spark;
  }

  /** Creates the session in a separate thread, since Spark retries the registration. */
  private static SparkSession create(SparkConf conf, Duration workerWithin) {
    Duration within = workerWithin.compareTo(REGISTRATION) < 0 ? workerWithin : REGISTRATION;
    CompletableFuture<SparkSession> session =
        CompletableFuture.supplyAsync(
            () -> SparkSession.builder().config(conf).getOrCreate(), SparkCluster::start);
    try {
      SparkSession created = session.get(within.toMillis(), TimeUnit.MILLISECONDS);
      SparkSession.setActiveSession(created);
      return created;
    } catch (TimeoutException e) {
      throw new UnavailableException(
          "the Spark master at %s did not register this job within %d s; check its log, and specify the secret of the cluster with --spark-secret-file if it has one"
              .formatted(conf.get("spark.master"), within.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the Spark session was created", e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "spark-session");
    thread.setDaemon(true);
    thread.start();
  }

  private static void requireMaster(String master) {
    // The URL may contain several masters, one of which is the leader.
    for (String address : master.substring(SCHEME.length()).split(",", -1)) {
      if (isReachable(HostPort.parse(address))) {
        return;
      }
    }
    throw new UnavailableException(
        "the Spark master is not available at %s: start it with ./start-all.sh, or set --spark-master spark://HOST:PORT"
            .formatted(master),
        null);
  }

  private static boolean isReachable(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException unreachable) {
      return false;
    }
  }

  private static final class ExecutorListener extends SparkListener {
    private final CountDownLatch executorAdded = new CountDownLatch(1);

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
      if (!added.executorId().equals("driver")) {
        executorAdded.countDown();
      }
    }

    boolean await(Duration timeout) {
      try {
        return executorAdded.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
