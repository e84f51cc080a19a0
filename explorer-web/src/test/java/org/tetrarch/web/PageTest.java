package org.tetrarch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The explorer's files. */
final class PageTest extends ServerTest {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href|from)[= ]\"([^\"]+)\"");

  @Test
  void pageAndAllItsPartsAreServed() throws Exception {
    for (String path : List.of("/", "/assets/home.js")) {
      Matcher references = REFERENCE.matcher(client.get(path).raw().body());
      while (references.find()) {
        String target = references.group(1).replaceFirst("^\\./", "/assets/");
        assertThat(client.get(target).status()).as(target).isEqualTo(200);
      }
    }
  }

  @Test
  void nothingIsInlineAndNothingComesFromElsewhere() throws Exception {
    String page = client.get("/").raw().body();
    assertThat(page)
        .doesNotContain("<style")
        .doesNotContain(" style=")
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContainPattern("\\son[a-z]+=");
    for (String path :
        List.of("/", "/assets/home.css", "/assets/home.js", "/assets/dom.js", "/assets/feed.js")) {
      assertThat(client.get(path).raw().body())
          .doesNotContainPattern("(?:src|href|url|from|import)[=(\" ]+(?:https?:)?//");
    }
  }

  @Test
  void scriptsNeverMakeMarkupOfText() throws Exception {
    for (String path :
        List.of("/assets/home.js", "/assets/dom.js", "/assets/feed.js", "/assets/format.js")) {
      assertThat(client.get(path).raw().body())
          .doesNotContain("innerHTML")
          .doesNotContain("insertAdjacentHTML")
          .doesNotContain("document.write")
          .doesNotContain("eval(");
    }
  }

  @Test
  void unchangedFileIsNotSentTwice() throws Exception {
    Client.Answer first = client.get("/assets/home.js");
    assertThat(first.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    Client.Answer second =
        client.send(
            client.request("/assets/home.js").header("If-None-Match", first.header("ETag")));
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.raw().body()).isEmpty();
  }
}
