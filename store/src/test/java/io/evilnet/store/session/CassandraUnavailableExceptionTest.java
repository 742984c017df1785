package io.evilnet.store.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CassandraUnavailableExceptionTest {

  @Test
  void shouldReportDataCentersAndSetting() {
    CassandraSettings settings =
        new CassandraSettings(
            List.of(InetSocketAddress.createUnresolved("db", 9042)),
            "datacenter1",
            "evilnet",
            1,
            Duration.ofDays(1));

    CassandraUnavailableException failure =
        new CassandraUnavailableException(settings, new TreeSet<>(Set.of("west", "east")));

    assertThat(failure)
        .hasMessage(
            "Cassandra at db:9042 has no node in data center datacenter1, only in east, west: set --cassandra-datacenter");
    assertThat(failure.isCausedBy(AuthenticationException.class)).isFalse();
  }
}
