package org.tetrarch.web.rpc;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tetrarch.web.http.BoundedBody;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.Json;

/** JSON-RPC over HTTP POST. */
public final class RpcEndpoint {

  /** Bodies may be this long: 1 MiB. */
  public static final int MAX_BODY_BYTES = 1 << 20;

  /**
   * A form post from a foreign page is sent without asking; one of these types makes the browser
   * ask first. The same list as geth's.
   */
  private static final Set<String> CONTENT_TYPES =
      Set.of(Json.MEDIA_TYPE, "application/json-rpc", "application/jsonrequest");

  private final RpcDispatcher dispatcher;

  public RpcEndpoint(RpcDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Handles one POST. */
  public void handle(Context context) throws IOException {
    requireJson(context);
    Optional<byte[]> body =
        BoundedBody.read(
            context.req().getInputStream(), context.req().getContentLengthLong(), MAX_BODY_BYTES);
    if (body.isEmpty()) {
      // The rest of the body is not read, so the connection ends: the client must not use it again.
      context.status(413).header("Connection", "close");
      send(
          context,
          RpcDispatcher.error(
              RpcException.INVALID_REQUEST,
              "request body too large: at most " + MAX_BODY_BYTES + " bytes"));
      return;
    }
    Optional<byte[]> answer = dispatcher.answer(body.get(), RpcScope.WITHOUT_SUBSCRIPTIONS);
    if (answer.isPresent()) {
      send(context, answer.get());
    } else {
      context.status(204);
    }
  }

  private static void send(Context context, byte[] answer) {
    context.contentType(Json.MEDIA_TYPE).header("Cache-Control", "no-store").result(answer);
  }

  private static void requireJson(Context context) {
    String declared = context.contentType();
    String type = declared == null ? "" : declared.split(";", 2)[0].trim();
    if (!CONTENT_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw ProblemException.of(415, "JSON-RPC wants the header Content-Type: application/json.");
    }
  }
}
