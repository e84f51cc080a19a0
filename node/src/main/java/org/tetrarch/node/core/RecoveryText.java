package org.tetrarch.node.core;

import java.util.List;
import java.util.TreeSet;
import org.tetrarch.consensus.log.LogRecord;

/** Says in plain words what a node found on its disk, and what it will do with it. */
final class RecoveryText {
  private RecoveryText() {}

  /**
   * @param records as they were in the log
   * @param certified the highest block that is here and certified
   * @param head the highest block that is here
   */
  static String of(List<LogRecord> records, long certified, long head) {
    if (records.isEmpty()) {
      return (head == 0 ? "new here: " : "has no record of its votes: ")
          + "begins at block "
          + head
          + " and asks the others before it votes";
    }
    return "replayed %d %s: %s%s; block %d executed, %d certified%s"
        .formatted(
            records.size(),
            records.size() == 1 ? "record" : "records",
            view(records),
            votes(records, head),
            head,
            certified,
            abstention(records, certified, head));
  }

  private static String view(List<LogRecord> records) {
    String view = "view 0";
    for (LogRecord each : records) {
      if (each instanceof LogRecord.ViewAttempted(var viewChange)) {
        view = viewChange.message().view() + ", not entered yet";
      } else if (each instanceof LogRecord.ViewEntered(var newView)) {
        view = newView.message().view().toString();
      }
    }
    return view;
  }

  /** What binds it in what is still to be decided. */
  private static String votes(List<LogRecord> records, long head) {
    TreeSet<Long> voted = new TreeSet<>();
    TreeSet<Long> prepared = new TreeSet<>();
    for (LogRecord each : records) {
      if (each instanceof LogRecord.PrePrepareAccepted(var prePrepare, var batch)) {
        voted.add(prePrepare.message().sequence().value());
      } else if (each instanceof LogRecord.Prepared(var certificate)) {
        prepared.add(certificate.sequence().value());
      }
    }
    String open = range(", voted for ", voted, head) + range(", prepared ", prepared, head);
    return open.isEmpty() ? "" : open + " and will not vote otherwise";
  }

  private static String range(String what, TreeSet<Long> heights, long head) {
    var above = heights.tailSet(head, false);
    if (above.isEmpty()) {
      return "";
    }
    return what + above.first() + (above.size() == 1 ? "" : " to " + above.last());
  }

  /** Why it does not vote, if it does not. */
  private static String abstention(List<LogRecord> records, long certified, long head) {
    long floor = 0;
    long known = 0;
    for (LogRecord each : records) {
      if (each instanceof LogRecord.Joined(var joined)) {
        floor = joined.value();
      } else if (each instanceof LogRecord.CheckpointStable(var checkpoint)) {
        known = Math.max(known, checkpoint.sequence().value());
      }
    }
    if (known > head && known >= floor) {
      return "; block %d was certified and is not here, does not vote before it is"
          .formatted(known);
    }
    return floor > certified ? "; does not vote before block %d is certified".formatted(floor) : "";
  }
}
