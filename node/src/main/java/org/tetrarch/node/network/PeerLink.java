package org.tetrarch.node.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One peer over all its connections, of which at most one is used at a time. */
final class PeerLink {
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

  /** Takes a connection into use; an older one, which may be dead, is closed. */
  synchronized void attach(Channel connection) {
    Channel older = channel;
    if (older != null) {
      detach(older);
      var unused = older.close();
    }
    channel = connection;
    meters.connected();
    lane.connected();
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
      connection.eventLoop().execute(() -> drain(connection));
    }
  }

  /** One flush for all that waits, as far as the socket takes it. */
  private void drain(Channel connection) {
    draining.set(false);
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
      lane.frame(ctx.channel(), frame);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      drain(ctx.channel());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof FrameDecoder.Violation(String reason)) {
        meters.rejected(reason);
        lane.violated(reason);
        var unused = ctx.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      detach(ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var unused = ctx.close();
    }
  }
}
