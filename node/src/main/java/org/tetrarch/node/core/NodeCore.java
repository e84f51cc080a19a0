package org.tetrarch.node.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tetrarch.consensus.Replica;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.execution.Execution;
import org.tetrarch.node.execution.ExecutionFailures;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.mempool.Admission;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.mempool.MempoolLimits;
import org.tetrarch.node.runtime.LoopEvents;
import org.tetrarch.node.runtime.Outbound;
import org.tetrarch.node.runtime.ReplicaLoop;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.UncheckedStorageException;
import org.tetrarch.node.sync.BlockServer;
import org.tetrarch.node.sync.Gossip;
import org.tetrarch.node.sync.StateFetcher;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/**
 * All of a node that has no thread, clock or socket of its own: mempool, execution, replica and its
 * loop, gossip, and what peers are asked for. The same class runs in production and in the
 * simulator.
 */
public final class NodeCore implements AutoCloseable {
  private final ReplicaStores stores;
  private final Platform platform;
  private final CoreListener listener;
  private final Mempool mempool;
  private final Executor executor;
  private final ReplicaLoop loop;
  private final Gossip gossip;
  private final BlockServer blockServer;
  private final StateFetcher fetcher;
  private final AtomicBoolean poolNoted = new AtomicBoolean();

  /**
   * Joins the parts; nothing runs before the loop is turned.
   *
   * @param signer signs with the key of {@code self}
   * @param verifier for what peers prove by certificates
   */
  public NodeCore(
      Genesis genesis,
      ReplicaId self,
      Signer signer,
      MessageVerifier verifier,
      ReplicaStores stores,
      Platform platform,
      CoreListener listener) {
    this.stores = stores;
    this.platform = platform;
    this.listener = listener;
    mempool =
        new Mempool(
            genesis.rules(),
            MempoolLimits.DEFAULT,
            stores.chain().stateAfter(stores.chain().tip().header()),
            platform.wallClock());
    Execution execution =
        Execution.create(
            stores.chain(),
            genesis,
            mempool,
            genesis.validatorAddresses().get(self.index()),
            platform.wallClock());
    execution.machine().onBlock(listener::executed);
    executor = platform.executing().on(execution, new Failures());
    gossip = new Gossip(mempool, platform.transport());
    blockServer = new BlockServer(stores.chain(), platform.transport(), platform.reading());
    fetcher =
        new StateFetcher(
            platform.transport(), executor, verifier, platform.inbox(), platform.steadyClock());
    loop =
        new ReplicaLoop(
            new Replica(PbftSetup.config(genesis, self), signer, stores.recovered()),
            new ReplicaLoop.Surroundings(
                stores.log()::append,
                new Statements(),
                fetcher,
                executor,
                platform.proposals(),
                mempool,
                genesis.validatorAddresses(),
                new Events(),
                platform.inbox()));
    mempool.listen(gossip);
    mempool.listen(
        (transaction, origin) -> {
          notePool();
          listener.pending(transaction);
        });
  }

  public ReplicaLoop loop() {
    return loop;
  }

  public Mempool mempool() {
    return mempool;
  }

  public Executor executor() {
    return executor;
  }

  public ReplicaStores stores() {
    return stores;
  }

  /** Takes a client's transaction, and tells the others. Any thread. */
  public Admission submit(SignedTransaction transaction) {
    try {
      Admission admission = mempool.add(transaction, Mempool.Origin.CLIENT);
      if (admission instanceof Admission.Accepted) {
        // It comes again in a batch, and its signature need not be checked again.
        stores.transactions().add(transaction);
      }
      return admission;
    } catch (UncheckedStorageException e) {
      listener.storageFailed(e.storage());
      return new Admission.Rejected("this node cannot read its disk any more");
    }
  }

  /** A statement whose signatures are valid. */
  public void onConsensus(ReplicaId from, Verified<Envelope> envelope) {
    platform.inbox().happened(new Input.EnvelopeReceived(from, envelope));
  }

  /** A frame of any other kind. */
  public void onFrame(ReplicaId from, Frame frame) {
    switch (frame) {
      case Frame.Transactions(var transactions) -> take(from, transactions);
      case Frame.BlocksRequest request -> blockServer.onRequest(from, request);
      case Frame.BlocksReply(var blocks) -> fetcher.onBlocks(from, blocks);
      case Frame.BatchRequest(Digest digest) -> platform.inbox().onLoop(() -> answer(from, digest));
      case Frame.BatchReply(TransferBatch batch) ->
          platform.inbox().happened(new Input.BatchFetched(batch));
      case Frame.Consensus consensus ->
          throw new IllegalArgumentException("a statement that nobody has verified");
    }
  }

  private void take(ReplicaId from, List<SignedTransaction> transactions) {
    try {
      gossip.onTransactions(from, transactions);
    } catch (UncheckedStorageException e) {
      // Who has sent them is not to blame: this node cannot read its own accounts any more.
      listener.storageFailed(e.storage());
    }
  }

  private void answer(ReplicaId from, Digest digest) {
    if (loop.body(digest).orElse(null) instanceof TransferBatch batch) {
      blockServer.give(from, batch);
    }
  }

  public void onConnected(ReplicaId peer) {
    gossip.welcome(peer);
  }

  /** To be called about once a second: forgets what has waited too long, repeats the rest. */
  public void tidy() {
    mempool.expire();
    gossip.repeat();
  }

  /** Cheap: many calls before the next turn are one. */
  private void notePool() {
    if (poolNoted.compareAndSet(false, true)) {
      platform
          .inbox()
          .onLoop(
              () -> {
                poolNoted.set(false);
                loop.poolChanged();
              });
    }
  }

  /** Finishes what execution has begun. */
  @Override
  public void close() {
    executor.close();
  }

  private final class Statements implements Outbound {
    @Override
    public void send(ReplicaId to, Envelope envelope) {
      platform.transport().send(to, new Frame.Consensus(envelope));
    }

    @Override
    public void broadcast(Envelope envelope) {
      platform.transport().broadcast(new Frame.Consensus(envelope));
    }
  }

  private final class Events implements LoopEvents {
    @Override
    public void certified(StableCheckpoint checkpoint) {
      Certificate certificate = Certificates.toLedger(checkpoint);
      executor.certify(certificate, () -> listener.certified(certificate));
    }

    @Override
    public void viewEntered(View view, ReplicaId primary) {
      listener.viewEntered(view, primary);
    }

    @Override
    public void misbehaviour(Evidence found) throws StorageException {
      if (stores.evidence().put(found, platform.wallClock().getAsLong())) {
        listener.misbehaviour(found);
      }
    }

    @Override
    public void halted(String invariant, String reason) {
      listener.halted(invariant, reason);
    }

    @Override
    public void statusChanged(ReplicaStatus status) {
      listener.status(status);
    }
  }

  private final class Failures implements ExecutionFailures {
    @Override
    public void invariantBroken(String invariant, String reason) {
      listener.executionHalted(invariant, reason);
    }

    @Override
    public void storageFailed(StorageException cause) {
      listener.storageFailed(cause);
    }
  }
}
