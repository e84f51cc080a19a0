package org.tetrarch.web.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.json.Json;

/**
 * An error as RFC 9457 describes it. The type is always {@code about:blank}, so that the title is
 * the status' own phrase and the detail says what to do.
 *
 * @param detail one sentence for people
 * @param field the path parameter, query parameter, header or member that is wrong, if one is
 */
public record Problem(
    String type, String title, int status, String detail, @Nullable String field) {

  /** The media type of RFC 9457. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem that no single field causes. */
  public static Problem of(int status, String detail) {
    return of(status, detail, null);
  }

  /** A problem with one field. */
  public static Problem of(int status, String detail, @Nullable String field) {
    return new Problem(
        "about:blank", HttpStatus.forStatus(status).getMessage(), status, detail, field);
  }

  /** Makes this the answer to a request. */
  public void send(Context context) {
    context
        .status(status)
        .contentType(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .result(Json.write(this));
  }
}
