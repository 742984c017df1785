package io.evilnet.ingest.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.twitter.clientlib.ApiClient;
import com.twitter.clientlib.ApiException;
import com.twitter.clientlib.TwitterCredentialsBearer;
import com.twitter.clientlib.api.TweetsApi;
import com.twitter.clientlib.model.AddOrDeleteRulesRequest;
import com.twitter.clientlib.model.AddRulesRequest;
import com.twitter.clientlib.model.DeleteRulesRequest;
import com.twitter.clientlib.model.DeleteRulesRequestDelete;
import com.twitter.clientlib.model.RuleNoId;
import io.evilnet.core.PrintableText;
import io.evilnet.ingest.x.StreamEnd.Refused;
import io.evilnet.ingest.x.StreamEnd.ServerFailure;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Client of the X API.
 *
 * <p>X's Java SDK builds the requests; responses are parsed here, as the models of the SDK reject
 * current responses. One thread executes requests sequentially; another may cancel them.
 */
final class XApi implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Timeout of all requests except streams, from the request to the last byte. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /** More than the response with the maximum number of rules. */
  private static final int MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

  private static final int ALL_RULES = 1_000;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final MediaType JSON = MediaType.get("application/json");

  private final NetworkSockets sockets = new NetworkSockets();
  private final OkHttpClient http;
  private final TweetsApi tweets;
  private final StreamCalls streams;
  private final HttpUrl connections;
  private final BearerToken token;
  private volatile Call current;
  private volatile boolean cancelled;
  private boolean behindSocks;

  /**
   * Open connections as reported by X.
   *
   * @param all the connections
   * @param asOf time of the response, by X's clock
   */
  record OpenConnections(List<OpenConnection> all, Instant asOf) {}

  XApi(XSettings settings) {
    this.http =
        new OkHttpClient.Builder()
            .socketFactory(sockets)
            .addNetworkInterceptor(this::recordProxy)
            // With HTTP/2, OkHttp reads up to 16 MiB ahead on a separate thread.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(CONNECT_TIMEOUT)
            // Stall detection: X sends a byte at least every 20 s.
            .readTimeout(settings.stallTimeout())
            .build();
    ApiClient client = new ApiClient(http);
    client.setBasePath(settings.baseUrl());
    client.setTwitterCredentials(new TwitterCredentialsBearer(settings.token().value()));
    // Not through TwitterApi, which sets its own base path and searches for a settings file.
    this.tweets = new TweetsApi();
    tweets.setClient(client);
    this.streams = new StreamCalls(tweets);
    // The SDK is older than this part of the API.
    this.connections = HttpUrl.get(settings.baseUrl() + "/2/connections");
    this.token = settings.token();
  }

  /**
   * Connects to a stream.
   *
   * @param backfillMinutes minutes of backfill; 0 for none
   */
  Response stream(StreamChoice choice, int backfillMinutes) throws IOException {
    return execute(streamCall(choice, backfillMinutes));
  }

  /**
   * Runs an action before each network read of a stream, on the thread that reads its body.
   *
   * @return false if not supported: behind a SOCKS proxy OkHttp uses its own sockets
   */
  boolean beforeReads(Response stream, NetworkSockets.BeforeRead action) {
    if (behindSocks) {
      return false;
    }
    // The socket has the same timeout. That of OkHttp would continue to run while the action
    // blocks, and costs a lock and a wake-up per 8 KiB.
    stream.body().source().timeout().clearTimeout();
    sockets.beforeRead(action);
    return true;
  }

  Call streamCall(StreamChoice choice, int backfillMinutes) throws IOException {
    return streams.of(choice, backfillMinutes);
  }

  /** Returns all rules of the account. */
  List<AccountRule> rules() throws IOException {
    try {
      return rulesResponse(tweets.getRules().maxResults(ALL_RULES).buildCall(null)).rules();
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Adds all rules, or throws.
   *
   * @param dryRun whether X only validates them
   */
  void add(List<StreamRule> rules, boolean dryRun) throws IOException {
    AddRulesRequest add = new AddRulesRequest();
    rules.forEach(rule -> add.addAddItem(new RuleNoId().value(rule.value()).tag(rule.tag())));
    change(new AddOrDeleteRulesRequest(add), dryRun);
  }

  /** Deletes rules. */
  void delete(List<AccountRule> rules) throws IOException {
    List<String> ids = rules.stream().map(AccountRule::id).toList();
    DeleteRulesRequestDelete delete = new DeleteRulesRequestDelete().ids(ids);
    change(new AddOrDeleteRulesRequest(new DeleteRulesRequest().delete(delete)), false);
  }

  /** Returns the account's open connections to the filtered stream. */
  OpenConnections openConnections() throws IOException {
    HttpUrl url =
        connections
            .newBuilder()
            .addQueryParameter("status", "active")
            .addQueryParameter("endpoints", "filtered_stream")
            .addQueryParameter("connection.fields", "id,connected_at,endpoint_name")
            .build();
    DatedBody response = executeFully(http.newCall(authorized(url).build()));
    return new OpenConnections(
        OpenConnection.parse(response.body().toByteArray()), response.date());
  }

  /** Terminates connections of the account. */
  void terminate(List<OpenConnection> open) throws IOException {
    String ids =
        open.stream().map(c -> '"' + c.id() + '"').collect(Collectors.joining(",", "[", "]"));
    RequestBody request = RequestBody.create("{\"uuids\":" + ids + "}", JSON);
    executeFully(http.newCall(authorized(connections).delete(request).build()));
  }

  /**
   * Returns the body of a response to a request of one of X's other endpoints.
   *
   * @throws XFailure if the request fails
   */
  byte[] get(HttpUrl url) throws IOException {
    return executeFully(http.newCall(authorized(url).build())).body().toByteArray();
  }

  /** Cancels the current request and all further ones; may be called from any thread. */
  void cancel() {
    cancelled = true;
    Call running = current;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private void change(AddOrDeleteRulesRequest request, boolean dryRun) throws IOException {
    RulesResponse response;
    try {
      response = rulesResponse(tweets.addOrDeleteRules(request).dryRun(dryRun).buildCall(null));
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    } catch (XFailure e) {
      if (e.end() instanceof Refused refused && refused.status() == BAD_REQUEST) {
        throw invalidRule(BAD_REQUEST, refused.detail());
      }
      throw e;
    }
    if (!response.errors().isEmpty()) {
      throw invalidRule(OK, PrintableText.of(response.errors().get(0)));
    }
  }

  private static XFailure invalidRule(int status, String reason) {
    return new XFailure(
        new Refused(
            status,
            "invalid rule: "
                + reason
                + ". Correct the rules, or delete others: 'bin/evilnet rules list' lists all of them"));
  }

  private Response recordProxy(Interceptor.Chain chain) throws IOException {
    behindSocks = chain.connection().route().proxy().type() == Proxy.Type.SOCKS;
    return chain.proceed(chain.request());
  }

  private Request.Builder authorized(HttpUrl url) {
    return new Request.Builder().url(url).header("Authorization", "Bearer " + token.value());
  }

  private Response execute(Call call) throws IOException {
    // Published before the flag is read: either this check or cancel() ends the request.
    current = call;
    if (cancelled) {
      throw new IOException("Canceled");
    }
    return call.execute();
  }

  private RulesResponse rulesResponse(Call call) throws IOException {
    try {
      return RulesResponse.parse(executeFully(call).body().toByteArray());
    } catch (JsonProcessingException e) {
      throw new XFailure(new ServerFailure(OK, "a response that is not JSON"), e);
    }
  }

  /**
   * A successful response.
   *
   * @param date time of the response, by X's clock; the epoch if it is missing
   */
  private record DatedBody(ByteString body, Instant date) {}

  private DatedBody executeFully(Call call) throws IOException {
    call.timeout().timeout(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = execute(call)) {
      if (!response.isSuccessful()) {
        throw new XFailure(Failures.of(response));
      }
      BufferedSource body = response.body().source();
      if (body.request(MAX_RESPONSE_BYTES + 1L)) {
        throw new XFailure(
            new ServerFailure(
                response.code(), "a response of more than %d bytes".formatted(MAX_RESPONSE_BYTES)));
      }
      Date date = response.headers().getDate("Date");
      return new DatedBody(body.readByteString(), date == null ? Instant.EPOCH : date.toInstant());
    }
  }
}
