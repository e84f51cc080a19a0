package org.tetrarch.node.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.node.wire.FrameKind;

/** This replica's connections to all others. Any thread may send. */
public final class PeerNetwork implements Transport, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeerNetwork.class);
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final long LAST_RETRY_MILLIS = 2_000;
  private static final int CONNECT_MILLIS = 3_000;

  private final NetworkConfig config;
  private final Handshake handshake;
  private final FrameCodec codec;
  private final SortedMap<ReplicaId, PeerLink> links = new TreeMap<>();
  private final LabelledCounts refused = new LabelledCounts();
  private final EventLoopGroup io =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("p2p-io", true), NioIoHandler.newFactory());
  private final ExecutorService verification;
  private volatile boolean closing;
  private @Nullable Channel listening;

  public PeerNetwork(
      NetworkConfig config,
      Handshake handshake,
      FrameCodec codec,
      MessageVerifier verifier,
      NetworkListener listener) {
    this.config = config;
    this.handshake = handshake;
    this.codec = codec;
    this.verification =
        Executors.newFixedThreadPool(
            config.verificationThreads(), new DefaultThreadFactory("verification", true));
    FrameInspector inspector = new FrameInspector(codec, verifier);
    for (int index = 0; index < config.replicas().size(); index++) {
      ReplicaId peer = ReplicaId.of(index);
      if (!peer.equals(config.self())) {
        PeerMeters meters = new PeerMeters();
        InboundLane lane =
            new InboundLane(
                peer, inspector, listener, meters, verification, config.verificationThreads());
        links.put(peer, new PeerLink(lane, meters));
      }
    }
  }

  /** Listens, and dials the replicas of lower index until they answer. */
  public void start() throws NetworkException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(io)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Initializer(Optional.empty()));
    try {
      listening = server.bind(config.listen()).syncUninterruptibly().channel();
    } catch (RuntimeException e) {
      throw new NetworkException(
          "cannot listen for peers on %s:%d: %s; stop what uses the port, or choose another"
              .formatted(
                  config.listen().getHostString(), config.listen().getPort(), e.getMessage()),
          e);
    }
    for (ReplicaId peer : links.headMap(config.self()).keySet()) {
      dial(peer, FIRST_RETRY_MILLIS);
    }
  }

  /** The port that is bound; after {@link #start}. */
  public int port() {
    Channel bound = listening;
    if (bound == null) {
      throw new IllegalStateException("not listening");
    }
    return ((InetSocketAddress) bound.localAddress()).getPort();
  }

  private void dial(ReplicaId peer, long retryMillis) {
    if (closing) {
      return;
    }
    InetSocketAddress known = config.replicas().get(peer.index());
    // Resolved anew each time: a peer may have moved.
    InetSocketAddress address = new InetSocketAddress(known.getHostString(), known.getPort());
    Bootstrap client =
        new Bootstrap()
            .group(io)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(new Initializer(Optional.of(peer)));
    var unused =
        client
            .connect(address)
            .addListener(connecting -> onDialled(peer, retryMillis, (ChannelFuture) connecting));
  }

  private void onDialled(ReplicaId peer, long retryMillis, ChannelFuture connecting) {
    if (connecting.isSuccess()) {
      var unused =
          connecting.channel().closeFuture().addListener(closed -> redial(peer, retryMillis));
    } else {
      redial(peer, retryMillis);
    }
  }

  private void redial(ReplicaId peer, long retryMillis) {
    if (closing || io.isShuttingDown()) {
      return;
    }
    PeerLink link = link(peer);
    long base = link.connected() ? FIRST_RETRY_MILLIS : retryMillis;
    long delay = base / 2 + ThreadLocalRandom.current().nextLong(base);
    long next = Math.min(LAST_RETRY_MILLIS, 2 * base);
    var unused = io.schedule(() -> dial(peer, next), delay, TimeUnit.MILLISECONDS);
  }

  private PeerLink link(ReplicaId peer) {
    PeerLink link = links.get(peer);
    if (link == null) {
      throw new IllegalArgumentException(peer + " is no peer of " + config.self());
    }
    return link;
  }

  /** A frame that cannot go now is queued, or dropped and counted. */
  @Override
  public void send(ReplicaId to, Frame frame) {
    ByteBuf encoded = encode(frame);
    if (encoded != null) {
      link(to).send(isConsensus(frame), encoded);
    }
  }

  /** Encoded once. */
  @Override
  public void broadcast(Frame frame) {
    ByteBuf encoded = encode(frame);
    if (encoded != null) {
      for (PeerLink link : links.values()) {
        link.send(isConsensus(frame), encoded.retainedDuplicate());
      }
      encoded.release();
    }
  }

  /** Sends bytes that need not be a frame, to see what the peer makes of them. */
  public void sendBytes(ReplicaId to, byte[] content) {
    ByteBuf length = Unpooled.buffer(FrameDecoder.LENGTH_BYTES).writeInt(content.length);
    link(to).send(false, Unpooled.wrappedBuffer(length, Unpooled.wrappedBuffer(content)));
  }

  /** Sends bytes as they are, with no length before them, between two frames. */
  public void sendRaw(ReplicaId to, byte[] bytes) {
    link(to).send(false, Unpooled.wrappedBuffer(bytes));
  }

  /** Ends the connection with a peer, as a failure would. */
  public void disconnect(ReplicaId peer) {
    link(peer).disconnect();
  }

  private static boolean isConsensus(Frame frame) {
    return frame instanceof Frame.Consensus;
  }

  private @Nullable ByteBuf encode(Frame frame) {
    byte[] content = codec.encode(frame);
    FrameKind kind = FrameKind.of(content[0]).orElseThrow();
    if (content.length > kind.maxBytes()) {
      log.error("a {} frame of {} bytes is not sent: too large", kind, content.length);
      links.values().forEach(link -> link.meters().dropped(PeerMeters.TOO_LARGE));
      return null;
    }
    ByteBuf length = Unpooled.buffer(FrameDecoder.LENGTH_BYTES).writeInt(content.length);
    return Unpooled.wrappedBuffer(length, Unpooled.wrappedBuffer(content));
  }

  public boolean connected(ReplicaId peer) {
    return link(peer).connected();
  }

  /** What was done so far. */
  public NetworkCounters counters() {
    TreeMap<ReplicaId, NetworkCounters.PeerCounters> peers = new TreeMap<>();
    links.forEach((peer, link) -> peers.put(peer, link.meters().snapshot(link.connected())));
    return new NetworkCounters(peers, refused.snapshot());
  }

  @Override
  public void close() {
    closing = true;
    io.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    verification.shutdownNow();
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    private final Optional<ReplicaId> dialled;

    Initializer(Optional<ReplicaId> dialled) {
      this.dialled = dialled;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      Introduction.begin(channel, handshake, dialled, new Ending(channel));
    }
  }

  private final class Ending implements Handshake.Outcome {
    private final Channel channel;

    Ending(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void authenticated(ReplicaId peer) {
      PeerLink link = link(peer);
      Introduction.end(channel, link.new Handler());
      link.attach(channel);
    }

    @Override
    public void refused(String reason) {
      if (LabelledCounts.worthLogging(refused.add(reason))) {
        log.warn("connection with {} ended: the other side {}", channel.remoteAddress(), reason);
      }
      var unused = channel.close();
    }
  }
}
