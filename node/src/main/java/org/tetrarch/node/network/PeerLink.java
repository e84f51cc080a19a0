package org.tetrarch.node.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.node.wire.FrameKind;

/**
 * One peer over all its connections, of which at most one is used at a time: the newest, because
 * only one of the two dials, and does so when it knows that the older one is lost.
 */
final class PeerLink {
  /** A connection on which nothing was said for so long says that it is alive. */
  static final long KEEPALIVE_MILLIS = 2_000;

  /**
   * A connection on which nothing came for so long is given up. Without this a peer whose machine
   * or whose network is gone would count as connected until TCP gives up, after minutes.
   */
  static final long SILENCE_LIMIT_MILLIS = 10_000;

  static final String SILENT = "nothing came for too long";

  private static final Logger log = LoggerFactory.getLogger(PeerLink.class);

  private static final ByteBuf KEEPALIVE =
      Unpooled.unreleasableBuffer(
              Unpooled.buffer(FrameDecoder.LENGTH_BYTES + 1)
                  .writeInt(1)
                  .writeByte(FrameKind.KEEPALIVE.code()))
          .asReadOnly();

  private final InboundLane lane;
  private final OutboundQueue queue;
  private final PeerMeters meters;
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile @Nullable Channel channel;

  PeerLink(InboundLane lane, PeerMeters meters) {
    this.lane = lane;
    this.meters = meters;
    this.queue = new OutboundQueue(OutboundQueue.MAX_LANE_BYTES, meters);
  }

  boolean connected() {
    return channel != null;
  }

  PeerMeters meters() {
    return meters;
  }

  /**
   * Takes a connection into use; an older one, which may be dead, is closed. Does nothing and
   * returns false while more waits of this peer than it may send: else a peer could add to that
   * without limit by connecting again and again.
   */
  synchronized boolean attach(Channel connection) {
    if (lane.isFull()) {
      return false;
    }
    Channel older = channel;
    if (older != null) {
      detach(older);
      var unused = older.close();
    }
    channel = connection;
    meters.connected();
    lane.connected();
    return true;
  }

  /** Does nothing if the connection is not the one in use any more. */
  synchronized void detach(Channel connection) {
    if (connection.equals(channel)) {
      channel = null;
      queue.clear();
      lane.disconnected();
    }
  }

  void disconnect() {
    Channel connection = channel;
    if (connection != null) {
      var unused = connection.close();
    }
  }

  /** Takes the buffer over. Any thread; never waits. */
  void send(boolean ofConsensus, ByteBuf frame) {
    Channel connection = channel;
    if (connection == null) {
      frame.release();
      meters.dropped(PeerMeters.NOT_CONNECTED);
      return;
    }
    queue.add(ofConsensus, frame);
    if (draining.compareAndSet(false, true)) {
      try {
        connection.eventLoop().execute(this::drain);
      } catch (RejectedExecutionException e) {
        // The network is closing. Whoever sends needs not know.
        queue.clear();
      }
    }
  }

  /** One flush for all that waits, as far as the socket takes it. On the I/O thread. */
  private void drain() {
    draining.set(false);
    Channel connection = channel;
    if (connection == null) {
      // What came in while the connection was lost is not for the next one.
      queue.clear();
      return;
    }
    boolean wrote = false;
    while (connection.isWritable()) {
      ByteBuf frame = queue.poll();
      if (frame == null) {
        break;
      }
      meters.sent(frame.readableBytes());
      var unused = connection.write(frame, connection.voidPromise());
      wrote = true;
    }
    if (wrote) {
      connection.flush();
    }
  }

  /** The last handler of a connection whose peer is known. */
  final class Handler extends SimpleChannelInboundHandler<RawFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, RawFrame frame) {
      meters.received(frame.bytes().length + FrameDecoder.LENGTH_BYTES);
      if (frame.kind() != FrameKind.KEEPALIVE) {
        lane.frame(ctx.channel(), frame);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      drain();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof FrameDecoder.Violation(String reason)) {
        giveUp(ctx, reason);
      } else if (event instanceof IdleStateEvent idle) {
        if (idle.state() == IdleState.WRITER_IDLE) {
          var unused = ctx.writeAndFlush(KEEPALIVE.duplicate(), ctx.voidPromise());
        } else if (ctx.channel().config().isAutoRead()) {
          // Else it is this node that does not read now.
          giveUp(ctx, SILENT);
        }
      }
    }

    private void giveUp(ChannelHandlerContext ctx, String reason) {
      meters.rejected(reason);
      lane.violated(reason);
      var unused = ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      detach(ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      log.debug("connection with {} failed: {}", ctx.channel().remoteAddress(), cause.toString());
      var unused = ctx.close();
    }
  }
}
