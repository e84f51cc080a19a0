package org.tetrarch.node.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.tetrarch.consensus.event.Output.Ordered;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.BatchExecutor;
import org.tetrarch.ledger.execution.ChainRules;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.OrderedBatch;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.ChainTip;
import org.tetrarch.node.storage.StorageException;

/**
 * Owns the head of the chain: executes, stores, and announces. For one thread, but for {@link
 * #head()} and {@link #onBlock}.
 */
public final class StateMachine {
  private final ChainStore store;
  private final BatchExecutor executor;
  private final Speculation speculation;
  private final List<Consumer<ExecutedBlock>> listeners = new CopyOnWriteArrayList<>();
  private volatile ChainHead head;

  public StateMachine(ChainStore store, ChainRules rules) {
    this.store = store;
    this.executor = new BatchExecutor(rules);
    ChainTip tip = store.tip();
    this.head =
        new ChainHead(
            tip.header(), store.stateAfter(tip.header()), tip.burnt(), tip.certifiedHeight());
    this.speculation = new Speculation(rules, head);
  }

  /** The newest executed block, durable. Any thread. */
  public ChainHead head() {
    return head;
  }

  /**
   * Calls the listener after each block from now on, in the order of heights, on the thread that
   * executes and before the block is reported to consensus. {@link #head()} shows the block then.
   */
  public void onBlock(Consumer<ExecutedBlock> listener) {
    listeners.add(listener);
  }

  Speculation speculation() {
    return speculation;
  }

  /**
   * Executes a committed batch and stores its block; one at or below the head was executed before,
   * and its block is given again.
   *
   * @return the block's header, durable
   * @throws BrokenInvariantException INV-9 when blocks before it are missing, INV-4
   */
  public BlockHeader execute(Ordered ordered) throws StorageException {
    long height = ordered.sequence().value();
    ChainHead parent = head;
    if (height <= parent.height()) {
      return executedBefore(height);
    }
    if (height != parent.height() + 1) {
      throw new BrokenInvariantException(
          BrokenInvariantException.IN_ORDER,
          "about to execute %d right after %d".formatted(height, parent.height()));
    }
    OrderedBatch content = BatchContent.of(ordered.batch(), parent.header().timestampMillis());
    ExecutedBlock executed = executor.apply(parent.state(), parent.header(), content);
    Digest digest = ordered.batch().map(Batch::digest).orElse(Digest.NULL_REQUEST);
    append(parent, executed, Optional.empty(), Optional.of(digest));
    return executed.block().header();
  }

  private BlockHeader executedBefore(long height) throws StorageException {
    return store
        .header(height)
        .orElseThrow(() -> new IllegalStateException("block " + height + " is not stored"));
  }

  /** Executes a batch on the head without storing anything. */
  ExecutedBlock tryOut(OrderedBatch content) {
    ChainHead parent = head;
    return executor.apply(parent.state(), parent.header(), content);
  }

  /** Makes a block that was executed on the head the new head. */
  void append(
      ChainHead parent,
      ExecutedBlock executed,
      Optional<Certificate> certificate,
      Optional<Digest> batch)
      throws StorageException {
    BlockHeader header = executed.block().header();
    checkSupply(parent.state(), executed);
    store.append(executed, certificate);
    ChainTip tip = store.tip();
    head = new ChainHead(header, executed.state(), tip.burnt(), tip.certifiedHeight());
    speculation.advance(head, batch);
    listeners.forEach(listener -> listener.accept(executed));
  }

  /** INV-4, block by block: what the accounts lost together is what was burnt. */
  private static void checkSupply(WorldState before, ExecutedBlock executed) {
    BigInteger gained = BigInteger.ZERO;
    for (Map.Entry<Address, Account> changed : executed.changedAccounts().entrySet()) {
      BigInteger now = changed.getValue().balance().value();
      gained = gained.add(now).subtract(before.balance(changed.getKey()).value());
    }
    BlockHeader header = executed.block().header();
    if (gained.add(header.burnt().value()).signum() != 0) {
      throw new BrokenInvariantException(
          BrokenInvariantException.SUPPLY,
          "block %d changes balances by %s and burns %s"
              .formatted(header.number(), gained, header.burnt()));
    }
  }

  /**
   * Stores a verified certificate of an executed block.
   *
   * @throws BrokenInvariantException INV-8 when it is for another block than the one here
   */
  public void certify(Certificate certificate) throws StorageException {
    requireSameBlock(certificate.height(), certificate.blockHash());
    store.putCertificate(certificate);
    head = head.certifiedAt(certificate.height());
  }

  /** INV-8: when a quorum certified another block than the one here, this replica has diverged. */
  void requireSameBlock(long height, Hash certified) throws StorageException {
    BlockHeader own = executedBefore(height);
    if (!own.hash().equals(certified)) {
      throw new BrokenInvariantException(
          BrokenInvariantException.SAME_BLOCK,
          "this replica's block %d is %s, a quorum certified %s"
              .formatted(height, own.hash(), certified));
    }
  }
}
