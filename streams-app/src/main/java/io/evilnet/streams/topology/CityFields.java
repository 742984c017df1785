package io.evilnet.streams.topology;

import io.evilnet.core.City;
import io.evilnet.core.UserSketch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Serialization of fields of the domain for {@link BinarySerde}s. */
final class CityFields {

  static final BinarySerde<City> CITY =
      new BinarySerde<>(CityFields::writeCity, CityFields::readCity);

  static final BinarySerde<UserSketch> USERS =
      new BinarySerde<>(CityFields::writeUsers, CityFields::readUsers);

  private CityFields() {}

  static void writeCity(City city, DataOutputStream out) throws IOException {
    out.writeUTF(city.id());
    out.writeUTF(city.fullName());
    out.writeUTF(city.countryCode());
    out.writeDouble(city.latitude());
    out.writeDouble(city.longitude());
  }

  static City readCity(DataInputStream in) throws IOException {
    return new City(in.readUTF(), in.readUTF(), in.readUTF(), in.readDouble(), in.readDouble());
  }

  static void writeUsers(UserSketch users, DataOutputStream out) throws IOException {
    byte[] bytes = users.toBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static UserSketch readUsers(DataInputStream in) throws IOException {
    return UserSketch.ofBytes(in.readNBytes(in.readInt()));
  }
}
