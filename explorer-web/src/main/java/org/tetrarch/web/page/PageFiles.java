package org.tetrarch.web.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32C;

/** Serves the pages and their assets; the browser revalidates with an ETag. */
public final class PageFiles {

  private static final List<File> FILES =
      List.of(
          new File("/", "index.html", "text/html; charset=utf-8"),
          new File("/assets/home.css", "home.css", "text/css; charset=utf-8"),
          new File("/assets/home.js", "home.js", "text/javascript; charset=utf-8"),
          new File("/assets/dom.js", "dom.js", "text/javascript; charset=utf-8"),
          new File("/assets/feed.js", "feed.js", "text/javascript; charset=utf-8"),
          new File("/assets/format.js", "format.js", "text/javascript; charset=utf-8"),
          new File("/assets/mark.svg", "mark.svg", "image/svg+xml"),
          new File("/favicon.ico", "mark.svg", "image/svg+xml"));

  private PageFiles() {}

  private record File(String path, String resource, String mediaType) {

    byte[] load() {
      try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks " + resource);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("the jar's " + resource + " cannot be read", e);
      }
    }
  }

  /** Adds a route for each file. */
  public static void addTo(RoutesConfig routes) {
    for (File file : FILES) {
      byte[] content = file.load();
      String etag = etag(content);
      routes.get(file.path(), context -> serve(context, file.mediaType(), etag, content));
    }
  }

  private static void serve(Context context, String mediaType, String etag, byte[] content) {
    context.header("Cache-Control", "no-cache").header("ETag", etag);
    if (etag.equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(mediaType).result(content);
    }
  }

  private static String etag(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return '"' + Long.toHexString(checksum.getValue()) + '"';
  }
}
