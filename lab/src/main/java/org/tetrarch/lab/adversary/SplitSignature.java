package org.tetrarch.lab.adversary;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;

/** The same words to all, but with a signature that only some will find valid. */
final class SplitSignature extends Described {
  SplitSignature() {
    super(
        "split-signature",
        "INV-10",
        "signs its statements well for some replicas, and almost well for the others",
        "each of the others takes it for silent; what is decided is decided alike everywhere");
  }

  @Override
  public Malice begin(Means means) {
    Halves halves = Halves.of(means);
    AtomicLong turn = new AtomicLong();
    return Speech.lying(
        means,
        (to, said) -> {
          if (!halves.deceives(to)) {
            return List.of(said);
          }
          return List.of(spoiled(said, turn.getAndIncrement() % 2 == 0));
        });
  }

  private static Envelope spoiled(Envelope said, boolean parity) {
    return switch (said) {
      case Envelope.Statement(var signed) -> new Envelope.Statement(spoiled(signed, parity));
      case Envelope.Proposal(var signed, Batch batch) ->
          new Envelope.Proposal(spoiled(signed, parity), batch);
    };
  }

  private static <M extends Message> Signed<M> spoiled(Signed<M> signed, boolean parity) {
    SignatureBytes good = signed.signature();
    return new Signed<>(
        signed.message(), parity ? Falsehood.otherParity(good) : Falsehood.damaged(good));
  }
}
