package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer's files. */
final class PageTest extends ServerTest {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
  private static final Pattern IMPORT =
      Pattern.compile("[\"`](?:\\./|assets/)([\\w-]+\\.(?:js|css))[\"`]");
  private static final Path SOURCES = Path.of("src/main/web");

  private String body(String path) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.raw().body();
  }

  private List<String> scripts() throws Exception {
    List<String> paths = new ArrayList<>();
    Matcher references = REFERENCE.matcher(body("/"));
    while (references.find()) {
      paths.add(references.group(1));
    }
    for (int i = 0; i < paths.size(); i++) {
      Matcher imports = IMPORT.matcher(body(paths.get(i)));
      while (imports.find()) {
        String path = "/assets/" + imports.group(1);
        if (!paths.contains(path)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  @Test
  void theDocumentAndAllThatItLoadsAreServed() throws Exception {
    assertThat(scripts())
        .anyMatch(path -> path.contains("/index-") && path.endsWith(".js"))
        .anyMatch(path -> path.endsWith(".css"))
        .anyMatch(path -> path.endsWith(".svg"))
        .anyMatch(path -> path.contains("/chart-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/blocks",
        "/block/12",
        "/transfers",
        "/tx/0x12",
        "/accounts",
        "/address/0x12",
        "/pending",
        "/network",
        "/evidence",
        "/lab",
        "/theatre",
        "/api"
      })
  void everyPageIsTheSameDocument(String path) throws Exception {
    Client.Answer answer = client.get(path);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.raw().body()).isEqualTo(body("/"));
  }

  @Test
  void aBrowserAtAnUnknownPathGetsTheDocumentAndAProgramAProblem() throws Exception {
    Client.Answer person =
        client.send(client.request("/nothing").header("Accept", "text/html,*/*;q=0.8"));
    assertThat(person.status()).isEqualTo(404);
    assertThat(person.raw().body()).isEqualTo(body("/"));
    assertThat(client.get("/nothing").header("Content-Type")).contains("problem+json");
    Client.Answer data =
        client.send(client.request("/api/v1/nothing").header("Accept", "text/html"));
    assertThat(data.header("Content-Type")).contains("problem+json");
  }

  @Test
  void nothingIsInlineAndNothingComesFromElsewhere() throws Exception {
    assertThat(body("/"))
        .doesNotContain("<style")
        .doesNotContain(" style=")
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    for (String path : scripts()) {
      assertThat(body(path))
          .as(path)
          .doesNotContainPattern("(?:url\\(|from|import|fetch\\()[\\s\"'(]*(?:https?:)?//")
          .doesNotContain("sourceMappingURL");
    }
  }

  @Test
  void pagesNeverMakeMarkupOfText() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().matches(".*\\.tsx?")).toList();
      assertThat(sources).hasSizeGreaterThan(10);
      for (Path source : sources) {
        assertThat(Files.readString(source))
            .as(source.toString())
            .doesNotContainIgnoringCase("innerHTML")
            .doesNotContain("insertAdjacentHTML")
            .doesNotContain("document.write")
            .doesNotContain("eval(");
      }
    }
  }

  @Test
  void anAssetIsKeptForEverAndTheDocumentAskedForAgain() throws Exception {
    String script =
        scripts().stream().filter(path -> path.endsWith(".js")).findFirst().orElseThrow();
    Client.Answer asset = client.get(script);
    assertThat(asset.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(asset.header("Cache-Control")).contains("immutable");
    Client.Answer again =
        client.send(client.request("/").header("If-None-Match", client.get("/").header("ETag")));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.raw().body()).isEmpty();
  }
}
