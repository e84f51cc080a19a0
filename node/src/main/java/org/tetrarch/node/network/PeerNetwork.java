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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private static final int CONNECT_MILLIS = 3_000;
  private static final int CLOSING_SECONDS = 2;

  private final NetworkConfig config;
  private final Handshake handshake;
  private final FrameCodec codec;
  private final SortedMap<ReplicaId, PeerLink> links = new TreeMap<>();
  private final List<Dialler> diallers = new CopyOnWriteArrayList<>();
  private final Strangers strangers = new Strangers();
  private final LabelledCounts refused = new LabelledCounts();
  private final EventLoopGroup io =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("p2p-io", true), NioIoHandler.newFactory());
  private final ExecutorService verification;
  private volatile @Nullable Channel listening;

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
                peer,
                frame -> inspector.inspect(peer, config.self(), frame),
                listener,
                meters,
                verification,
                config.verificationThreads());
        links.put(peer, new PeerLink(lane, meters));
      }
    }
  }

  /**
   * Listens, and dials the replicas of lower index until they answer. When it cannot listen,
   * nothing of it is left running.
   */
  public void start() throws NetworkException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(io)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Incoming());
    ChannelFuture binding = server.bind(config.listen()).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      close();
      throw cannotListen(binding.cause());
    }
    listening = binding.channel();
    for (ReplicaId peer : links.headMap(config.self()).keySet()) {
      Dialler dialler =
          new Dialler(peer, config.replicas().get(peer.index()), this::outgoingBootstrap);
      diallers.add(dialler);
      dialler.dial();
    }
  }

  private NetworkException cannotListen(Throwable cause) {
    InetSocketAddress listen = config.listen();
    String problem =
        listen.isUnresolved()
            ? "there is no such host; name an address of this machine"
            : cause.getMessage() + "; stop what uses the port, or choose another";
    return new NetworkException(
        "cannot listen for peers on %s:%d: %s"
            .formatted(listen.getHostString(), listen.getPort(), problem),
        cause);
  }

  private Bootstrap outgoingBootstrap(Dialler dialler) {
    return new Bootstrap()
        .group(io)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(new Outgoing(dialler));
  }

  /** The port that is bound; after {@link #start}. */
  public int port() {
    Channel bound = listening;
    if (bound == null) {
      throw new IllegalStateException("not listening");
    }
    return ((InetSocketAddress) bound.localAddress()).getPort();
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

  /** When this returns the listener is told nothing more. */
  @Override
  public void close() {
    diallers.forEach(Dialler::close);
    io.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    verification.shutdownNow();
    try {
      if (!verification.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        log.warn("what peers sent is still being taken after {} s", CLOSING_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Incoming extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      Introduction introduction =
          Introduction.begin(
              channel, handshake, Optional.empty(), new Ending(channel, Optional.empty()));
      var unused = channel.closeFuture().addListener(closed -> strangers.remove(channel));
      strangers.add(channel, introduction).ifPresent(Introduction::crowdOut);
    }
  }

  private final class Outgoing extends ChannelInitializer<SocketChannel> {
    private final Dialler dialler;

    Outgoing(Dialler dialler) {
      this.dialler = dialler;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      Introduction.begin(
          channel,
          handshake,
          Optional.of(dialler.peer()),
          new Ending(channel, Optional.of(dialler)));
    }
  }

  private final class Ending implements Handshake.Outcome {
    private final Channel channel;
    private final Optional<Dialler> dialler;

    Ending(Channel channel, Optional<Dialler> dialler) {
      this.channel = channel;
      this.dialler = dialler;
    }

    @Override
    public void authenticated(ReplicaId peer) {
      strangers.remove(channel);
      PeerLink link = link(peer);
      if (!link.attach(channel)) {
        refused("comes back while too much of it waits");
        return;
      }
      dialler.ifPresent(dialled -> dialled.authenticated(channel));
      // After attaching: whatever it has sent already comes after the news that it is connected.
      Introduction.replaceBy(channel, link.new Handler());
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
