package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/** PBFT §4.2 PRE-PREPARE: the primary assigns a sequence number to a batch, named by its digest. */
public record PrePrepare(View view, SequenceNumber sequence, Digest digest, ReplicaId replica)
    implements Message.Slotted {}
