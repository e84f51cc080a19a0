package org.tetrarch.node.wire;

import java.util.List;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.ledger.rlp.RlpWriter;

/**
 * Statements as RLP: rlp([type, body, signature]), and rlp([body, signature]) within another, where
 * the place tells the type. {@link StatementReader} is the other half.
 */
final class StatementWriter {
  private final RlpWriter out;

  StatementWriter(RlpWriter out) {
    this.out = out;
  }

  void statement(Signed<? extends Message> signed) {
    out.beginList().add(StatementType.of(signed.message()).code());
    body(signed.message());
    out.add(signed.signature().toBytes()).endList();
  }

  /** The body alone: what the signature covers, but for CHECKPOINT. */
  void body(Message message) {
    out.beginList();
    switch (message) {
      case Message.Slotted m -> {
        out.add(m.view().number()).add(m.sequence().value());
        digest(m.digest());
      }
      case Checkpoint m -> {
        out.add(m.sequence().value());
        digest(m.state());
      }
      case ViewChange m -> viewChange(m);
      case NewView m -> {
        out.add(m.view().number());
        signedList(m.viewChanges());
        signedList(m.prePrepares());
      }
      case Status m -> status(m);
    }
    out.add(message.replica().index()).endList();
  }

  private void viewChange(ViewChange message) {
    out.add(message.view().number());
    stable(message.stable());
    out.beginList();
    for (PreparedCertificate certificate : message.prepared()) {
      prepared(certificate);
    }
    out.endList();
  }

  private void status(Status message) {
    out.add(message.view().number()).add(code(message.mode())).add(message.executed().value());
    stable(message.stable());
    out.add(message.suspects() ? 1 : 0);
  }

  private static int code(Status.Mode mode) {
    return switch (mode) {
      case ACTIVE -> StatementReader.MODE_ACTIVE;
      case CHANGING -> StatementReader.MODE_CHANGING;
      case ABSTAINING -> StatementReader.MODE_ABSTAINING;
    };
  }

  void stable(StableCheckpoint checkpoint) {
    out.beginList().add(checkpoint.sequence().value());
    digest(checkpoint.state());
    signedList(checkpoint.proof());
    out.endList();
  }

  void prepared(PreparedCertificate certificate) {
    out.beginList();
    signed(certificate.prePrepare());
    signedList(certificate.prepares());
    out.endList();
  }

  void signed(Signed<? extends Message> signed) {
    out.beginList();
    body(signed.message());
    out.add(signed.signature().toBytes()).endList();
  }

  private void signedList(List<? extends Signed<? extends Message>> list) {
    out.beginList();
    for (Signed<? extends Message> signed : list) {
      signed(signed);
    }
    out.endList();
  }

  private void digest(Digest digest) {
    out.add(digest.toBytes());
  }
}
