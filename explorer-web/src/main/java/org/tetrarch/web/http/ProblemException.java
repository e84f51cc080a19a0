package org.tetrarch.web.http;

import org.jspecify.annotations.Nullable;

/**
 * Ends the handling of a request with a {@link Problem}. It stays within the HTTP routes, which is
 * where Javalin turns it into an answer.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String field;

  private ProblemException(int status, String detail, @Nullable String field) {
    // Expected and frequent: a trace would cost more than the answer.
    super(detail, null, false, false);
    this.status = status;
    this.field = field;
  }

  /** The request itself is wrong in one field. */
  public static ProblemException badField(String field, String detail) {
    return new ProblemException(400, detail, field);
  }

  /** The request is well-formed, but what it names does not exist. */
  public static ProblemException notFound(String field, String detail) {
    return new ProblemException(404, detail, field);
  }

  /** The caller has not shown that it may. */
  public static ProblemException unauthorised(String field, String detail) {
    return new ProblemException(401, detail, field);
  }

  /** Any other status. */
  public static ProblemException of(int status, String detail) {
    return new ProblemException(status, detail, null);
  }

  /** What to answer. */
  public Problem problem() {
    return Problem.of(status, String.valueOf(getMessage()), field);
  }
}
