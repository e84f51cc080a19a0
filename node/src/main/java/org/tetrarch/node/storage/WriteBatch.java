package org.tetrarch.node.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that are made together or not at all. For one thread; takes the arrays over. */
public final class WriteBatch {
  /**
   * One change, never compared.
   *
   * @param value null to delete the key
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Change(byte[] key, byte @Nullable [] value) {}

  private final List<Change> changes = new ArrayList<>();

  public WriteBatch put(byte[] key, byte[] value) {
    changes.add(new Change(key, value));
    return this;
  }

  public WriteBatch delete(byte[] key) {
    changes.add(new Change(key, null));
    return this;
  }

  /** In the order in which they are made. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }
}
