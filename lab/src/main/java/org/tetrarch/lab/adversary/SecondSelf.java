package org.tetrarch.lab.adversary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.core.CoreListener;
import org.tetrarch.node.core.NodeCore;
import org.tetrarch.node.core.Platform;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.runtime.Inbox;
import org.tetrarch.node.runtime.Proposals;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransactionCache;

/**
 * A whole replica inside a malicious one: the same key, a memory of its own. It behaves correctly,
 * as far as it remembers, which is the point. It runs when the misbehaviour's turn comes, on nobody
 * else's thread.
 */
final class SecondSelf {
  private static final Logger log = LoggerFactory.getLogger(SecondSelf.class);

  /** What waits for a turn; more is lost, as on a bad line. */
  private static final int MOST_WAITING = 4_096;

  /** Turns in a row; the rest waits, so that nothing else starves. */
  private static final int MOST_TURNS = 64;

  private static final int CACHED = 4_096;
  private static final long TIDY_MILLIS = 1_000;

  private final Means means;
  private final NodeCore core;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final List<Input> inputs = new ArrayList<>();
  private long wakesAt = Long.MAX_VALUE;
  private long tidiedAt;
  private boolean over;

  /**
   * Begins on what the disk holds, and votes at once: its log says that there is nothing it could
   * have forgotten.
   */
  SecondSelf(Means means, Transport transport, MemoryDisk disk) throws StorageException {
    this.means = means;
    core =
        new NodeCore(
            means.genesis(),
            means.self(),
            means.signer(),
            means.verifier(),
            stores(means, disk),
            new Platform(
                means.clock(),
                means.clock(),
                new Waiting(),
                (execution, failures) -> Executor.on(this::add, execution, failures),
                this::add,
                transport,
                Proposals.HONEST),
            new Unheard());
    tidiedAt = now();
    happened(new Input.Started());
  }

  private static ReplicaStores stores(Means means, MemoryDisk disk) throws StorageException {
    TransactionCache cache =
        new TransactionCache(means.genesis().chainId(), means.genesis().allowUnprotected(), CACHED);
    ReplicaStores empty = ReplicaStores.open(means.genesis(), disk, cache);
    empty.log().append(List.of(new LogRecord.Joined(SequenceNumber.GENESIS)));
    empty.close();
    return ReplicaStores.open(means.genesis(), disk, cache);
  }

  /** What a peer sent; checked here once more, because only a checked statement may be stepped. */
  void hear(ReplicaId from, Frame frame) {
    if (!(frame instanceof Frame.Consensus(Envelope envelope))) {
      add(() -> core.onFrame(from, frame));
    } else if (means.verifier().verify(envelope)
        instanceof Verification.Accepted<Envelope>(Verified<Envelope> verified)) {
      happened(new Input.EnvelopeReceived(from, verified));
    }
  }

  /** It says and does nothing any more. */
  void end() {
    over = true;
    tasks.clear();
    inputs.clear();
    core.close();
  }

  private long now() {
    return means.clock().getAsLong();
  }

  private void add(Runnable task) {
    if (!over && tasks.size() < MOST_WAITING) {
      tasks.add(task);
      wakeAt(now());
    }
  }

  private void happened(Input input) {
    if (!over && inputs.size() < MOST_WAITING) {
      inputs.add(input);
      wakeAt(now());
    }
  }

  /** Plans a turn, unless one is planned that comes no later. */
  private void wakeAt(long millis) {
    if (millis < wakesAt) {
      wakesAt = millis;
      means.reach().later(Math.max(0, millis - now()), () -> wake(millis));
    }
  }

  private void wake(long planned) {
    // Another one was planned since, for earlier.
    if (over || planned != wakesAt) {
      return;
    }
    try {
      int turns = 0;
      do {
        turn();
      } while (!(tasks.isEmpty() && inputs.isEmpty()) && ++turns < MOST_TURNS);
    } catch (StorageException e) {
      log.warn("a second self is at its end: {}", e.getMessage());
      end();
      return;
    }
    wakesAt = Long.MAX_VALUE;
    boolean more = !(tasks.isEmpty() && inputs.isEmpty());
    wakeAt(more ? now() : Math.max(now() + 1, core.loop().nextTimer().orElse(now() + TIDY_MILLIS)));
  }

  private void turn() throws StorageException {
    for (int left = tasks.size(); left > 0; left--) {
      tasks.remove().run();
    }
    if (now() - tidiedAt >= TIDY_MILLIS) {
      tidiedAt = now();
      core.tidy();
    }
    List<Input> now = List.copyOf(inputs);
    inputs.clear();
    core.loop().turn(now, now());
  }

  private final class Waiting implements Inbox {
    @Override
    public void happened(Input input) {
      SecondSelf.this.happened(input);
    }

    @Override
    public void onLoop(Runnable task) {
      add(task);
    }
  }

  /** Nobody looks at it but its peers. */
  private static final class Unheard implements CoreListener {
    @Override
    public void pending(SignedTransaction transaction) {}

    @Override
    public void executed(ExecutedBlock block) {}

    @Override
    public void certified(Certificate certificate) {}

    @Override
    public void viewEntered(View view, ReplicaId primary) {}

    @Override
    public void misbehaviour(Evidence evidence) {}

    @Override
    public void halted(String invariant, String reason) {
      log.debug("a second self has halted, {}: {}", invariant, reason);
    }

    @Override
    public void executionHalted(String invariant, String reason) {
      halted(invariant, reason);
    }

    @Override
    public void storageFailed(StorageException cause) {
      log.debug("a second self cannot go on: {}", cause.getMessage());
    }

    @Override
    public void status(ReplicaStatus status) {}
  }
}
