package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * PBFT §4.2 PREPARE: a backup holds the batch, found it valid, and accepted this assignment
 * durably.
 */
public record Prepare(View view, SequenceNumber sequence, Digest digest, ReplicaId replica)
    implements Message.Slotted {}
