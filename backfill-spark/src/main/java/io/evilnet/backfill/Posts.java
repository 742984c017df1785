package io.evilnet.backfill;

import io.evilnet.infra.settings.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** The records of {@code tweets} as Spark reads them. */
final class Posts {

  static final int VALUE = 0;
  static final int TIMESTAMP_MICROS = 1;
  static final int PARTITION = 2;
  static final int OFFSET = 3;

  private Posts() {}

  /**
   * One Spark partition for each partition of the topic that has something to read, in the order of
   * the offsets. A row is reused: what is needed of it has to be taken before the next.
   */
  static JavaRDD<InternalRow> read(
      SparkSession spark, KafkaConnection kafka, TopicOffsets offsets) {
    return spark
        .read()
        .format("kafka")
        .options(connection(kafka))
        .option("assign", offsets.assignment())
        .option("startingOffsets", offsets.startingOffsets())
        .option("endingOffsets", offsets.endingOffsets())
        // Posts that expire while they are read would be missing from the counts.
        .option("failOnDataLoss", "true")
        .option("kafkaConsumer.pollTimeoutMs", "30000")
        .option("kafka.max.poll.records", "5000")
        .load()
        .selectExpr(List.of("value", "timestamp", "partition", "offset").toArray(String[]::new))
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  /** How Spark's consumers reach Kafka, on the executors as well. */
  static Map<String, String> connection(KafkaConnection kafka) {
    Map<String, String> options = new HashMap<>();
    kafka.config().forEach((name, value) -> options.put("kafka." + name, value));
    return options;
  }
}
