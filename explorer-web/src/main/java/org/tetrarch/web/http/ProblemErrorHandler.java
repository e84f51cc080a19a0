package org.tetrarch.web.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.json.Json;

/**
 * Problems for what Jetty refuses before any route sees it, such as a malformed request line or
 * headers that are too long. Jetty's own page would name classes and echo the request.
 */
public final class ProblemErrorHandler extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(true, body(status), callback);
  }

  private static ByteBuffer body(int status) {
    String detail =
        status < 500 ? "The request is not one that this server understands." : "Not available.";
    return ByteBuffer.wrap(Json.write(Problem.of(status, detail)));
  }
}
