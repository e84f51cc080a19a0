package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.Json;
import org.tetrarch.web.port.LabControl;
import org.tetrarch.web.port.LabControl.Link;
import org.tetrarch.web.port.LabControl.Misbehaviour;

/** {@code /api/v1/lab}: makes this node and its lines misbehave, and takes it back. */
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
    routes.put("/api/v1/lab/links/{peer}/cut", this::cut);
    routes.put("/api/v1/lab/links/{peer}/delay/{millis}", this::delay);
    routes.put("/api/v1/lab/links/{peer}/drop/{percent}", this::drop);
    routes.delete("/api/v1/lab/links", this::heal);
  }

  /** What {@code GET /api/v1/lab} answers. */
  record LabDocument(@Nullable String active, List<Misbehaviour> misbehaviours, List<Link> links) {

    LabDocument {
      misbehaviours = List.copyOf(misbehaviours);
      links = List.copyOf(links);
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

  private void cut(Context context) {
    change(context, link -> new Link(link.peer(), true, link.delayMillis(), link.dropPercent()));
  }

  private void delay(Context context) {
    int millis = Parameters.pathNumber(context, "millis", Link.MAX_DELAY_MILLIS);
    change(context, link -> new Link(link.peer(), link.cut(), millis, link.dropPercent()));
  }

  private void drop(Context context) {
    int percent = Parameters.pathNumber(context, "percent", 100);
    change(context, link -> new Link(link.peer(), link.cut(), link.delayMillis(), percent));
  }

  private void change(Context context, UnaryOperator<Link> change) {
    LabControl control = authorised(context);
    String peer = context.pathParam("peer");
    Link old =
        control.links().stream()
            .filter(link -> link.peer().equals(peer))
            .findFirst()
            .orElseThrow(
                () -> ProblemException.notFound("peer", "This node has no peer of that name."));
    control.set(change.apply(old));
    answer(context, control);
  }

  private void heal(Context context) {
    LabControl control = authorised(context);
    control.heal();
    answer(context, control);
  }

  private static void answer(Context context, LabControl control) {
    LabDocument document =
        new LabDocument(control.active().orElse(null), control.misbehaviours(), control.links());
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
