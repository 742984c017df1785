package io.evilnet.ingest.x;

import io.evilnet.ingest.x.StreamEnd.Refused;

/** Remedies of permanent rejections by X. */
public final class Rejections {

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private Rejections() {}

  /**
   * Returns a rejection with its remedy, as far as there is one; any other reason unchanged.
   *
   * @param settings settings of the rejected connection or request
   */
  public static StreamEnd explained(StreamEnd end, XSettings settings) {
    return end instanceof Refused refused
        ? new Refused(refused.status(), refused.detail() + remedy(refused.status(), settings))
        : end;
  }

  private static String remedy(int status, XSettings settings) {
    return switch (status) {
      case UNAUTHORIZED ->
          ". The bearer token from %s is invalid: check it, or create a new one in X's developer console. A new token requires a restart of ingest"
              .formatted(settings.token().source());
      case FORBIDDEN ->
          ". The app of the bearer token from %s has no permission: check its access level and credits in X's developer console%s"
              .formatted(settings.token().source(), requiredAccess(settings));
      case BAD_REQUEST -> requiredAccess(settings);
      default -> "";
    };
  }

  /** Returns the remedy if a setting requires another access level. */
  private static String requiredAccess(XSettings settings) {
    String stream =
        settings.stream().equals(StreamChoice.FILTERED)
            ? ""
            : ". The stream %s requires a higher access level: without it, set stream to filtered"
                .formatted(settings.stream().kind().label());
    String backfill =
        settings.backfillMinutes() == 0
            ? ""
            : ". Backfill requires Enterprise access: without it, set backfill-minutes to 0";
    return stream + backfill;
  }
}
