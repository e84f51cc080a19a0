package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.MisbehaviourProvider;
import org.tetrarch.node.wire.TransferBatch;

class AdversaryTest {
  private static final Signer SIGNER =
      message -> SignatureBytes.of(new byte[] {(byte) message.hashCode()});
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
    assertThat(new Silent().tamper(ReplicaId.of(1), proposal(), 4, SIGNER)).isEmpty();
  }

  @Test
  void equivocateSendsTwoProposalsThatProveIt() {
    Equivocate equivocate = new Equivocate();
    Envelope honest = equivocate.tamper(ReplicaId.of(2), proposal(), 4, SIGNER).getFirst();
    Envelope.Proposal lie =
        (Envelope.Proposal) equivocate.tamper(ReplicaId.of(1), proposal(), 4, SIGNER).getFirst();

    assertThat(new Evidence(honest.signed(), lie.signed()).culprit()).isEqualTo(SELF);
    assertThat(lie.signed().message().digest()).isEqualTo(lie.batch().digest());
  }

  private static Envelope proposal() {
    TransferBatch batch = new TransferBatch(1_000, Address.ZERO, List.of());
    PrePrepare assignment = new PrePrepare(View.FIRST, SequenceNumber.of(1), batch.digest(), SELF);
    return new Envelope.Proposal(SIGNER.signed(assignment), batch);
  }
}
