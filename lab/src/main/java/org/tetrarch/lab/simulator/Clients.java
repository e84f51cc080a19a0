package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tetrarch.lab.simulator.monitor.Monitor;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;

/**
 * People who send coins: new transfers, the same one again, and two for one nonce. They ask again
 * until one of those for each nonce is executed.
 */
final class Clients implements Monitor {
  private static final Wei TIP = Wei.gwei(1);

  /**
   * What one account wants done with one nonce: one transfer, or several that exclude each other.
   */
  private static final class Wish {
    private final int account;
    private final long nonce;
    private final List<SignedTransaction> choices = new ArrayList<>();
    private long height = -1;

    Wish(int account, long nonce) {
      this.account = account;
      this.nonce = nonce;
    }
  }

  private final World world;
  private final RandomGenerator random;
  private final long[] nextNonce = new long[Setting.ACCOUNTS];
  private final List<Wish> wishes = new ArrayList<>();
  private final Map<Hash, Wish> byHash = new HashMap<>();

  Clients(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  /** One of them does something. */
  void act() {
    List<Wish> open = wishes.stream().filter(wish -> wish.height < 0).toList();
    int dice = random.nextInt(10);
    if (open.isEmpty() || dice < 6) {
      submit(send(random.nextInt(Setting.ACCOUNTS)).choices.getFirst(), someNode());
    } else {
      Wish wish = open.get(random.nextInt(open.size()));
      if (dice == 6) {
        choose(wish);
      }
      submit(wish.choices.get(random.nextInt(wish.choices.size())), someNode());
    }
  }

  /** A new transfer. */
  private Wish send(int account) {
    Wish wish = new Wish(account, nextNonce[account]++);
    wishes.add(wish);
    choose(wish);
    return wish;
  }

  private void choose(Wish wish) {
    Address to = Setting.account(random.nextInt(Setting.ACCOUNTS));
    Wei priority = wish.choices.isEmpty() ? Wei.ZERO : TIP;
    UnsignedTransaction wanted =
        UnsignedTransaction.dynamicFee(world.setting().genesis().chainId())
            .nonce(wish.nonce)
            .maxFeePerGas(Wei.gwei(3))
            .maxPriorityFeePerGas(priority)
            .value(Wei.gwei(1 + random.nextInt(1_000_000)))
            .to(to);
    SignedTransaction transaction = Setting.signed(wanted, wish.account);
    wish.choices.add(transaction);
    byHash.put(transaction.hash(), wish);
  }

  private @Nullable SimulatedNode someNode() {
    SimulatedNode node = world.node(random.nextInt(world.n()));
    return node.up() ? node : null;
  }

  private void submit(SignedTransaction transaction, @Nullable SimulatedNode node) {
    Life life = node == null ? null : node.life();
    if (node != null && life != null) {
      node.trace(
          () ->
              "is given transfer %s, nonce %d of %s"
                  .formatted(
                      FrameText.brief(transaction.hash()),
                      transaction.nonce(),
                      transaction.sender()));
      node.during(life, () -> life.submit(transaction));
    }
  }

  /** All of them ask every correct node again for what is not done yet, and somebody sends more. */
  void insist() {
    send(random.nextInt(Setting.ACCOUNTS));
    for (Wish wish : wishes) {
      if (wish.height < 0) {
        for (SimulatedNode node : world.correct()) {
          wish.choices.forEach(transaction -> submit(transaction, node));
        }
      }
    }
  }

  /** How many wishes there are. */
  int wishes() {
    return wishes.size();
  }

  /** The height at which the first so many wishes are done; −1 while one of them is open. */
  long doneAt(int first) {
    long height = 0;
    for (Wish wish : wishes.subList(0, first)) {
      if (wish.height < 0) {
        return -1;
      }
      height = Math.max(height, wish.height);
    }
    return height;
  }

  long included() {
    return wishes.stream().filter(wish -> wish.height >= 0).count();
  }

  String open(int first) {
    return wishes.subList(0, first).stream()
        .filter(wish -> wish.height < 0)
        .map(wish -> "account " + wish.account + " nonce " + wish.nonce)
        .toList()
        .toString();
  }

  @Override
  public void executed(int replica, ExecutedBlock executed) {
    for (SignedTransaction transaction : executed.block().transactions()) {
      Wish wish = byHash.get(transaction.hash());
      if (wish != null) {
        wish.height = executed.block().number();
      }
    }
  }

  @Override
  public String toString() {
    return "clients, next nonces " + Arrays.toString(nextNonce);
  }
}
