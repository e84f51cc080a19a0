package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.execution.BatchValidator;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/** What a primary does to those whom it should serve. */
class PrimaryLiesTest {
  private final Stage stage = new Stage(4, 0);

  private static ReplicaId to(int replica) {
    return ReplicaId.of(replica);
  }

  private static List<Address> senders(TransferBatch batch) {
    return batch.transactions().stream().map(SignedTransaction::sender).toList();
  }

  @Test
  void slowPrimaryHoldsProposalsBackAndThenSendsThem() {
    Malice slow = new SlowPrimary().begin(stage.means());
    Frame proposal = stage.proposal(0, 1, stage.batch(0));
    long timeout = stage.genesis().pbft().requestTimeoutMillis();

    assertThat(slow.outgoing(to(1), proposal)).isEmpty();
    stage.pass(timeout / 2);
    assertThat(slow.outgoing(to(1), proposal)).as("sent again").isEmpty();
    assertThat(stage.sent(1)).isEmpty();
    stage.pass(timeout / 2 - 1);
    assertThat(stage.sent(1)).containsExactly(proposal);
    assertThat(slow.outgoing(to(1), proposal)).as("sent again later").containsExactly(proposal);
  }

  @Test
  void slowPrimaryShowsLifeMeanwhile() {
    Malice slow = new SlowPrimary().begin(stage.means());
    Frame status = stage.status(0, 0, stage.stable(0, Stage.digest(1)), 0);

    assertThat(slow.outgoing(to(1), status)).containsExactly(status);
  }

  @Test
  void censorNeverServesTheFirstSenderThatItSees() {
    Malice censor = new Censor().begin(stage.means());
    TransferBatch batch = stage.batch(0);
    Address victim = batch.transactions().get(1).sender();
    censor.incoming(to(1), new Frame.Transactions(List.of(batch.transactions().get(1))));

    TransferBatch proposed = censor.proposal(batch).orElseThrow();
    assertThat(senders(proposed)).hasSize(2).doesNotContain(victim);
    assertThat(censor.outgoing(to(1), new Frame.Transactions(batch.transactions())))
        .containsExactly(new Frame.Transactions(proposed.transactions()));
  }

  @Test
  void censorProposesNothingWhenOnlyItsVictimWaits() {
    Malice censor = new Censor().begin(stage.means());
    TransferBatch all = stage.batch(0);
    TransferBatch alone =
        new TransferBatch(all.timestampMillis(), all.proposer(), all.transactions().subList(0, 1));

    assertThat(censor.proposal(alone)).isEmpty();
    assertThat(censor.proposal(all).orElseThrow().transactions()).hasSize(2);
  }

  @Test
  void unfairOrderTurnsSendersAroundAndKeepsEachOnesNonces() {
    Malice unfair = new UnfairOrder().begin(stage.means());
    List<SignedTransaction> honest = new ArrayList<>(stage.batch(0).transactions());
    honest.addAll(stage.batch(1).transactions());
    TransferBatch batch =
        new TransferBatch(stage.batch(0).timestampMillis(), stage.batch(0).proposer(), honest);
    TransferBatch turned = unfair.proposal(batch).orElseThrow();

    assertThat(turned.transactions())
        .containsExactlyInAnyOrderElementsOf(honest)
        .startsWith(honest.get(2), honest.get(5), honest.get(1), honest.get(4));
    assertThat(turned.digest()).isNotEqualTo(batch.digest());
  }

  @Test
  void timeSkewIsFarAheadAndFarBehindByTurns() {
    Malice skewed = new TimeSkew().begin(stage.means());
    TransferBatch honest = stage.batch(0);
    long ahead = skewed.proposal(honest).orElseThrow().timestampMillis();
    long behind = skewed.proposal(honest).orElseThrow().timestampMillis();

    assertThat(ahead - honest.timestampMillis())
        .isGreaterThan(BatchValidator.MAX_CLOCK_AHEAD_MILLIS);
    assertThat(behind).isLessThan(stage.genesis().timestamp() * 1000);
  }

  @Test
  void invalidTransactionAddsWhatMustNotBeExecutedAndTellsAllTheSame() {
    Malice invalid = new InvalidTransaction().begin(stage.means());
    SignedTransaction unsigned = added(invalid, 0);
    SignedTransaction overspending = added(invalid, 1);
    SignedTransaction replayed = added(invalid, 2);

    assertThat(unsigned.hasValidSignature()).isFalse();
    assertThat(overspending.hasValidSignature()).isTrue();
    assertThat(overspending.value()).isGreaterThan(stage.genesis().supply());
    assertThat(replayed).isEqualTo(stage.batch(0).transactions().getFirst());
  }

  /** What it adds to the honest batch of three transfers with this nonce. */
  private SignedTransaction added(Malice invalid, long nonce) {
    Frame honest = stage.proposal(0, nonce + 1, stage.batch(nonce));
    List<Frame> told = invalid.outgoing(to(1), honest);
    assertThat(invalid.outgoing(to(2), honest)).isEqualTo(told);
    Envelope.Proposal lie = (Envelope.Proposal) ((Frame.Consensus) told.getFirst()).envelope();
    List<SignedTransaction> all = ((TransferBatch) lie.batch()).transactions();
    assertThat(all).hasSize(4).startsWith(stage.batch(nonce).transactions().get(0));
    assertThat(lie.signed().message().digest()).isEqualTo(lie.batch().digest());
    return all.getLast();
  }
}
