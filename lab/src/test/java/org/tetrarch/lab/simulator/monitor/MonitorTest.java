package org.tetrarch.lab.simulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.tetrarch.lab.simulator.monitor.FirstBlock.assertViolates;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/** Every monitor is shown the fault that it is there for, and the honest thing beside it. */
class MonitorTest {
  private static final Digest A = digest(1);
  private static final Digest B = digest(2);
  private static final int QUORUM = 3;

  private final FirstBlock one = new FirstBlock();
  private final Genesis genesis = one.genesis();

  private static Digest digest(int of) {
    byte[] bytes = new byte[Digest.LENGTH];
    bytes[0] = (byte) of;
    return Digest.of(bytes);
  }

  private static Prepare prepare(int replica, long view, Digest digest) {
    return new Prepare(View.of(view), SequenceNumber.of(1), digest, ReplicaId.of(replica));
  }

  private static Commit commit(int replica, long view, Digest digest) {
    return new Commit(View.of(view), SequenceNumber.of(1), digest, ReplicaId.of(replica));
  }

  private ExecutedBlock block(long millisLater, SignedTransaction... transactions) {
    return one.block(millisLater, transactions);
  }

  private SignedTransaction transfer(long nonce) {
    return one.transfer(nonce);
  }

  @Test
  void twoBatchesAtOneSequenceNumberBreakAgreement() {
    Agreement monitor = new Agreement();
    monitor.executed(0, block(1));
    monitor.executed(1, block(1));
    assertViolates("INV-1", () -> monitor.executed(2, block(2)));
  }

  @Test
  void aBlockOtherThanTheOneThatIsFinalBreaksDurability() {
    Agreement monitor = new Agreement();
    monitor.certified(0, new Certificate(1, block(1).block().hash(), new TreeMap<>()));
    assertViolates("INV-5", () -> monitor.executed(1, block(2)));
  }

  @Test
  void twoCertificatesForOneHeightBreakAgreement() {
    Agreement monitor = new Agreement();
    monitor.certified(0, new Certificate(1, block(1).block().hash(), new TreeMap<>()));
    Certificate other = new Certificate(1, block(2).block().hash(), new TreeMap<>());
    assertViolates("INV-1", () -> monitor.certified(1, other));
  }

  @Test
  void twoVotesOnOneSlotAreTwoVoices() {
    OneVoice monitor = new OneVoice();
    monitor.says(1, prepare(1, 0, A));
    monitor.says(1, prepare(1, 0, A));
    monitor.says(1, commit(1, 0, A));
    monitor.says(1, prepare(1, 1, B));
    assertViolates("INV-6", () -> monitor.says(1, prepare(1, 0, B)));
  }

  @Test
  void twoCheckpointsOfOneHeightAreTwoVoices() {
    OneVoice monitor = new OneVoice();
    monitor.says(1, new Checkpoint(SequenceNumber.of(1), A, ReplicaId.of(1)));
    assertViolates(
        "INV-6", () -> monitor.says(1, new Checkpoint(SequenceNumber.of(1), B, ReplicaId.of(1))));
  }

  @Test
  void whoLostItsDirectoryMayAskForAViewAgainAndNoOneElse() {
    ViewChange one = viewChange(StableCheckpoint.genesis(A));
    ViewChange other = viewChange(StableCheckpoint.genesis(B));
    OneVoice monitor = new OneVoice();
    monitor.says(1, one);
    assertViolates("INV-6", () -> monitor.says(1, other));
    monitor.lostData(1);
    assertThatCode(() -> monitor.says(1, other)).doesNotThrowAnyException();
  }

  @Test
  void whoLostItsDirectoryHasOneVoiceAllTheSameOnceAnythingWasCertified() {
    OneVoice early = new OneVoice();
    early.says(1, prepare(1, 0, A));
    early.lostData(1);
    assertThatCode(() -> early.says(1, prepare(1, 0, B))).doesNotThrowAnyException();
    assertThat(early.excuses(1)).isTrue();
    assertThat(early.excuses(2)).isFalse();

    OneVoice late = new OneVoice();
    late.says(1, prepare(1, 0, A));
    late.certified(2, new Certificate(1, block(1).block().hash(), new TreeMap<>()));
    late.lostData(1);
    assertViolates("INV-6", () -> late.says(1, prepare(1, 0, B)));
    assertThat(late.excuses(1)).isFalse();
  }

