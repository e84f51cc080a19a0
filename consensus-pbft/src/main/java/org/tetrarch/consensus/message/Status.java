package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * Where a replica stands, told to all at regular intervals: the primary's sign of life, and what
 * tells the others which messages to send again (Castro's thesis §5.2).
 *
 * @param view the view it is in or wants to enter
 * @param executed the highest sequence number whose block it holds durably; its own word
 * @param stable its last stable checkpoint, with proof
 * @param suspects whether it wants the primary of {@code view} replaced
 */
public record Status(
    View view,
    Mode mode,
    SequenceNumber executed,
    StableCheckpoint stable,
    boolean suspects,
    ReplicaId replica)
    implements Message {

  /** What the sender does in its view. */
  public enum Mode {
    /** Takes part in the view. */
    ACTIVE,
    /** Has sent a VIEW-CHANGE for the view and waits to enter it. */
    CHANGING,
    /** Follows without voting, because it lost its log and cannot know what it signed. */
    ABSTAINING
  }
}
