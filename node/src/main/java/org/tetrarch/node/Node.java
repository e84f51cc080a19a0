package org.tetrarch.node;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.NodeIdentity;
import org.tetrarch.node.core.NodeCore;
import org.tetrarch.node.core.PbftSetup;
import org.tetrarch.node.core.Platform;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.http.EventFeed;
import org.tetrarch.node.http.LabView;
import org.tetrarch.node.http.PoolView;
import org.tetrarch.node.http.ReplicaWatch;
import org.tetrarch.node.http.StoredChain;
import org.tetrarch.node.http.ranking.BalanceRanking;
import org.tetrarch.node.http.trace.ProtocolTrace;
import org.tetrarch.node.network.NetworkConfig;
import org.tetrarch.node.network.NetworkException;
import org.tetrarch.node.network.PeerNetwork;
import org.tetrarch.node.network.SignedHandshake;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.FaultyLinks;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.runtime.LoopThread;
import org.tetrarch.node.runtime.Proposals;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.sync.BlockServer;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.web.WebConfig;
import org.tetrarch.web.WebServer;
import org.tetrarch.web.WebServerException;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.NodeInfo;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.Validator;

/** One node with its threads, its sockets and its web server. */
final class Node implements AutoCloseable {
  private static final long TIDY_MILLIS = 1_000;

