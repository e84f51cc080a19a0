package org.tetrarch.node.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.fixture.MemoryLedger;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.mempool.Mempool.Origin;

/** The mempool, with all its orders kept up to date bit by bit, does what the naive one does. */
class MempoolModelTest {
  private static final int RUNS = 30;
  private static final int STEPS = 150;
  private static final int SENDERS = 5;
  private static final MempoolLimits LIMITS = new MempoolLimits(5, 12, 400, 10_000);

  /** A handful of transfers: money runs out, too. */
  private static final Genesis GENESIS =
      TestChain.genesis(Genesis.DEFAULT_GAS_LIMIT, Wei.gwei(400_000));

  @Test
  void agreesWithTheNaiveModel() {
    // Replay: set the seed that a failure prints.
    long seed = Long.getLong("seed", System.nanoTime());
    for (int run = 0; run < RUNS; run++) {
      new Run(seed + run).play();
    }
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final MemoryLedger ledger = new MemoryLedger(GENESIS);
    private final NaivePool naive = new NaivePool(LIMITS, ledger.state());
    private final List<SignedTransaction> offered = new ArrayList<>();
    private final Mempool pool;
    private long now;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.pool = new Mempool(GENESIS.rules(), LIMITS, ledger.state(), () -> now);
    }

    void play() {
      for (int step = 0; step < STEPS; step++) {
        String what = "-Dseed=%d, step %d".formatted(seed, step);
        now += random.nextInt(10);
        switch (random.nextInt(8)) {
          case 0 -> block(chosen());
          case 1 -> block(foreign());
          default -> offer(what);
        }
        compare(what);
      }
    }

    private SignedTransaction transfer() {
      int from = random.nextInt(SENDERS);
      long nonce = ledger.state().nonce(TestChain.account(from)) - 1 + random.nextInt(6);
      Wei value = Wei.gwei(random.nextInt(3) == 0 ? 150_000 : 0);
      Wei tip = Wei.gwei(random.nextInt(4));
      return TestChain.transfer(from, Math.max(0, nonce), 9, value, tip);
    }

    private void offer(String what) {
      SignedTransaction transaction = transfer();
      offered.add(transaction);
      // The pool gives up what has waited too long before it looks at what comes.
      naive.expire(now);
      boolean known =
          naive.placeOf(transaction).isPresent()
              || pool.fate(transaction.hash()) instanceof Fate.Included;
      Admission admission = pool.add(transaction, Origin.PEER);
      if (known) {
        assertThat(admission).as(what).isEqualTo(new Admission.AlreadyKnown());
        return;
      }
      Optional<String> refusal = naive.add(transaction, now);
      if (refusal.isEmpty()) {
        assertThat(admission).as(what).isEqualTo(new Admission.Accepted());
      } else {
        assertThat(admission).as(what).isInstanceOf(Admission.Rejected.class);
        assertThat(((Admission.Rejected) admission).reason()).as(what).startsWith(refusal.get());
      }
    }

    /** What a proposer might take. */
    private List<SignedTransaction> chosen() {
      return pool.candidates(Map.of(), random.nextInt(6));
    }

    /** What came by another replica, some of it not executable. */
    private List<SignedTransaction> foreign() {
      List<SignedTransaction> transactions = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        transactions.add(transfer());
      }
      return transactions;
    }

    private void block(List<SignedTransaction> transactions) {
      ExecutedBlock executed = ledger.execute(transactions);
      pool.onBlock(executed);
      naive.onBlock(executed.state(), now);
      for (ExecutedBlock.Skipped skipped : executed.skipped()) {
        offered.add(skipped.transaction());
        boolean included = pool.fate(skipped.transaction().hash()) instanceof Fate.Included;
        if (!included && naive.placeOf(skipped.transaction()).isEmpty()) {
          naive.add(skipped.transaction(), now);
        }
      }
    }

    private void compare(String what) {
      assertThat(pool.size())
          .as(what)
          .isEqualTo(new Mempool.Size(naive.ready(), naive.size() - naive.ready()));
      Map<Address, Long> ordered = new HashMap<>();
      for (int i = 0; i < SENDERS; i++) {
        Address sender = TestChain.account(i);
        assertThat(pool.pendingNonce(sender)).as(what).isEqualTo(naive.pendingNonce(sender));
        if (random.nextInt(3) == 0) {
          ordered.put(sender, ledger.state().nonce(sender) + random.nextInt(3));
        }
      }
      assertThat(pool.candidates(ordered, 100)).as(what).isEqualTo(naive.candidates(ordered));
      List<SignedTransaction> all = naive.candidates(Map.of());
      int some = random.nextInt(all.size() + 1);
      assertThat(pool.candidates(Map.of(), some)).as(what).isEqualTo(all.subList(0, some));
      assertThat(pool.oldestReadyTicket())
          .as(what)
          .isEqualTo(naive.oldestReady().map(naive::placeOf).orElse(OptionalLong.empty()));
      for (SignedTransaction transaction : offered) {
        boolean waits = naive.placeOf(transaction).isPresent();
        assertThat(pool.find(transaction.hash()).isPresent()).as(what).isEqualTo(waits);
        assertThat(pool.fate(transaction.hash()) instanceof Fate.Pending).isEqualTo(waits);
        assertThat(pool.fate(transaction.hash())).as(what).isNotEqualTo(new Fate.Unknown());
      }
    }
  }
}
