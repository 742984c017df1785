package io.evilnet.streams.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A serde of the application's state: a format number, followed by the fields in sequence,
 * big-endian.
 */
final class BinarySerde<T> implements Serde<T> {

  /** Writes the fields of a value. */
  interface Writer<T> {
    void write(T value, DataOutputStream out) throws IOException;
  }

  /** Reads the fields that the {@link Writer} has written. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private final Writer<T> writer;
  private final Reader<T> reader;

  BinarySerde(Writer<T> writer, Reader<T> reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /** Returns a format number that was read if it is from 1 to {@code newest}; throws otherwise. */
  static int requireFormat(int found, int newest, String name) {
    if (found < 1 || found > newest) {
      throw new SerializationException(
          "%s of format %d, but this version supports formats up to %d"
              .formatted(name, found, newest));
    }
    return found;
  }

  byte[] toBytes(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try {
      writer.write(value, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  T fromBytes(byte[] bytes) {
    try {
      return reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new SerializationException("truncated after " + bytes.length + " bytes", e);
    }
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : toBytes(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : fromBytes(bytes);
  }
}
