package org.tetrarch.node.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;

/**
 * PBFT's stable checkpoint and the ledger's certificate are one object in two vocabularies; going
 * from one to the other loses nothing.
 */
public final class Certificates {
  private Certificates() {}

  /**
   * Converts a verified checkpoint; one that was not verified may carry what is no signature, and
   * then this throws {@link IllegalArgumentException}.
   */
  public static Certificate toLedger(StableCheckpoint checkpoint) {
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    for (Signed<Checkpoint> signed : checkpoint.proof()) {
      try {
        Signature signature = Signature.fromBytes(signed.signature().toBytes());
        signatures.put(signed.message().replica().index(), signature);
      } catch (MalformedException e) {
        throw new IllegalArgumentException("checkpoint that was not verified", e);
      }
    }
    return new Certificate(
        checkpoint.sequence().value(), Hash.of(checkpoint.state().toBytes()), signatures);
  }

  /** Says nothing of its validity; the verifier of messages does. */
  public static StableCheckpoint fromLedger(Certificate certificate) {
    SequenceNumber sequence = SequenceNumber.of(certificate.height());
    Digest state = Digest.of(certificate.blockHash().toBytes());
    List<Signed<Checkpoint>> proof = new ArrayList<>();
    certificate
        .signatures()
        .forEach(
            (index, signature) ->
                proof.add(
                    new Signed<>(
                        new Checkpoint(sequence, state, ReplicaId.of(index)),
                        SignatureBytes.of(signature.toBytes()))));
    return new StableCheckpoint(sequence, state, proof);
  }
}
