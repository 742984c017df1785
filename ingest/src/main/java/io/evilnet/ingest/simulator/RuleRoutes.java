package io.evilnet.ingest.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.evilnet.ingest.simulator.RuleBook.Added;
import io.evilnet.ingest.simulator.RuleBook.Rule;
import io.evilnet.ingest.simulator.RuleBook.Verdict;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;

/**
 * Handler of {@code /2/tweets/search/stream/rules}.
 *
 * @see <a href="https://docs.x.com/x-api/posts/filtered-stream/introduction">X: filtered stream</a>
 */
final class RuleRoutes {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int CREATED = 201;

  private final Accounts accounts;

  RuleRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  void list(Context context) throws IOException {
    List<Rule> rules = accounts.of(context).rules().all();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (!rules.isEmpty()) {
        writeRules(json, rules);
      }
      json.writeObjectFieldStart("meta");
      json.writeStringField("sent", Instant.now().toString());
      json.writeNumberField("result_count", rules.size());
      json.writeEndObject();
      json.writeEndObject();
    }
    context.contentType("application/json").result(text.toString());
  }

  void change(Context context) throws IOException {
    RuleRequest request;
    try {
      request = RuleRequest.parse(context.bodyAsBytes());
    } catch (IOException e) {
      Problem.invalidRequest("The body is not JSON.").answer(context);
      return;
    }
    if (request.add().isEmpty() == request.deleteIds().isEmpty()) {
      Problem.invalidRequest("Either rules to add or ids to delete are required.").answer(context);
      return;
    }
    boolean dryRun = "true".equals(context.queryParam("dry_run"));
    RuleBook rules = accounts.of(context).rules();
    if (request.add().isEmpty()) {
      int deleted = rules.delete(request.deleteIds(), dryRun);
      answerDeleted(context, deleted, request.deleteIds().size() - deleted);
    } else {
      answerAdded(context, rules.add(request.add(), dryRun));
    }
  }

  private static void answerAdded(Context context, List<Added> added) throws IOException {
    List<Rule> created =
        added.stream().filter(a -> a.verdict() == Verdict.CREATED).map(Added::rule).toList();
    List<Added> refused = added.stream().filter(a -> a.verdict() != Verdict.CREATED).toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (!created.isEmpty()) {
        writeRules(json, created);
      }
      startSummary(json);
      json.writeNumberField("created", created.size());
      json.writeNumberField("not_created", refused.size());
      json.writeNumberField("valid", created.size());
      json.writeNumberField("invalid", refused.size());
      endSummary(json);
      if (!refused.isEmpty()) {
        writeErrors(json, refused);
      }
      json.writeEndObject();
    }
    context
        .status(created.isEmpty() ? 400 : CREATED)
        .contentType("application/json")
        .result(text.toString());
  }

  private static void answerDeleted(Context context, int deleted, int missing) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      startSummary(json);
      json.writeNumberField("deleted", deleted);
      json.writeNumberField("not_deleted", missing);
      endSummary(json);
      json.writeEndObject();
    }
    context.contentType("application/json").result(text.toString());
  }

  private static void startSummary(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("meta");
    json.writeStringField("sent", Instant.now().toString());
    json.writeObjectFieldStart("summary");
  }

  private static void endSummary(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeRules(JsonGenerator json, List<Rule> rules) throws IOException {
    json.writeArrayFieldStart("data");
    for (Rule rule : rules) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      json.writeStringField("value", rule.value());
      if (!rule.tag().isEmpty()) {
        json.writeStringField("tag", rule.tag());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeErrors(JsonGenerator json, List<Added> refused) throws IOException {
    json.writeArrayFieldStart("errors");
    for (Added added : refused) {
      json.writeStartObject();
      json.writeStringField("value", added.rule().value());
      json.writeStringField("id", added.rule().id());
      switch (added.verdict()) {
        case DUPLICATE -> {
          json.writeStringField("title", "DuplicateRule");
          json.writeStringField("type", "https://api.x.com/2/problems/duplicate-rules");
        }
        case TOO_MANY -> {
          json.writeStringField("title", "RulesCapExceeded");
          json.writeStringField("type", "https://api.x.com/2/problems/rule-cap");
        }
        default -> {
          json.writeStringField("title", "Invalid Rule");
          json.writeStringField("type", "https://api.x.com/2/problems/invalid-rules");
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
