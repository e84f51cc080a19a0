package org.tetrarch.lab.simulator;

import java.util.stream.Collectors;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/** A frame in a few words, for a trace. */
final class FrameText {
  private static final int BRIEF = 10;

  private FrameText() {}

  /** The beginning of a hash: enough to tell those of one run apart. */
  static String brief(Hash hash) {
    return hash.toHex().substring(0, BRIEF);
  }

  /**
   * What a replica sends.
   *
   * @param sender who says what no other name is given for
   */
  static String of(Frame frame, ReplicaId sender) {
    return switch (frame) {
      case Frame.Consensus(Envelope envelope) -> of(envelope, sender);
      case Frame.Transactions(var transactions) -> transactions.size() + " transactions";
      case Frame.BatchRequest(var digest) -> "asks for batch " + digest;
      case Frame.BatchReply(TransferBatch batch) -> "gives " + batch;
      case Frame.BlocksRequest(long from, int max) -> "asks for blocks from " + from;
      case Frame.BlocksReply(var blocks) ->
          blocks.isEmpty()
              ? "gives no blocks"
              : "gives blocks %d to %d"
                  .formatted(blocks.getFirst().block().number(), blocks.getLast().block().number());
    };
  }

  private static String of(Envelope envelope, ReplicaId sender) {
    Message message = envelope.signed().message();
    String text = of(message);
    if (!message.replica().equals(sender)) {
      text += " by " + message.replica();
    }
    return envelope instanceof Envelope.Proposal(var signed, TransferBatch batch)
        ? text + " with " + batch.transactions().size() + " transfers"
        : text;
  }

  private static String of(Message message) {
    return switch (message) {
      case Message.Slotted m ->
          "%s %s, sequence %s, %s".formatted(name(m), m.view(), m.sequence(), m.digest());
      case Checkpoint m -> "CHECKPOINT %s, %s".formatted(m.sequence(), m.state());
      case ViewChange m ->
          "VIEW-CHANGE to %s, stable %s, prepared %s"
              .formatted(
                  m.view(),
                  m.stable().sequence(),
                  m.prepared().stream()
                      .map(p -> p.sequence() + " in " + p.view())
                      .collect(Collectors.joining(", ", "[", "]")));
      case NewView m ->
          "NEW-VIEW %s by view-changes of %s, begins with %s"
              .formatted(
                  m.view(),
                  m.viewChanges().stream().map(vc -> vc.message().replica().toString()).toList(),
                  m.prePrepares().stream()
                      .map(p -> p.message().sequence() + " " + p.message().digest())
                      .toList());
      case Status m ->
          "STATUS %s %s, executed %s, stable %s%s"
              .formatted(
                  m.view(),
                  m.mode(),
                  m.executed(),
                  m.stable().sequence(),
                  m.suspects() ? ", suspects" : "");
    };
  }

  private static String name(Message.Slotted message) {
    return switch (message) {
      case PrePrepare m -> "PRE-PREPARE";
      case Prepare m -> "PREPARE";
      case Commit m -> "COMMIT";
    };
  }
}
