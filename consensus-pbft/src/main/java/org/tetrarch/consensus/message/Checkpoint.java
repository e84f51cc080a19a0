package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;

/** PBFT §4.3 CHECKPOINT: the state's digest after durably executing up to a sequence number. */
public record Checkpoint(SequenceNumber sequence, Digest state, ReplicaId replica)
    implements Message {}
