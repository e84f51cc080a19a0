package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tetrarch.web.json.Json;

/** {@code /api/v1/openapi.json}: what these resources are, for programs. */
final class OpenApi {

  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  static void addTo(RoutesConfig routes) {
    byte[] document = load();
    routes.get(
        "/api/v1/openapi.json",
        context ->
            context
                .contentType(Json.MEDIA_TYPE)
                .header("Cache-Control", "no-cache")
                .result(document));
  }

  private static byte[] load() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + RESOURCE + " cannot be read", e);
    }
  }
}
