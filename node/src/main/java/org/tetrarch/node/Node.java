package org.tetrarch.node;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tetrarch.consensus.Replica;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.NodeIdentity;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.node.execution.Execution;
import org.tetrarch.node.execution.ExecutionFailures;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.http.EventFeed;
import org.tetrarch.node.http.LabView;
import org.tetrarch.node.http.PoolView;
import org.tetrarch.node.http.ReplicaWatch;
import org.tetrarch.node.http.StoredChain;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.mempool.MempoolLimits;
import org.tetrarch.node.network.NetworkConfig;
import org.tetrarch.node.network.NetworkException;
import org.tetrarch.node.network.PeerNetwork;
import org.tetrarch.node.network.SignedHandshake;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.runtime.LoopThread;
import org.tetrarch.node.runtime.ReplicaLoop;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.sync.BlockServer;
import org.tetrarch.node.sync.Gossip;
import org.tetrarch.node.sync.StateFetcher;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.web.WebConfig;
import org.tetrarch.web.WebServer;
import org.tetrarch.web.WebServerException;
import org.tetrarch.web.port.NodeInfo;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Validator;

/** All parts of one node, joined. */
final class Node implements AutoCloseable {
  private static final long REPEAT_GOSSIP_MILLIS = 1_000;

  private final NodeIdentity identity;
  private final Genesis genesis;
  private final NodeStores stores;
  private final ReplicaId self;
  private final LongSupplier clock = System::currentTimeMillis;
  private final ConsensusKeys keys;
  private final MessageVerifier verifier;
  private final Mempool mempool;
  private final Executor executor;
  private final EventFeed feed = new EventFeed();
  private final ReplicaWatch watch;
  private final LoopThread loopThread;
  private final PeerNetwork network;
  private final BlockServer blockServer;
  private final Gossip gossip;
  private final Optional<LabView> labView;
  private final Lab lab;
  private final WebServer web;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("background").daemon(true).factory());

  /**
   * Starts everything; when this returns the node takes part.
   *
   * @param failure told, once, why the node cannot go on
   */
  Node(NodeIdentity identity, NodeOptions options, NodeStores stores, Consumer<String> failure)
      throws NetworkException, WebServerException {
    this.identity = identity;
    this.stores = stores;
    // The endpoints as they are really used; they are no part of the genesis hash.
    this.genesis = identity.genesis().withPortOffset(options.portOffset());
    this.self = ReplicaId.of(identity.index());
    SigningDomain domain = stores.domain();
    keys =
        new ConsensusKeys(
            domain,
            genesis.validators().stream().map(v -> v.publicKey()).toList(),
            self,
            identity.key());
    verifier = PbftSetup.verifier(genesis, domain, keys);
    mempool =
        new Mempool(
            genesis.rules(),
            MempoolLimits.DEFAULT,
            stores.chain().stateAfter(stores.chain().tip().header()),
            clock);
    Execution execution =
        Execution.create(
            stores.chain(),
            genesis,
            mempool,
            genesis.validatorAddresses().get(self.index()),
            clock);
    execution
        .machine()
        .onBlock(
            executed ->
                feed.tell(
                    l -> l.blockExecuted(new StoredBlock(executed.block(), executed.receipts()))));
    loopThread = new LoopThread(e -> failure.accept(String.valueOf(e.getMessage())));
    executor = Executor.onOwnThread(execution, new Failures(failure));
    lab = new Lab(keys, genesis.n());
    labView =
        options.lab()
            ? Optional.of(new LabView(lab, options.labToken().orElseGet(LabToken::random)))
            : Optional.empty();
    watch =
        new ReplicaWatch(
            genesis,
            self,
            stores.evidence(),
            new ConsensusCodec(stores.transactions()),
            clock,
            this::connected);
    blockServer = new BlockServer(stores.chain(), this::send);
    gossip = new Gossip(mempool, this::broadcast);
    StateFetcher fetcher = new StateFetcher(this::send, executor, verifier, loopThread);
    ReplicaLoop loop = loop(fetcher);
    network =
        network(new PeerFrames(loopThread, loop, gossip, blockServer, fetcher, watch, this::send));
    mempool.listen(gossip);
    mempool.listen(
        (transaction, origin) -> {
          loopThread.wakeForPool();
          feed.tell(l -> l.transactionPending(transaction.hash()));
        });
    network.start();
    loopThread.start(loop);
    web = startWeb(identity);
    var unused =
        background.scheduleWithFixedDelay(
            () -> {
              mempool.expire();
              gossip.repeat(this::broadcast);
            },
            REPEAT_GOSSIP_MILLIS,
            REPEAT_GOSSIP_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private ReplicaLoop loop(StateFetcher fetcher) {
    Replica replica = new Replica(PbftSetup.config(genesis, self), keys, stores.recovered());
    TamperedOutbound outbound =
        new TamperedOutbound(lab, PbftSetup.replicas(genesis), self, this::send, this::broadcast);
    return new ReplicaLoop(
        replica,
        new ReplicaLoop.Surroundings(
            stores.log()::append,
            outbound,
            fetcher,
            executor,
            mempool,
            genesis.validatorAddresses(),
            new NodeEvents(executor, stores.evidence(), feed, watch, clock),
            loopThread));
  }

  private PeerNetwork network(PeerFrames frames) {
    List<InetSocketAddress> replicas =
        genesis.validators().stream()
            .map(v -> InetSocketAddress.createUnresolved(v.endpoint().host(), v.endpoint().port()))
            .toList();
    InetSocketAddress listen =
        new InetSocketAddress(identity.config().p2p().host(), identity.config().p2p().port());
    return new PeerNetwork(
        new NetworkConfig(self, listen, replicas),
        new SignedHandshake(stores.domain(), genesis.validatorAddresses(), self, identity.key()),
        new FrameCodec(stores.transactions()),
        verifier,
        frames);
  }

  private WebServer startWeb(NodeIdentity node) throws WebServerException {
    var http = node.config().http();
    NodeInfo info =
        new NodeInfo(
            "tetrarch-" + genesis.chainId(),
            genesis.chainId(),
            stores.domain().genesisHash(),
            genesis.symbol(),
            "tetrarch/" + Version.CURRENT,
            node.config().name(),
            self.index(),
            "http://" + http,
            genesis.rules(),
            genesis.validators().stream()
                .map(v -> new Validator(v.name(), v.address(), v.publicKey()))
                .toList(),
            clock.getAsLong());
    NodePorts ports =
        new NodePorts(
            info,
            new StoredChain(stores.chain(), executor, genesis.supply()),
            new PoolView(mempool),
            watch,
            feed,
            labView.map(view -> view));
    return WebServer.start(
        WebConfig.loopback(http.port()).at(http.host(), Set.of()),
        ports,
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private boolean connected(ReplicaId peer) {
    return network.connected(peer);
  }

  private void send(ReplicaId to, Frame frame) {
    network.send(to, frame);
  }

  private void broadcast(Frame frame) {
    network.broadcast(frame);
  }

  /** The lab's token, if this node is in the lab. */
  Optional<String> labToken() {
    return labView.map(LabView::token);
  }

  /** From the outside in: first nothing comes any more, then what was begun is finished. */
  @Override
  public void close() {
    background.shutdownNow();
    web.close();
    network.close();
    loopThread.close();
    blockServer.close();
    executor.close();
  }

  private static final class Failures implements ExecutionFailures {
    private final Consumer<String> failure;

    Failures(Consumer<String> failure) {
      this.failure = failure;
    }

    @Override
    public void invariantBroken(String invariant, String reason) {
      failure.accept(invariant + ": " + reason);
    }

    @Override
    public void storageFailed(StorageException cause) {
      failure.accept(cause.getMessage());
    }
  }
}
