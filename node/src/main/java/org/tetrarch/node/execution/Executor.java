package org.tetrarch.node.execution;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.event.Output.Ordered;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.trie.TrieNodeException;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.UncheckedStorageException;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.TransferBatch;

/**
 * The one thread that executes. Calls return at once; they are carried out in their order, and each
 * answer is given on that thread. After a failure nothing more is carried out or answered.
 */
public final class Executor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

  private static final String UNEXPECTED = "unexpected failure";

  /** A block of many transactions may be under way. */
  private static final long CLOSING_SECONDS = 30;

  private final Execution execution;
  private final ExecutionFailures failures;
  private final java.util.concurrent.Executor tasks;
  private final AutoCloseable thread;

  /** Of the executing thread. */
  private boolean stopped;

  private Executor(
      Execution execution,
      ExecutionFailures failures,
      java.util.concurrent.Executor tasks,
      AutoCloseable thread) {
    this.execution = execution;
    this.failures = failures;
    this.tasks = tasks;
    this.thread = thread;
  }

  /** With a thread of its own, which ends with {@link #close()}. */
  public static Executor onOwnThread(Execution execution, ExecutionFailures failures) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("execution").daemon(true).factory());
    return new Executor(execution, failures, thread, () -> finish(thread));
  }

  /**
   * On somebody else's thread, such as a simulator's.
   *
   * @param tasks runs one task at a time, in their order
   */
  public static Executor on(
      java.util.concurrent.Executor tasks, Execution execution, ExecutionFailures failures) {
    return new Executor(execution, failures, tasks, () -> {});
  }

  /** The chain as it is now; any thread. */
  public ChainHead head() {
    return execution.machine().head();
  }

  /**
   * Answers with the header of the block when that is durable. See {@link StateMachine#execute}.
   */
  public void execute(Ordered ordered, Consumer<BlockHeader> answer) {
    run(() -> answer.accept(execution.machine().execute(ordered)));
  }

  /** See {@link BatchValidator#objection}. */
  public void validate(
      SequenceNumber sequence,
      Batch batch,
      List<Ordered> before,
      Address primary,
      Consumer<Optional<String>> answer) {
    run(() -> answer.accept(execution.validator().objection(sequence, batch, before, primary)));
  }

  /** See {@link BatchBuilder#build}. */
  public void build(
      SequenceNumber sequence, List<Ordered> before, Consumer<Optional<TransferBatch>> answer) {
    run(() -> answer.accept(execution.builder().build(sequence, before)));
  }

  /** See {@link BlockImporter#importBlocks}. */
  public void importBlocks(List<CertifiedBlock> blocks, Consumer<BlockImporter.Outcome> answer) {
    run(() -> answer.accept(execution.importer().importBlocks(blocks)));
  }

  /** Answers when the certificate is stored. See {@link StateMachine#certify}. */
  public void certify(Certificate certificate, Runnable answer) {
    run(
        () -> {
          execution.machine().certify(certificate);
          answer.run();
        });
  }

  private interface Task {
    void run() throws StorageException;
  }

  private void run(Task task) {
    try {
      tasks.execute(() -> carryOut(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is executed any more: this node is closing");
    }
  }

  private void carryOut(Task task) {
    if (stopped) {
      return;
    }
    try {
      task.run();
    } catch (BrokenInvariantException e) {
      stop(() -> failures.invariantBroken(e.invariant(), e.getMessage()), e);
    } catch (StorageException e) {
      stop(() -> failures.storageFailed(e), e);
    } catch (UncheckedStorageException e) {
      stop(() -> failures.storageFailed(e.storage()), e);
    } catch (TrieNodeException e) {
      stop(() -> failures.storageFailed(StorageException.damagedState(e)), e);
    } catch (RuntimeException e) {
      // A defect; what it has left undone is unknown, so nothing may be built on it.
      stop(() -> failures.invariantBroken(UNEXPECTED, e.toString()), e);
    }
  }

  private void stop(Runnable tell, Exception cause) {
    stopped = true;
    LOG.error("execution has stopped: {}", cause.getMessage(), cause);
    tell.run();
  }

  /** Finishes what was begun and what waits. */
  @Override
  public void close() {
    try {
      thread.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("cannot end the executing thread", e);
    }
  }

  private static void finish(ExecutorService thread) throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("execution has not finished in {} s", CLOSING_SECONDS);
    }
  }
}
