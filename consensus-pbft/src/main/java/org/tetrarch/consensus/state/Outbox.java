package org.tetrarch.consensus.state;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.consensus.event.Output;
import org.tetrarch.consensus.log.LogRecord;

/**
 * Gathers the outputs of one step. Whatever is emitted after a record ends up inside its {@link
 * Output.Persist}, so that nothing which relies on the record can come before it.
 */
public final class Outbox {
  private List<Output> free = new ArrayList<>();
  private List<LogRecord> records = new ArrayList<>();
  private List<Output> bound = new ArrayList<>();

  public void persist(LogRecord logRecord) {
    records.add(logRecord);
  }

  public void emit(Output output) {
    (records.isEmpty() ? free : bound).add(output);
  }

  /** Everything gathered, and begins anew. */
  public List<Output> drain() {
    List<Output> result = free;
    if (!records.isEmpty()) {
      result.add(new Output.Persist(records, bound));
    }
    free = new ArrayList<>();
    records = new ArrayList<>();
    bound = new ArrayList<>();
    return result;
  }
}