  private static ViewChange viewChange(StableCheckpoint stable) {
    return new ViewChange(View.of(1), stable, List.of(), ReplicaId.of(1));
  }

  @Test
  void whatMayHaveCommittedIsNotToBeVotedDownLater() {
    CarriedForward monitor = new CarriedForward(QUORUM, 1);
    monitor.says(0, commit(0, 0, A));
    monitor.says(2, prepare(2, 1, B));
    monitor.says(1, commit(1, 0, A));
    monitor.says(2, prepare(2, 1, A));
    assertViolates("INV-7", () -> monitor.says(3, prepare(3, 1, B)));
  }

  @Test
  void oneReplicaThatSaysItTwiceCommitsNothing() {
    CarriedForward monitor = new CarriedForward(QUORUM, 1);
    monitor.says(0, commit(0, 0, A));
    monitor.says(0, commit(0, 0, A));
    assertThatCode(() -> monitor.says(2, prepare(2, 1, B))).doesNotThrowAnyException();
  }

  @Test
  void goingBackInViewsOrHeightsIsSeen() {
    ForwardOnly monitor = new ForwardOnly();
    monitor.status(1, status(1, 5));
    assertViolates("INV-9", () -> monitor.status(1, status(0, 5)));
    monitor.status(1, status(2, 5));
    assertViolates("INV-9", () -> monitor.status(1, status(2, 4)));
    monitor.lostData(1);
    assertThatCode(() -> monitor.status(1, status(0, 0))).doesNotThrowAnyException();
  }

  private static ReplicaStatus status(long view, long executed) {
    return new ReplicaStatus(
        View.of(view),
        ReplicaId.of(0),
        Status.Mode.ACTIVE,
        SequenceNumber.of(executed),
        StableCheckpoint.genesis(A),
        false,
        false,
        0,
        List.of());
  }

  @Test
  void honestTransfersBalance() {
    Coins monitor = new Coins(genesis);
    ExecutedBlock executed = block(1, transfer(0));
    monitor.executed(0, executed);
    assertThatCode(() -> monitor.compare(0, 1, executed.state())).doesNotThrowAnyException();
  }

  @Test
  void aCoinOutOfNothingIsSeen() {
    Coins monitor = new Coins(genesis);
    ExecutedBlock honest = block(1, transfer(0));
    Address rich = DevelopmentNetwork.accountKeys(2).get(1).address();
    Map<Address, Account> forged = new TreeMap<>(honest.changedAccounts());
    forged.put(rich, new Account(0, Wei.coins(20_000)));
    ExecutedBlock executed =
        new ExecutedBlock(
            honest.block(), honest.receipts(), honest.state(), Map.of(), forged, List.of());
    assertViolates("INV-4", () -> monitor.executed(0, executed));
  }

  @Test
  void aStateThatLacksACoinIsSeenAtTheEnd() {
    Coins monitor = new Coins(genesis);
    monitor.executed(0, block(1, transfer(0)));
    assertViolates("INV-4", () -> monitor.compare(0, 1, one.state()));
  }

  @Test
  void aNonceThatIsExecutedTwiceIsSeen() {
    Coins monitor = new Coins(genesis);
    ExecutedBlock one = block(1, transfer(0));
    ExecutedBlock twice =
        new ExecutedBlock(
            new Block(one.block().header(), List.of(transfer(0), transfer(0))),
            one.receipts(),
            one.state(),
            Map.of(),
            Map.of(),
            List.of());
    assertViolates("INV-3", () -> monitor.executed(0, twice));
  }

  @Test
  void aTransferForAnotherChainIsSeen() {
    Coins monitor = new Coins(genesis);
    PrivateKey key = DevelopmentNetwork.accountKeys(1).getFirst();
    SignedTransaction elsewhere =
        UnsignedTransaction.dynamicFee(genesis.chainId() + 1)
            .maxFeePerGas(Wei.gwei(1))
            .to(key.address())
            .sign(key);
    ExecutedBlock empty = block(1);
    ExecutedBlock executed =
        new ExecutedBlock(
            new Block(empty.block().header(), List.of(elsewhere)),
            List.of(),
            empty.state(),
            Map.of(),
            Map.of(),
            List.of());
    assertViolates("INV-2", () -> monitor.executed(0, executed));
  }
}
