package org.tetrarch.consensus.message;

import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/** PBFT §4.2 COMMIT: a replica holds, durably, the certificate that the assignment is prepared. */
public record Commit(View view, SequenceNumber sequence, Digest digest, ReplicaId replica)
    implements Message.Slotted {}
