package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.MisbehaviourProvider;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

class AdversaryTest {
  private static final Signer SIGNER =
      message -> SignatureBytes.of(new byte[] {(byte) message.hashCode()});
  private static final Genesis GENESIS = DevelopmentNetwork.create(4, 1).genesis();
  private static final ReplicaId SELF = ReplicaId.of(0);

  @Test
  void aNodeInTheLabFindsTheMisbehaviours() {
    List<String> names =
        ServiceLoader.load(MisbehaviourProvider.class).stream()
            .flatMap(provider -> provider.get().misbehaviours().stream())
            .map(Misbehaviour::name)
            .toList();

    assertThat(names).contains("silent", "equivocate").doesNotHaveDuplicates();
  }

  @Test
  void silentSendsNothing() {
    assertThat(new Silent().begin(means()).outgoing(ReplicaId.of(1), proposal())).isEmpty();
  }

  @Test
  void equivocateSendsTwoProposalsThatProveIt() {
    Malice equivocate = new Equivocate().begin(means());
    Envelope honest = envelope(equivocate.outgoing(ReplicaId.of(2), proposal()));
    Envelope.Proposal lie =
        (Envelope.Proposal) envelope(equivocate.outgoing(ReplicaId.of(1), proposal()));

    assertThat(new Evidence(honest.signed(), lie.signed()).culprit()).isEqualTo(SELF);
    assertThat(lie.signed().message().digest()).isEqualTo(lie.batch().digest());
  }

  private static Envelope envelope(List<Frame> frames) {
    return ((Frame.Consensus) frames.getFirst()).envelope();
  }

  private static Means means() {
    return new Means(GENESIS, SELF, SIGNER, () -> 0, new Random(1), new NoReach());
  }

  private static Frame proposal() {
    TransferBatch batch = new TransferBatch(1_000, Address.ZERO, List.of());
    PrePrepare assignment = new PrePrepare(View.FIRST, SequenceNumber.of(1), batch.digest(), SELF);
    return new Frame.Consensus(new Envelope.Proposal(SIGNER.signed(assignment), batch));
  }

  private static final class NoReach implements Reach {
    @Override
    public void send(ReplicaId to, Frame frame) {
      throw new AssertionError("sends " + frame);
    }

    @Override
    public void sendBytes(ReplicaId to, byte[] content) {
      throw new AssertionError("sends bytes");
    }

    @Override
    public void disconnect(ReplicaId peer) {
      throw new AssertionError("disconnects " + peer);
    }

    @Override
    public void later(long delayMillis, Runnable task) {
      throw new AssertionError("plans something");
    }
  }
}
