package org.tetrarch.node.http;

import java.util.HexFormat;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.node.storage.EvidenceStore;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.web.port.Evidence;

/** A proof of misbehaviour for people, with both statements as they were signed. */
final class EvidenceText {
  private EvidenceText() {}

  static Evidence of(EvidenceStore.Kept kept, ConsensusCodec codec) {
    Message first = kept.evidence().first().message();
    String subject = kept.evidence().subject();
    return new Evidence(
        first.replica().index(),
        subject.substring(0, subject.indexOf(',')),
        view(first),
        sequence(first),
        "signed two different statements: " + subject,
        hex(codec, kept.evidence().first()),
        hex(codec, kept.evidence().second()),
        kept.discoveredAtMillis());
  }

  private static String hex(ConsensusCodec codec, Signed<? extends Message> signed) {
    return "0x" + HexFormat.of().formatHex(codec.encode(signed));
  }

  private static long view(Message message) {
    return switch (message) {
      case Message.Slotted m -> m.view().number();
      case NewView m -> m.view().number();
      case ViewChange m -> m.view().number();
      case Status m -> m.view().number();
      case Checkpoint m -> 0;
    };
  }

  private static long sequence(Message message) {
    return switch (message) {
      case Message.Slotted m -> m.sequence().value();
      case Checkpoint m -> m.sequence().value();
      case NewView m -> 0;
      case ViewChange m -> 0;
      case Status m -> 0;
    };
  }
}
