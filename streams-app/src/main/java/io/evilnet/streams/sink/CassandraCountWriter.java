package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.store.table.CitiesByRegionTable;
import io.evilnet.store.table.CitiesTable;
import io.evilnet.store.table.CountriesTable;
import io.evilnet.store.table.CountsByBucketTable;
import io.evilnet.store.table.CountsByBucketTable.Partition;
import io.evilnet.store.table.CountsByWindowTable;
import io.evilnet.store.table.WindowsTable;
import java.time.Instant;
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
  private static final int MAX_IN_FLIGHT = 64;

  /** More than the number of cities in the posts of an hour; some 20 MB. */
  private static final int MAX_CACHED_CITIES = 50_000;

  private record WindowPartition(Instant windowStart) {}

  private record CountryPartition(String countryCode) {}

  private record RegionsPartition(String countryCode) {}

  private enum ListPartition {
    WINDOWS,
    COUNTRIES
  }

  private final CountsByBucketTable byBucket;
  private final CountsByWindowTable byWindow;
  private final WindowsTable windows;
  private final CitiesTable cities;
  private final CitiesByRegionTable citiesByRegion;
  private final CountriesTable countries;
  private final BoundedRequests<Statement<?>> requests;

  /** A city that was evicted is written again, which is idempotent. */
  private final Cache<String, City> writtenCities =
      Caffeine.newBuilder().maximumSize(MAX_CACHED_CITIES).build();

  CassandraCountWriter(CqlSession session, String keyspace) {
    this.byBucket = new CountsByBucketTable(session, keyspace);
    this.byWindow = new CountsByWindowTable(session, keyspace);
    this.windows = new WindowsTable(session, keyspace);
    this.cities = new CitiesTable(session, keyspace);
    this.citiesByRegion = new CitiesByRegionTable(session, keyspace);
    this.countries = new CountriesTable(session, keyspace);
    // Prepared here, since some statements are bound in driver threads, which must not block.
    byBucket.prepareInsert();
    byWindow.prepareInsert();
    windows.prepareInsert();
    cities.prepareInsert();
    citiesByRegion.prepareInsert();
    countries.prepareInsert();
    this.requests = new BoundedRequests<>(session::executeAsync, MAX_IN_FLIGHT);
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
                newCities.forEach(this::cache);
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
      if (!total.city().isReal()) {
        batches.add(
            ListPartition.WINDOWS,
            windows.insert(total.windowStart(), total.city(), total.counts(), total.writeTime()));
      } else {
        CityCounts row = total.row();
        batches.add(
            Partition.of(total.city().id(), total.windowStart()),
            byBucket.insert(total.windowStart(), row, total.writeTime()));
        batches.add(
            new WindowPartition(total.windowStart()),
            byWindow.insert(total.windowStart(), row, total.writeTime()));
        newestOfWindow.merge(total.windowStart(), total, CassandraCountWriter::newer);
      }
    }
    newestOfWindow
        .values()
        .forEach(
            total ->
                batches.add(
                    ListPartition.WINDOWS, windows.insert(total.windowStart(), total.writeTime())));
    for (CityTotal total : newCities) {
      batches.add(
          new CountryPartition(total.city().countryCode()),
          cities.insert(total.city(), total.writeTime()));
      batches.add(
          new RegionsPartition(total.city().countryCode()),
          citiesByRegion.insert(total.city(), total.writeTime()));
    }
    return batches.requests();
  }

  /**
   * Returns the inserts of countries, to be sent last, since a country without accepted cities
   * could not be read.
   */
  private List<Statement<?>> countriesOf(List<CityTotal> newCities) {
    PartitionBatches batches = new PartitionBatches();
    Set<String> codes = new HashSet<>();
    for (CityTotal total : newCities) {
      if (codes.add(total.city().countryCode())) {
        batches.add(
            ListPartition.COUNTRIES,
            countries.insert(total.city().countryCode(), total.writeTime()));
      }
    }
    return batches.requests();
  }

  /** Returns one total for each city that is new or differs from the written one. */
  private List<CityTotal> newCities(Collection<CityTotal> totals) {
    Map<String, CityTotal> newest = new LinkedHashMap<>();
    for (CityTotal total : totals) {
      if (total.city().isReal()
          && !total.city().equals(writtenCities.getIfPresent(total.city().id()))) {
        newest.merge(total.city().id(), total, CassandraCountWriter::newer);
      }
    }
    return new ArrayList<>(newest.values());
  }

  private void cache(CityTotal total) {
    writtenCities.put(total.city().id(), total.city());
  }

  private static CityTotal newer(CityTotal a, CityTotal b) {
    return a.changedAt().isAfter(b.changedAt()) ? a : b;
  }
}
