package io.evilnet.ingest.x;

import com.twitter.clientlib.ApiClient;
import com.twitter.clientlib.ApiException;
import com.twitter.clientlib.TwitterCredentialsBearer;
import com.twitter.clientlib.api.TweetsApi;
import com.twitter.clientlib.model.AddOrDeleteRulesRequest;
import com.twitter.clientlib.model.AddRulesRequest;
import com.twitter.clientlib.model.DeleteRulesRequest;
import com.twitter.clientlib.model.DeleteRulesRequestDelete;
import com.twitter.clientlib.model.RuleNoId;
import io.evilnet.ingest.x.StreamEnd.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The requests to X that ingest makes.
 *
 * <p>X's own Java library makes the calls; their answers are read here, since its models refuse
 * what X sends today.
 */
final class XApi implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int ALL_RULES = 1_000;
  private static final int OK = 200;
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http;
  private final TweetsApi tweets;
  private final StreamCalls streams;
  private final HttpUrl connections;
  private final BearerToken token;

  XApi(XSettings settings) {
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT_TIMEOUT)
            // The watchdog: X sends a byte at least every 20 s.
            .readTimeout(settings.stallTimeout())
            .build();
    ApiClient client = new ApiClient(http);
    client.setBasePath(settings.baseUrl());
    client.setTwitterCredentials(new TwitterCredentialsBearer(settings.token().value()));
    // Not through TwitterApi: it sets its own base path and looks for a file of settings.
    this.tweets = new TweetsApi();
    tweets.setClient(client);
    this.streams = new StreamCalls(tweets);
    // The SDK is older than this part of the API.
    this.connections = HttpUrl.get(settings.baseUrl() + "/2/connections");
    this.token = settings.token();
  }

  /**
   * A stream, not connected yet.
   *
   * @param backfillMinutes how much of the past X is to send first; 0 for nothing
   */
  Call stream(StreamChoice choice, int backfillMinutes) throws IOException {
    return streams.of(choice, backfillMinutes);
  }

  /** All rules of the account. */
  List<AccountRule> rules() throws IOException {
    try {
      return answer(tweets.getRules().maxResults(ALL_RULES).buildCall(null)).rules();
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Adds rules; all of them are there afterwards, or it throws.
   *
   * @param dryRun whether X only says if it would take them
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

  /** The connections to the filtered stream that the account has open. */
  List<OpenConnection> openConnections() throws IOException {
    HttpUrl url =
        connections
            .newBuilder()
            .addQueryParameter("status", "active")
            .addQueryParameter("endpoints", "filtered_stream")
            .addQueryParameter("connection.fields", "id,connected_at,endpoint_name")
            .build();
    return OpenConnection.parse(body(http.newCall(authorized(url).build())));
  }

  /** Ends connections of the account. */
  void terminate(List<OpenConnection> open) throws IOException {
    String ids =
        open.stream().map(c -> '"' + c.id() + '"').collect(Collectors.joining(",", "[", "]"));
    RequestBody request = RequestBody.create("{\"uuids\":" + ids + "}", JSON);
    body(http.newCall(authorized(connections).delete(request).build()));
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private void change(AddOrDeleteRulesRequest request, boolean dryRun) throws IOException {
    RuleAnswer answer;
    try {
      answer = answer(tweets.addOrDeleteRules(request).dryRun(dryRun).buildCall(null));
    } catch (ApiException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!answer.errors().isEmpty()) {
      throw new XFailure(new Refused(OK, "it does not take the rule: " + answer.errors().get(0)));
    }
  }

  private Request.Builder authorized(HttpUrl url) {
    return new Request.Builder().url(url).header("Authorization", "Bearer " + token.value());
  }

  private static RuleAnswer answer(Call call) throws IOException {
    return RuleAnswer.parse(body(call));
  }

  private static byte[] body(Call call) throws IOException {
    try (Response response = call.execute()) {
      if (!response.isSuccessful()) {
        throw new XFailure(Failures.of(response));
      }
      return response.body().bytes();
    }
  }
}
