package org.tetrarch.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.fixture.MemoryLedger;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.mempool.Mempool.Origin;
import org.tetrarch.node.mempool.MempoolLimits;
import org.tetrarch.node.wire.Frame;

class GossipTest {
  private static final SignedTransaction TRANSFER = TestChain.transfer(0, 0, 1);
  private static final ReplicaId PEER = ReplicaId.of(2);

  private long now = TestChain.GENESIS_MILLIS;
  private final MemoryLedger ledger = new MemoryLedger(TestChain.genesis());
  private final Mempool mempool =
      new Mempool(TestChain.genesis().rules(), MempoolLimits.DEFAULT, ledger.state(), () -> now);
  private final Sent network = new Sent();
  private final Gossip gossip = new Gossip(mempool, network);

  @BeforeEach
  void listen() {
    mempool.listen(gossip);
    gossip.repeat();
  }

  /** The seconds after which something was told again, of so many. */
  private List<Integer> repeatedIn(int seconds) {
    List<Integer> repeated = new ArrayList<>();
    for (int second = 1; second <= seconds; second++) {
      now += 1_000;
      network.forget();
      gossip.repeat();
      if (!network.broadcasts().isEmpty()) {
        repeated.add(second);
      }
    }
    return repeated;
  }

  @Test
  void whatAClientGivesIsToldToAllAtOnce() {
    mempool.add(TRANSFER, Origin.CLIENT);
    assertThat(network.broadcasts()).containsExactly(new Frame.Transactions(List.of(TRANSFER)));
  }

  @Test
  void whatAClientGivesTwiceIsToldOnce() {
    mempool.add(TRANSFER, Origin.CLIENT);
    mempool.add(TRANSFER, Origin.CLIENT);
    assertThat(network.broadcasts()).hasSize(1);
  }

  @Test
  void whatIsRefusedIsToldToNobody() {
    // Its account owns nothing.
    mempool.add(TestChain.transfer(TestChain.ACCOUNTS + 1, 0, 1), Origin.CLIENT);
    repeatedIn(5);
    gossip.welcome(PEER);
    assertThat(network.broadcasts()).isEmpty();
    assertThat(network.sent()).isEmpty();
  }

  @Test
  void whatAPeerTellsIsTakenInAndNotPassedOn() {
    gossip.onTransactions(PEER, List.of(TRANSFER, TestChain.transfer(1, 0, 2)));
    assertThat(mempool.size().ready()).isEqualTo(2);
    assertThat(network.broadcasts()).isEmpty();
    assertThat(network.sent()).isEmpty();
  }

  @Test
  void whoHasToldOfATransactionHasIt() {
    mempool.add(TRANSFER, Origin.CLIENT);
    assertThat(mempool.waiting(TRANSFER.hash()).orElseThrow().heldBy()).isEmpty();
    gossip.onTransactions(ReplicaId.of(3), List.of(TRANSFER));
    gossip.onTransactions(ReplicaId.of(1), List.of(TRANSFER));
    gossip.onTransactions(ReplicaId.of(3), List.of(TRANSFER));
    assertThat(mempool.waiting(TRANSFER.hash()).orElseThrow().heldBy()).containsExactly(1, 3);
  }

  @Test
  void whatStillWaitsIsToldAgainLessAndLess() {
    gossip.onTransactions(PEER, List.of(TRANSFER));
    assertThat(repeatedIn(70)).containsExactly(1, 2, 4, 8, 16, 32, 64);
  }

  @Test
  void aRepetitionThatComesLateIsNotLeftOut() {
    gossip.onTransactions(PEER, List.of(TRANSFER));
    List<Integer> repeated = new ArrayList<>();
    for (int tenths : new int[] {19, 35, 39, 41, 90}) {
      now = TestChain.GENESIS_MILLIS + 100L * tenths;
      network.forget();
      gossip.repeat();
      if (!network.broadcasts().isEmpty()) {
        repeated.add(tenths);
      }
    }
    assertThat(repeated).containsExactly(19, 35, 41, 90);
  }

  @Test
  void whatIsInABlockIsToldNoMore() {
    mempool.add(TRANSFER, Origin.CLIENT);
    mempool.onBlock(ledger.execute(List.of(TRANSFER)));
    assertThat(repeatedIn(10)).isEmpty();
  }

  @Test
  void oneMessageOfAPeerMakesNoMoreThanAFewOfOurs() {
    List<SignedTransaction> all = new ArrayList<>();
    for (int sender = 0; sender < TestChain.ACCOUNTS; sender++) {
      // All but the first wait behind a hole, so they wait for hours.
      for (int nonce = 0; nonce < 40; nonce++) {
        all.add(TestChain.transfer(sender, nonce == 0 ? 0 : nonce + 1, 1));
      }
    }
    gossip.onTransactions(PEER, all);
    long told = 0;
    for (int second = 1; second <= 3_600; second++) {
      now += 1_000;
      network.forget();
      gossip.repeat();
      for (Frame frame : network.broadcasts()) {
        told += ((Frame.Transactions) frame).transactions().size();
      }
    }
    // In an hour, twelve powers of two.
    assertThat(told).isEqualTo(12L * all.size());
  }

  @Test
  void aPeerThatConnectsIsToldWhatWaitsTheOldestFirst() {
    mempool.add(TestChain.transfer(5, 0, 1), Origin.CLIENT);
    now += 10;
    mempool.add(TestChain.transfer(2, 0, 1), Origin.PEER);
    now += 10;
    mempool.add(TestChain.transfer(5, 1, 1), Origin.PEER);
    network.forget();
    gossip.welcome(PEER);
    assertThat(network.sent())
        .containsExactly(
            new Sent.To(
                PEER,
                new Frame.Transactions(
                    List.of(
                        TestChain.transfer(5, 0, 1),
                        TestChain.transfer(2, 0, 1),
                        TestChain.transfer(5, 1, 1)))));
    assertThat(network.broadcasts()).isEmpty();
  }

  @Test
  void anEmptyPoolIsNotWorthAFrame() {
    gossip.welcome(PEER);
    repeatedIn(3);
    assertThat(network.sent()).isEmpty();
    assertThat(network.broadcasts()).isEmpty();
  }

  @Test
  void repetitionsAreBounded() {
    List<SignedTransaction> all = new ArrayList<>();
    for (int sender = 0; sender < TestChain.ACCOUNTS; sender++) {
      for (int nonce = 0; nonce < Gossip.REPEATED / TestChain.ACCOUNTS + 5; nonce++) {
        all.add(TestChain.transfer(sender, nonce, 1));
      }
    }
    gossip.onTransactions(PEER, all);
    now += 1_000;
    gossip.repeat();
    assertThat(network.broadcasts())
        .containsExactly(new Frame.Transactions(all.subList(0, Gossip.REPEATED)));
  }
}
