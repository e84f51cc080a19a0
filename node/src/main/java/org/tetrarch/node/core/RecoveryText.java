package org.tetrarch.node.core;

import java.util.List;
import org.tetrarch.consensus.log.LogRecord;

/** Says in plain words what a node found on its disk. */
final class RecoveryText {
  private RecoveryText() {}

  static String of(List<LogRecord> records, long stable, long head) {
    if (records.isEmpty()) {
      return "new here: begins at block " + head + " and asks the others before it votes";
    }
    String view = "view 0";
    String prepared = "";
    long voted = 0;
    for (LogRecord logRecord : records) {
      switch (logRecord) {
        case LogRecord.ViewAttempted(var change) ->
            view = change.message().view() + ", not entered yet";
        case LogRecord.ViewEntered(var entered) -> view = entered.message().view().toString();
        case LogRecord.Prepared(var certificate) -> {
          if (certificate.sequence().value() > head) {
            prepared =
                ", prepared "
                    + certificate.sequence()
                    + " in "
                    + certificate.view()
                    + " and will not vote otherwise";
          }
        }
        case LogRecord.PrePrepareAccepted accepted -> voted++;
        case LogRecord.CheckpointStable checkpoint -> {}
        case LogRecord.Joined joined -> {}
      }
    }
    return "replayed %d records, %d of them votes: %s%s; block %d executed, %d certified"
        .formatted(records.size(), voted, view, prepared, head, stable);
  }
}
