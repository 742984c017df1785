package io.evilnet.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evilnet.simulator.RuleBook.Added;
import io.evilnet.simulator.RuleBook.Rule;
import io.evilnet.simulator.RuleBook.Verdict;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Handler of {@code /2/tweets/search/stream/rules}.
 *
 * @see <a href="https://docs.x.com/x-api/posts/filtered-stream/introduction">X: filtered stream</a>
 */
final class RuleRoutes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CREATED = 201;

  private final Accounts accounts;

  RuleRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  void list(Context context) {
    List<Rule> rules = accounts.of(context).rules().all();
    ObjectNode response = response(rules);
    addMeta(response).put("result_count", rules.size());
    send(context, response);
  }

  void change(Context context) {
    RuleRequest request;
    try {
      request = RuleRequest.parse(context.bodyAsBytes());
    } catch (IOException e) {
      Problem.invalidRequest("The body is not JSON.").respond(context);
      return;
    }
    if (request.add().isEmpty() == request.deleteIds().isEmpty()) {
      Problem.invalidRequest("Either rules to add or ids to delete are required.").respond(context);
      return;
    }
    boolean dryRun = "true".equals(context.queryParam("dry_run"));
    RuleBook rules = accounts.of(context).rules();
    if (request.add().isEmpty()) {
      int deleted = rules.delete(request.deleteIds(), dryRun);
      respondDeleted(context, deleted, request.deleteIds().size() - deleted);
    } else {
      respondAdded(context, rules.add(request.add(), dryRun));
    }
  }

  private static void respondAdded(Context context, List<Added> added) {
    List<Rule> created =
        added.stream().filter(a -> a.verdict() == Verdict.CREATED).map(Added::rule).toList();
    List<Added> refused = added.stream().filter(a -> a.verdict() != Verdict.CREATED).toList();
    ObjectNode response = response(created);
    addMeta(response)
        .putObject("summary")
        .put("created", created.size())
        .put("not_created", refused.size())
        .put("valid", created.size())
        .put("invalid", refused.size());
    if (!refused.isEmpty()) {
      ArrayNode errors = response.putArray("errors");
      refused.forEach(refusal -> addError(errors, refusal));
    }
    context.status(created.isEmpty() ? 400 : CREATED);
    send(context, response);
  }

  private static void respondDeleted(Context context, int deleted, int missing) {
    ObjectNode response = response(List.of());
    addMeta(response).putObject("summary").put("deleted", deleted).put("not_deleted", missing);
    send(context, response);
  }

  /** Returns a response with the rules, if any. */
  private static ObjectNode response(List<Rule> rules) {
    ObjectNode response = JSON.createObjectNode();
    if (!rules.isEmpty()) {
      ArrayNode data = response.putArray("data");
      for (Rule rule : rules) {
        ObjectNode shown = data.addObject().put("id", rule.id()).put("value", rule.value());
        if (!rule.tag().isEmpty()) {
          shown.put("tag", rule.tag());
        }
      }
    }
    return response;
  }

  private static ObjectNode addMeta(ObjectNode response) {
    return response.putObject("meta").put("sent", Instant.now().toString());
  }

  private static void addError(ArrayNode errors, Added refused) {
    ObjectNode error =
        errors.addObject().put("value", refused.rule().value()).put("id", refused.rule().id());
    switch (refused.verdict()) {
      case DUPLICATE ->
          error
              .put("title", "DuplicateRule")
              .put("type", "https://api.x.com/2/problems/duplicate-rules");
      case TOO_MANY ->
          error
              .put("title", "RulesCapExceeded")
              .put("type", "https://api.x.com/2/problems/rule-cap");
      default ->
          error
              .put("title", "Invalid Rule")
              .put("type", "https://api.x.com/2/problems/invalid-rules");
    }
  }

  private static void send(Context context, ObjectNode response) {
    context.contentType("application/json").result(response.toString());
  }
}
