package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.Frame;

/** Says again what was said before, by anybody, and what was meant for another chain. */
final class Replay extends Described {
  private static final int REMEMBERED = 256;
  private static final int REPLAYED = 4;

  Replay() {
    super(
        "replay",
        "INV-3",
        "sends old messages of its own and of others again, and votes signed for another chain",
        "nothing: what was counted or executed once is not counted or executed again, and another"
            + " chain's signatures are refused");
  }

  @Override
  public Malice begin(Means means) {
    return new Replaying(means);
  }

  private static final class Replaying implements Malice {
    private final Means means;
    private final Optional<Signer> foreign;
    private final Recent<Frame> heard = new Recent<>(REMEMBERED);

    Replaying(Means means) {
      this.means = means;
      this.foreign = means.key().map(key -> abroad(means, key));
    }

    private static Signer abroad(Means means, PrivateKey key) {
      SigningDomain own = means.genesis().signingDomain();
      return new ConsensusKeys(
          new SigningDomain(own.chainId() + 1, own.genesisHash()),
          means.genesis().validators().stream().map(v -> v.publicKey()).toList(),
          means.self(),
          key);
    }

    @Override
    public boolean incoming(ReplicaId from, Frame frame) {
      heard.add(frame);
      return true;
    }

    @Override
    public List<Frame> outgoing(ReplicaId to, Frame frame) {
      List<Frame> all = new ArrayList<>(List.of(frame));
      Optional<Envelope> own = Speech.own(means.self(), frame);
      if (own.isEmpty()) {
        return all;
      }
      Message message = own.get().signed().message();
      if (message instanceof Status) {
        all.addAll(heard.some(REPLAYED, means.random()));
      } else {
        heard.add(frame);
        foreign.ifPresent(
            signer -> all.add(new Frame.Consensus(new Envelope.Statement(signer.signed(message)))));
      }
      return all;
    }
  }
}
