package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.port.LabControl;
import org.tetrarch.web.port.LabControl.Misbehaviour;

/** {@code /api/v1/lab}: makes this node misbehave, and takes it back. */
final class LabResource {

  /** The header that carries the lab's secret. */
  static final String TOKEN_HEADER = "X-Tetrarch-Lab-Token";

  private final Optional<LabControl> lab;

  LabResource(Optional<LabControl> lab) {
    this.lab = lab;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/lab", this::show);
    routes.put("/api/v1/lab/misbehaviour/{name}", this::set);
    routes.delete("/api/v1/lab/misbehaviour", this::clear);
  }

  /** What {@code GET /api/v1/lab} answers. */
  record LabDocument(@Nullable String active, List<Misbehaviour> misbehaviours) {

    LabDocument {
      misbehaviours = List.copyOf(misbehaviours);
    }
  }

  private void show(Context context) {
    answer(context, authorised(context));
  }

  private void set(Context context) {
    LabControl control = authorised(context);
    String name = context.pathParam("name");
    if (!control.set(name)) {
      throw ProblemException.notFound(
          "name", "This node knows no such misbehaviour; GET /api/v1/lab lists those it knows.");
    }
    answer(context, control);
  }

  private void clear(Context context) {
    LabControl control = authorised(context);
    control.clear();
    answer(context, control);
  }

  private static void answer(Context context, LabControl control) {
    LabDocument document = new LabDocument(control.active().orElse(null), control.misbehaviours());
    context.contentType(Json.MEDIA_TYPE).result(Json.write(document));
  }

  private LabControl authorised(Context context) {
    LabControl control =
        lab.orElseThrow(
            () ->
                ProblemException.of(
                    409, "This node was started without --lab and cannot be made malicious."));
    String shown = context.header(TOKEN_HEADER);
    if (shown == null) {
      throw ProblemException.unauthorised(
          TOKEN_HEADER, "The lab wants the token that the launcher printed.");
    }
    if (!sameSecret(shown, control.token())) {
      throw ProblemException.unauthorised(TOKEN_HEADER, "This is not the lab's token.");
    }
    return control;
  }

  /** In a time that says nothing about where the two differ. */
  private static boolean sameSecret(String shown, String secret) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }
}
