package org.tetrarch.node.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tetrarch.consensus.quorum.ReplicaId;

/** Dials one peer until it answers, and again whenever the connection is lost. */
final class Dialler {
  /**
   * A peer that kept a connection for so long is well: when it is lost, the next try comes soon.
   */
  static final long SOUND_MILLIS = 1_000;

  private final ReplicaId peer;
  private final InetSocketAddress address;
  private final Bootstrap bootstrap;
  private volatile boolean closing;

  /** Of the I/O thread, which is one. */
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());

  /**
   * @param address need not be resolved
   * @param prepared a bootstrap with all but the address, for what is to be dialled by this
   */
  Dialler(ReplicaId peer, InetSocketAddress address, Function<Dialler, Bootstrap> prepared) {
    this.peer = peer;
    this.address = address;
    this.bootstrap = prepared.apply(this);
  }

  ReplicaId peer() {
    return peer;
  }

  /** Returns at once. */
  void dial() {
    // Looking a name up may take seconds, which the I/O thread does not have; and it is done anew
    // each time, because a peer may have moved.
    Thread.ofVirtual().name("dial-" + peer).start(this::connect);
  }

  private void connect() {
    InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
    if (!closing) {
      var unused =
          bootstrap
              .connect(resolved)
              .addListener(connecting -> onDialled((ChannelFuture) connecting));
    }
  }

  private void onDialled(ChannelFuture connecting) {
    if (connecting.isSuccess()) {
      var unused = connecting.channel().closeFuture().addListener(closed -> redial());
    } else {
      redial();
    }
  }

  private void redial() {
    if (!closing) {
      var unused =
          bootstrap
              .config()
              .group()
              .schedule(this::dial, backoff.nextMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The peer at the other end is the one that was dialled. On the I/O thread. */
  void authenticated(Channel channel) {
    var unused =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  if (channel.isActive()) {
                    backoff.reset();
                  }
                },
                SOUND_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  /** Dials no more. */
  void close() {
    closing = true;
  }
}
