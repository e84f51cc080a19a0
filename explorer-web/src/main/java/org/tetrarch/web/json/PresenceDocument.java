package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one replica was heard by this node, minute by minute, the oldest first.
 *
 * @param medianVoteMicros between a proposal and this replica's COMMIT for it, over the newest
 *     blocks; left out while there are none
 */
public record PresenceDocument(
    int index, String name, @Nullable Long medianVoteMicros, List<Minute> minutes) {

  public PresenceDocument {
    minutes = List.copyOf(minutes);
  }

  /**
   * @param looks how often this node looked
   * @param present how often it could hear the replica then
   */
  public record Minute(long startMillis, int looks, int present) {}
}