  private final NodeIdentity identity;
  private final Genesis genesis;
  private final ReplicaStores stores;
  private final ReplicaId self;
  private final EventFeed feed = new EventFeed();
  private final ReplicaWatch watch;
  private final ProtocolTrace trace;
  private final BalanceRanking ranking;
  private final RankingThread rankingThread;
  private final List<String> explorers;
  private final LoopThread loopThread;
  private final NodeCore core;
  private final PeerNetwork network;
  private final Optional<Lab> lab;
  private final Optional<LabView> labView;
  private final WebServer web;
  private final ExecutorService blockServing = BlockServer.ownThread();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("background").daemon(true).factory());

  /**
   * Starts everything; when this returns the node takes part.
   *
   * @param failure told, once, why the node cannot go on
   */
  Node(
      NodeIdentity identity,
      NodeOptions options,
      ReplicaStores stores,
      KeyValueStore rankingStore,
      Consumer<String> failure)
      throws NetworkException, WebServerException, StorageException {
    this.identity = identity;
    this.stores = stores;
    this.explorers = options.explorers();
    // The endpoints as they are really used; they are no part of the genesis hash.
    this.genesis = identity.genesis().withPortOffset(options.portOffset());
    this.self = ReplicaId.of(identity.index());
    ConsensusKeys keys =
        new ConsensusKeys(
            stores.domain(),
            genesis.validators().stream().map(v -> v.publicKey()).toList(),
            self,
            identity.key());
    MessageVerifier verifier = PbftSetup.verifier(genesis, stores.domain(), keys);
    watch =
        new ReplicaWatch(
            genesis,
            self,
            stores.evidence(),
            new ConsensusCodec(stores.transactions()),
            System::currentTimeMillis,
            this::connected);
    trace = new ProtocolTrace(genesis.n(), stores.chain().tip().height(), MicroClock::epochMicros);
    ranking = BalanceRanking.open(rankingStore, stores.chain(), genesis.alloc().keySet());
    rankingThread = new RankingThread(ranking);
    loopThread = new LoopThread(e -> failure.accept(String.valueOf(e.getMessage())));
    Optional<FaultyLinks> links = options.lab() ? Optional.of(links()) : Optional.empty();
    lab = links.map(each -> lab(each, keys, verifier));
    labView =
        lab.map(
            each ->
                new LabView(
                    each,
                    links.orElseThrow(),
                    peers(),
                    options.labToken().orElseGet(LabToken::random)));
    core =
        new NodeCore(
            genesis,
            self,
            keys,
            verifier,
            stores,
            new Platform(
                System::currentTimeMillis,
                LoopThread::nowMillis,
                loopThread,
                Executor::onOwnThread,
                blockServing,
                lab.<Transport>map(each -> each).orElseGet(ToPeers::new),
                lab.<Proposals>map(each -> each::proposal).orElse(Proposals.HONEST)),
            new NodeEvents(feed, watch, trace, rankingThread::news, failure));
    network = network(verifier, new PeerFrames(core, watch, trace, lab));
    network.start();
    loopThread.start(core.loop());
    rankingThread.start();
    web = startWeb();
    var unused =
        background.scheduleWithFixedDelay(
            this::tidy, TIDY_MILLIS, TIDY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tidy() {
    core.tidy();
    trace.look(watch.network());
  }

  private FaultyLinks links() {
    return new FaultyLinks(
        new ToPeers(),
        List.copyOf(peers().values()),
        new SecureRandom(),
        (delay, task) -> {
          var unused = background.schedule(task, delay, TimeUnit.MILLISECONDS);
        });
  }

  /** The other replicas by name, in the order of the genesis file. */
  private SequencedMap<String, ReplicaId> peers() {
    SequencedMap<String, ReplicaId> peers = new LinkedHashMap<>();
    for (int i = 0; i < genesis.n(); i++) {
      if (i != self.index()) {
        peers.put(genesis.validators().get(i).name(), ReplicaId.of(i));
      }
    }
    return peers;
  }

  private Lab lab(FaultyLinks links, ConsensusKeys keys, MessageVerifier verifier) {
    Means means =
        new Means(
            genesis,
            self,
            Optional.of(identity.key()),
            keys,
            verifier,
            System::currentTimeMillis,
            new SecureRandom(),
            new LabReach(this::connections, links, endpoints(), background));
    return new Lab(means, links, Lab.installed());
  }

  private PeerNetwork network(MessageVerifier verifier, PeerFrames frames) {
    InetSocketAddress listen =
        new InetSocketAddress(identity.config().p2p().host(), identity.config().p2p().port());
    return new PeerNetwork(
        new NetworkConfig(self, listen, endpoints()),
        new SignedHandshake(stores.domain(), genesis.validatorAddresses(), self, identity.key()),
        new FrameCodec(stores.transactions()),
        verifier,
        frames);
  }

  private List<InetSocketAddress> endpoints() {
    return genesis.validators().stream()
        .map(v -> InetSocketAddress.createUnresolved(v.endpoint().host(), v.endpoint().port()))
        .toList();
  }

  private PeerNetwork connections() {
    return network;
  }

  private WebServer startWeb() throws WebServerException {
    var http = identity.config().http();
    NodeInfo info =
        new NodeInfo(
            "tetrarch-" + genesis.chainId(),
            genesis.chainId(),
            stores.domain().genesisHash(),
            genesis.symbol(),
            "tetrarch/" + Version.CURRENT,
            identity.config().name(),
            self.index(),
            "http://" + http,
            genesis.rules(),
            genesis.validators().stream()
                .map(v -> new Validator(v.name(), v.address(), v.publicKey()))
                .toList(),
            explorers,
            System.currentTimeMillis());
    ChainView chain = new StoredChain(stores.chain(), core.executor(), genesis.supply());
    NodePorts ports =
        new NodePorts(
            info,
            lab.map(each -> each.reads(chain)).orElse(chain),
            new PoolView(core.mempool(), self, core::submit),
            watch,
            trace,
            ranking,
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
    blockServing.shutdownNow();
    core.close();
    rankingThread.close();
  }

  /** The network, which is made after those that send by it. */
  private final class ToPeers implements Transport {
    @Override
    public void send(ReplicaId to, Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope envelope)) {
        trace.sent(to, envelope);
      }
      network.send(to, frame);
    }

    @Override
    public void broadcast(Frame frame) {
      if (frame instanceof Frame.Consensus(Envelope envelope)) {
        trace.sentToAll(envelope);
      }
      network.broadcast(frame);
    }
  }
}
