package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.Waiting;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The counts of a partition of {@code tweets} that have changed in an emit interval and are merged
 * by one task; also several such batches of one poll.
 *
 * @param counts in any order
 * @param ages by partition: the age of the newest post when it was counted, in ms, 0 without
 *     consumer lag; ages of partitions that have caught up only in the last batch of an emission
 * @param records number of records that it was read from
 */
record PartialBatch(List<PartialCounts> counts, Map<Integer, Long> ages, int records)
    implements Counted {

  private static final BinarySerde<PartialBatch> SINGLE =
      new BinarySerde<>(PartialBatch::write, PartialBatch::read);

  /** The first format had no ages, the second one no received retweets. */
  private static final int FORMAT = 3;

  private static final int WITHOUT_AGES = 1;

  /** Written if no retweet has been received. */
  private static final int WITHOUT_RECEIVED = 2;

  PartialBatch {
    counts = List.copyOf(counts);
    ages = Map.copyOf(ages);
  }

  /** Creates a single batch, to be sent. */
  PartialBatch(List<PartialCounts> counts, Map<Integer, Long> ages) {
    this(counts, ages, 1);
  }

  /** Returns a serde that writes single batches, and reads those of one poll as one. */
  static Serde<PartialBatch> serde() {
    return new Serde<>() {
      @Override
      public Serializer<PartialBatch> serializer() {
        return SINGLE.serializer();
      }

      @Override
      public Deserializer<PartialBatch> deserializer() {
        return new Unfolding();
      }
    };
  }

  private static final class Unfolding implements Deserializer<PartialBatch> {

    @Override
    public PartialBatch deserialize(String topic, byte[] value) {
      return SINGLE.fromBytes(value);
    }

    @Override
    public PartialBatch deserialize(String topic, Headers headers, byte[] value) {
      Optional<List<ConsumerRecord<byte[], byte[]>>> folded = RecordFolding.recordsOf(headers);
      if (folded.isEmpty()) {
        return SINGLE.fromBytes(value);
      }
      List<PartialCounts> counts = new ArrayList<>();
      Map<Integer, Long> ages = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : folded.get()) {
        PartialBatch batch = SINGLE.fromBytes(record.value());
        counts.addAll(batch.counts());
        ages.putAll(batch.ages());
      }
      return new PartialBatch(counts, ages, folded.get().size());
    }
  }

  private static void write(PartialBatch batch, DataOutputStream out) throws IOException {
    // Each city of a partition is one object; equal objects would be written twice.
    IdentityHashMap<City, Integer> numbers = new IdentityHashMap<>();
    List<City> cities = new ArrayList<>();
    boolean hasReceived = false;
    for (PartialCounts partial : batch.counts) {
      hasReceived |= partial.counts().receivedRetweets() > 0;
      if (numbers.putIfAbsent(partial.city(), cities.size()) == null) {
        cities.add(partial.city());
      }
    }
    out.writeByte(hasReceived ? FORMAT : WITHOUT_RECEIVED);
    ByteUtils.writeVarint(batch.ages.size(), out);
    for (Map.Entry<Integer, Long> age : batch.ages.entrySet()) {
      ByteUtils.writeVarint(age.getKey(), out);
      ByteUtils.writeVarlong(age.getValue(), out);
    }
    ByteUtils.writeVarint(cities.size(), out);
    for (City city : cities) {
      CityFields.writeCity(city, out);
    }
    ByteUtils.writeVarint(batch.counts.size(), out);
    for (PartialCounts partial : batch.counts) {
      long start = partial.windowStart().toEpochMilli();
      ByteUtils.writeVarint(partial.partition(), out);
      ByteUtils.writeVarint(numbers.get(partial.city()), out);
      ByteUtils.writeVarlong(start, out);
      ByteUtils.writeVarlong(partial.counts().tweets(), out);
      ByteUtils.writeVarlong(partial.counts().retweets(), out);
      ByteUtils.writeVarlong(partial.counts().users(), out);
      if (hasReceived) {
        ByteUtils.writeVarlong(partial.counts().receivedRetweets(), out);
      }
      writeWaiting(partial.waiting(), start, out);
      CityFields.writeUsers(partial.users(), out);
    }
  }

  private static void writeWaiting(Optional<Waiting> waiting, long start, DataOutputStream out)
      throws IOException {
    out.writeBoolean(waiting.isPresent());
    if (waiting.isPresent()) {
      ByteUtils.writeVarlong(waiting.get().createdAt().toEpochMilli() - start, out);
      ByteUtils.writeVarlong(waiting.get().arrivedAt().toEpochMilli() - start, out);
    }
  }

  private static PartialBatch read(DataInputStream in) throws IOException {
    int format = BinarySerde.requireFormat(in.readByte(), FORMAT, "partial counts");
    Map<Integer, Long> ages = new HashMap<>();
    for (int left = format == WITHOUT_AGES ? 0 : ByteUtils.readVarint(in); left > 0; left--) {
      ages.put(ByteUtils.readVarint(in), ByteUtils.readVarlong(in));
    }
    City[] cities = new City[ByteUtils.readVarint(in)];
    for (int i = 0; i < cities.length; i++) {
      cities[i] = CityFields.readCity(in);
    }
    int size = ByteUtils.readVarint(in);
    List<PartialCounts> counts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int partition = ByteUtils.readVarint(in);
      City city = cities[ByteUtils.readVarint(in)];
      long start = ByteUtils.readVarlong(in);
      Counts totals =
          new Counts(
              ByteUtils.readVarlong(in),
              ByteUtils.readVarlong(in),
              ByteUtils.readVarlong(in),
              format > WITHOUT_RECEIVED ? ByteUtils.readVarlong(in) : 0);
      Optional<Waiting> waiting = readWaiting(start, in);
      UserSketch users = CityFields.readUsers(in);
      counts.add(
          new PartialCounts(partition, Instant.ofEpochMilli(start), city, totals, users, waiting));
    }
    return new PartialBatch(counts, ages);
  }

  private static Optional<Waiting> readWaiting(long start, DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return Optional.empty();
    }
    Instant createdAt = Instant.ofEpochMilli(start + ByteUtils.readVarlong(in));
    Instant arrivedAt = Instant.ofEpochMilli(start + ByteUtils.readVarlong(in));
    return Optional.of(new Waiting(createdAt, arrivedAt));
  }
}
