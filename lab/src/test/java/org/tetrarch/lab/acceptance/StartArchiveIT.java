package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build whose archive of classes cannot be made would start slowly and say nothing. */
class StartArchiveIT {
  private static final String ARCHIVED =
      "org.tetrarch.node.NodeProcess source: shared objects file";

  @TempDir Path folder;

  @Test
  void theRehearsalMakesAnArchiveThatNodesUse() throws IOException {
    LiveNetwork network = new LiveNetwork(folder);
    Path archive = folder.resolve("node.archive");

    LiveNetwork.Ran made =
        network.program(
            "org.tetrarch.node.localnet.StartArchive",
            archive.toString(),
            "org.tetrarch.node.cli.Rehearsal");

    assertThat(made.code()).as(made.output()).isZero();
    assertThat(folder.toFile().list((in, name) -> name.contains("archive")))
        .as("what is left behind")
        .containsExactly("node.archive");
    String use = Runtime.version().feature() >= 25 ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
    LiveNetwork.Ran started =
        network.java(
            List.of(use + archive, "-XX:+UseSerialGC", "-Xlog:class+load"),
            "org.tetrarch.node.cli.NodeMain",
            "node",
            "run",
            "--config",
            "no-such-file");
    assertThat(started.output()).contains(ARCHIVED).contains("no-such-file: ");
  }
}
