package org.tetrarch.node.network;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;

/** Decodes a frame and checks all signatures in it. Stateless; runs on the verification pool. */
public final class FrameInspector {
  private static final Logger log = LoggerFactory.getLogger(FrameInspector.class);

  private final FrameCodec codec;
  private final MessageVerifier verifier;

  public FrameInspector(FrameCodec codec, MessageVerifier verifier) {
    this.codec = codec;
    this.verifier = verifier;
  }

  /** What came of looking at a frame. */
  public sealed interface Finding {
    record Consensus(Verified<Envelope> envelope) implements Finding {}

    record Other(Frame frame) implements Finding {}

    /**
     * Refused.
     *
     * @param label one of few, for counting
     * @param reason in full, for people
     */
    record Refused(String label, String reason) implements Finding {}
  }

  /**
   * Looks at a frame.
   *
   * @param from the peer that sent it
   * @param self the replica that got it
   */
  public Finding inspect(ReplicaId from, ReplicaId self, RawFrame raw) {
    return heard(from, self, examine(raw));
  }

  /** What there is to find whoever sent it. */
  public Finding examine(RawFrame raw) {
    try {
      return switch (codec.decode(raw.bytes())) {
        case Frame.Consensus(Envelope envelope) -> verify(envelope);
        case Frame other -> new Finding.Other(other);
      };
    } catch (MalformedException e) {
      return new Finding.Refused(
          "malformed frame", "malformed " + raw.kind() + " frame: " + e.getMessage());
    } catch (RuntimeException e) {
      // Decoders promise the checked exception alone. Should one break that promise, the peer's
      // frame is refused like any other, and the frames behind it still get their turn.
      log.error("decoding a {} frame failed", raw.kind(), e);
      return new Finding.Refused("failed to decode", "failed to decode: " + e);
    }
  }

  /** What is found when this peer says it to this replica. */
  public static Finding heard(ReplicaId from, ReplicaId self, Finding finding) {
    return finding instanceof Finding.Consensus(Verified<Envelope> envelope)
            && !maySay(from, self, envelope.value().signed().message())
        ? refused("statement of another replica that may not be relayed")
        : finding;
  }

  // Any replica may show two pre-prepares of a primary, and the NEW-VIEW to one that missed it; and
  // to one that has lost its log what it has signed itself.
  private static boolean maySay(ReplicaId from, ReplicaId self, Message message) {
    boolean relayable =
        message instanceof PrePrepare
            || message instanceof NewView
            || message.replica().equals(self);
    return relayable || from.equals(message.replica());
  }

  private Finding verify(Envelope envelope) {
    return switch (verifier.verify(envelope)) {
      case Verification.Accepted<Envelope>(Verified<Envelope> verified) ->
          new Finding.Consensus(verified);
      case Verification.Rejected<Envelope>(String reason) -> refused(reason);
    };
  }

  /** The verifier's reasons are constants, so they serve as labels. */
  private static Finding refused(String reason) {
    return new Finding.Refused(reason, reason);
  }
}
