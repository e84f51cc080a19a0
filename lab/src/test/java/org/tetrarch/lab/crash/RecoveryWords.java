package org.tetrarch.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tetrarch.consensus.log.LogRecord;

/** What a node says of its disk when it starts, and whether that is true. */
final class RecoveryWords {
  private static final Pattern LINE = Pattern.compile(".* (?:INFO|WARN) +ReplicaStores: (.*)");

  private static final Pattern REPLAYED =
      Pattern.compile(
          "replayed (\\d+) records?: (view \\d+(?:, not entered yet)?)"
              + "(?:, voted for (\\d+)(?: to (\\d+))?)?(?:, prepared (\\d+)(?: to (\\d+))?)?"
              + "(?: and will not vote otherwise)?; block (\\d+) executed, (\\d+) certified.*");

  private RecoveryWords() {}

  /** The sentences that tell what was found, joined; of the last start if there were several. */
  static String of(List<String> lines) {
    return lines.stream()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .collect(Collectors.joining(" / "));
  }

  /** Compares with what was read from the same disk before. */
  static void check(String words, DiskContent content) {
    assertThat(content.gap())
        .as("what is missing in the log of a node that lost nothing")
        .isEmpty();
    if (content.records().isEmpty()) {
      assertThat(words).startsWith("new here");
      return;
    }
    Matcher said = REPLAYED.matcher(words);
    assertThat(said.matches()).as("readable: %s", words).isTrue();
    assertThat(said.group(1)).as("records: %s", words).isEqualTo("" + content.records().size());
    assertThat(said.group(7)).as("block executed: %s", words).isEqualTo("" + content.head());
    TreeSet<Long> voted = new TreeSet<>();
    TreeSet<Long> prepared = new TreeSet<>();
    String view = "view 0";
    for (LogRecord each : content.records()) {
      switch (each) {
        case LogRecord.PrePrepareAccepted(var signed, var batch) ->
            voted.add(signed.message().sequence().value());
        case LogRecord.Prepared(var certificate) -> prepared.add(certificate.sequence().value());
        case LogRecord.ViewAttempted(var change) ->
            view = "view " + change.message().view().number() + ", not entered yet";
        case LogRecord.ViewEntered(var newView) ->
            view = "view " + newView.message().view().number();
        case LogRecord.CheckpointStable stable -> {}
        case LogRecord.LogLost lost -> {}
        case LogRecord.Joined joined -> {}
      }
    }
    assertThat(said.group(2)).as("view: %s", words).isEqualTo(view);
    voted.headSet(content.head(), true).clear();
    prepared.headSet(content.head(), true).clear();
    assertRange(words, voted, said.group(3), said.group(4));
    assertRange(words, prepared, said.group(5), said.group(6));
  }

  private static void assertRange(String words, TreeSet<Long> expected, String from, String to) {
    if (expected.isEmpty()) {
      assertThat(from).as(words).isNull();
    } else {
      assertThat(from).as(words).isEqualTo("" + expected.first());
      assertThat(to == null ? from : to).as(words).isEqualTo("" + expected.last());
    }
  }
}
