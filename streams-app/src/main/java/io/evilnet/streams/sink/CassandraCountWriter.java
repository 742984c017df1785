package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.evilnet.core.City;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writes totals to Cassandra; thread-safe. */
final class CassandraCountWriter implements CountWriter {

  /** Far below the queue limit of a node, and enough to saturate it. */
  private static final int MOST_IN_FLIGHT = 64;

  /** More than X has places of type city in use in an hour; some 20 MB. */
  private static final int REMEMBERED_CITIES = 50_000;

  private record TrendPartition(String cityId, LocalDate day) {}

  private record WindowPartition(Instant windowStart) {}

  private record CountryPartition(String countryCode) {}

  private enum ListPartition {
    WINDOWS,
    COUNTRIES
  }

  private final InsertCountByCity insertCountByCity;
  private final InsertCountByWindow insertCountByWindow;
  private final InsertWindow insertWindow;
  private final InsertWindowUnresolved insertWindowUnresolved;
  private final InsertCity insertCity;
  private final InsertCountry insertCountry;
  private final BoundedRequests<Statement<?>> requests;

  /** A city that was evicted is written again, which is idempotent. */
  private final Cache<String, City> writtenCities =
      Caffeine.newBuilder().maximumSize(REMEMBERED_CITIES).build();

  CassandraCountWriter(CqlSession session, String keyspace) {
    this.insertCountByCity = new InsertCountByCity(session, keyspace);
    this.insertCountByWindow = new InsertCountByWindow(session, keyspace);
    this.insertWindow = new InsertWindow(session, keyspace);
    this.insertWindowUnresolved = new InsertWindowUnresolved(session, keyspace);
    this.insertCity = new InsertCity(session, keyspace);
    this.insertCountry = new InsertCountry(session, keyspace);
    this.requests = new BoundedRequests<>(session::executeAsync, MOST_IN_FLIGHT);
  }

  @Override
  public CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals) {
    try {
      List<CityTotal> newCities = newCities(totals);
      return requests
          .sendAll(requestsFor(totals, newCities))
          .thenCompose(done -> requests.sendAll(countriesOf(newCities)))
          .thenApply(
              done -> {
                newCities.forEach(this::remember);
                return totals;
              });
    } catch (RuntimeException e) {
      // A value that the driver cannot encode.
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<Statement<?>> requestsFor(Collection<CityTotal> totals, List<CityTotal> newCities) {
    PartitionBatches batches = new PartitionBatches();
    Map<Instant, CityTotal> newestOfWindow = new LinkedHashMap<>();
    for (CityTotal total : totals) {
      if (total.isUnresolved()) {
        batches.add(ListPartition.WINDOWS, insertWindowUnresolved.bind(total));
      } else {
        addToTrend(total, batches);
        batches.add(new WindowPartition(total.windowStart()), insertCountByWindow.bind(total));
        newestOfWindow.merge(total.windowStart(), total, CassandraCountWriter::newer);
      }
    }
    newestOfWindow
        .values()
        .forEach(total -> batches.add(ListPartition.WINDOWS, insertWindow.bind(total)));
    for (CityTotal total : newCities) {
      batches.add(new CountryPartition(total.city().countryCode()), insertCity.bind(total));
    }
    return batches.requests();
  }

  private void addToTrend(CityTotal total, PartitionBatches batches) {
    TrendPartition partition = new TrendPartition(total.city().id(), total.day());
    if (total.users().isNone()) {
      batches.addSmall(partition, insertCountByCity.bind(total));
    } else {
      batches.add(partition, insertCountByCity.bind(total));
    }
  }

  /**
   * Returns the inserts of countries, to be sent last, since a country without accepted cities
   * could not be read.
   */
  private List<Statement<?>> countriesOf(List<CityTotal> newCities) {
    PartitionBatches batches = new PartitionBatches();
    Set<String> countries = new HashSet<>();
    for (CityTotal total : newCities) {
      if (countries.add(total.city().countryCode())) {
        batches.add(ListPartition.COUNTRIES, insertCountry.bind(total));
      }
    }
    return batches.requests();
  }

  /** Returns one total for each city that is new or differs from the written one. */
  private List<CityTotal> newCities(Collection<CityTotal> totals) {
    Map<String, CityTotal> cities = new LinkedHashMap<>();
    for (CityTotal total : totals) {
      if (!total.isUnresolved()
          && !total.city().equals(writtenCities.getIfPresent(total.city().id()))) {
        cities.merge(total.city().id(), total, CassandraCountWriter::newer);
      }
    }
    return new ArrayList<>(cities.values());
  }

  private void remember(CityTotal total) {
    writtenCities.put(total.city().id(), total.city());
  }

  private static CityTotal newer(CityTotal a, CityTotal b) {
    return a.changedAt().isAfter(b.changedAt()) ? a : b;
  }
}
