package org.tetrarch.lab.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there: classes, tests, files, and methods that HTTP serves. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final SourceTree SOURCES = SourceTree.of(ROOT);

  /** Where whatever is set as code and looks like a class is one of ours. */
  private static final List<String> ABOUT_CLASSES =
      List.of("docs/glossary.md", "docs/invariants.md", "docs/verification.md");

  @Test
  void everyClassAndTestThatTheyNameExists() throws IOException {
    for (String document : ABOUT_CLASSES) {
      List<String> named = Mentions.classes(read(document));
      assertThat(named).as(document).hasSizeGreaterThan(30);
      assertThat(SOURCES.missing(named)).as(document + " names what is not there").isEmpty();
    }
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    for (Path document : documents()) {
      List<String> broken =
          Mentions.links(Files.readString(document)).stream()
              .filter(link -> !Files.exists(document.resolveSibling(link)))
              .toList();
      assertThat(broken).as(ROOT.relativize(document) + " links to what is not there").isEmpty();
    }
  }

  @Test
  void everyMethodAndPathOfHttpExists() throws IOException {
    List<String> methods = Mentions.rpcMethods(read("docs/http.md"));
    assertThat(methods).hasSizeGreaterThan(30);
    assertThat(SOURCES.withoutLiteral(methods)).as("no such JSON-RPC method").isEmpty();
    List<String> paths = Mentions.paths(read("docs/http.md"));
    assertThat(paths).hasSizeGreaterThan(10);
    assertThat(SOURCES.withoutLiteral(paths)).as("no such path").isEmpty();
  }

  @Test
  void aMethodOrPathThatIsNotThereIsSeen() {
    String text =
        "`eth_chainId` `eth_noSuchMethodAnywhere` `GET /api/v1/blocks?before&limit` `PUT /api/v1/mine`";
    assertThat(SOURCES.withoutLiteral(Mentions.rpcMethods(text)))
        .containsExactly("eth_noSuchMethodAnywhere");
    assertThat(SOURCES.withoutLiteral(Mentions.paths(text))).containsExactly("/api/v1/mine");
  }

  @Test
  void aClassOrTestThatIsNotThereIsSeen() {
    String text =
        """
        `ReplicaSet` `ReplicaSet.quorum` `Output.Persist` `CHECKPOINT` `some text` `lower`
        `NoSuchClass` `ReplicaSet.noSuchMethod` `ReplicaSetTest.noSuchTest`
        """;
    assertThat(SOURCES.missing(Mentions.classes(text)))
        .containsExactly("NoSuchClass", "ReplicaSet.noSuchMethod", "ReplicaSetTest.noSuchTest");
  }

  @Test
  void aLinkIsSeenWithoutItsAnchorAndUnlessItLeadsOutside() {
    String text = "[a](b.md#c) [d](https://example.org/e) ![f](g/h.svg) [i](#j)";
    assertThat(Mentions.links(text)).containsExactly("b.md", "g/h.svg");
  }

  private static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, below).filter(path -> path.toString().endsWith(".md")).toList();
    }
  }
}
