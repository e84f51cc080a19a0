package org.tetrarch.web.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Serves the explorer: one document for all its pages, which its script tells apart by the path,
 * and assets whose names change with their content.
 */
public final class PageFiles {

  /** Where people arrive; the script knows the same paths. */
  private static final List<String> PAGES =
      List.of(
          "/",
          "/blocks",
          "/block/{id}",
          "/transfers",
          "/tx/{hash}",
          "/accounts",
          "/address/{address}",
          "/pending",
          "/network",
          "/evidence",
          "/lab",
          "/theatre",
          "/api");

  private static final String DOCUMENT = "index.html";
  private static final String ASSETS = "assets/";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final File document;
  private final List<File> assets;

  private PageFiles(File document, List<File> assets) {
    this.document = document;
    this.assets = assets;
  }

  /** Reads what the build has put into the jar. */
  public static PageFiles load() {
    String names = new String(read("files.txt"), StandardCharsets.UTF_8);
    List<File> assets =
        names.lines().filter(name -> name.startsWith(ASSETS)).map(File::load).toList();
    return new PageFiles(File.load(DOCUMENT), assets);
  }

  /** A file in memory, never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  private record File(String name, String mediaType, byte[] content, String etag) {

    static File load(String name) {
      byte[] content = read(name);
      String type = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      if (type == null) {
        throw new IllegalStateException("no media type is known for " + name);
      }
      CRC32C checksum = new CRC32C();
      checksum.update(content);
      return new File(name, type, content, '"' + Long.toHexString(checksum.getValue()) + '"');
    }
  }

  private static byte[] read(String name) {
    String resource = "site/" + name;
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + resource + " cannot be read", e);
    }
  }

  /** Adds a route for each page and each asset. */
  public void addTo(RoutesConfig routes) {
    for (String page : PAGES) {
      routes.get(page, context -> serve(context, document, "no-cache"));
    }
    for (File asset : assets) {
      routes.get(
          "/" + asset.name(),
          context -> serve(context, asset, "public, max-age=31536000, immutable"));
    }
    File mark =
        assets.stream()
            .filter(asset -> asset.mediaType().equals("image/svg+xml"))
            .findFirst()
            .orElseThrow();
    routes.get("/favicon.ico", context -> serve(context, mark, "no-cache"));
  }

  /** Answers a browser that came to a path where nothing is. */
  public void notFound(Context context) {
    context.contentType(document.mediaType()).header("Cache-Control", "no-store");
    context.status(404).result(document.content());
  }

  private static void serve(Context context, File file, String caching) {
    context.header("Cache-Control", caching).header("ETag", file.etag());
    if (file.etag().equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(file.mediaType()).result(file.content());
    }
  }
}
