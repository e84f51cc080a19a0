package org.tetrarch.node.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * A connection whose peer is not known yet: its handlers, and their replacement when it is. However
 * it ends, it has one outcome. On the connection's I/O thread.
 */
final class Introduction implements Handshake.Outcome {
  static final String TOO_LATE = "has not introduced itself in time";
  static final String LEFT = "has closed the connection before it was known";
  static final String BAD_FRAMING = "broke the framing of the handshake";
  static final String CROWDED_OUT = "made room for a newer connection before it was known";

  private static final String HANDSHAKE = "handshake";
  private static final String FRAMES_IN = "handshake-frames-in";
  private static final String FRAMES_OUT = "handshake-frames-out";
  private static final String GUARD = "handshake-guard";

  private final Channel channel;
  private final Handshake.Outcome outcome;
  private final Future<?> deadline;
  private boolean over;

  private Introduction(Channel channel, Handshake.Outcome outcome) {
    this.channel = channel;
    this.outcome = outcome;
    // For the whole of it, not from byte to byte: a stranger may not hold a connection by
    // trickling.
    deadline =
        channel
            .eventLoop()
            .schedule(() -> refused(TOO_LATE), Handshake.TIME_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Before the connection is active. */
  static Introduction begin(
      Channel channel,
      Handshake handshake,
      Optional<ReplicaId> dialled,
      Handshake.Outcome outcome) {
    Introduction introduction = new Introduction(channel, outcome);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(FRAMES_IN, new LengthFieldBasedFrameDecoder(Handshake.MAX_BYTES, 0, 4, 0, 4));
    pipeline.addLast(FRAMES_OUT, new LengthFieldPrepender(4));
    pipeline.addLast(HANDSHAKE, handshake.handler(dialled, introduction));
    pipeline.addLast(GUARD, introduction.new Guard());
    return introduction;
  }

  @Override
  public void authenticated(ReplicaId peer) {
    if (end()) {
      outcome.authenticated(peer);
    }
  }

  @Override
  public void refused(String reason) {
    if (end()) {
      outcome.refused(reason);
    }
  }

  /** Ends it for the sake of a newer one. Any thread. */
  void crowdOut() {
    channel.eventLoop().execute(() -> refused(CROWDED_OUT));
  }

  /** Returns whether this is the first outcome. */
  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    deadline.cancel(false);
    return true;
  }

  /** What the peer has sent beyond the handshake already goes to the frame decoder. */
  static void replaceBy(Channel channel, ChannelHandler peer) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(
        new IdleStateHandler(
            PeerLink.SILENCE_LIMIT_MILLIS, PeerLink.KEEPALIVE_MILLIS, 0, TimeUnit.MILLISECONDS));
    pipeline.addLast(new FrameDecoder(FrameDecoder.FRAME_TIME_LIMIT_MILLIS));
    pipeline.addLast(peer);
    pipeline.remove(FRAMES_OUT);
    pipeline.remove(GUARD);
    pipeline.remove(HANDSHAKE);
    pipeline.remove(FRAMES_IN);
  }

  /** Makes an outcome of every way in which a stranger can leave the handshake unfinished. */
  private final class Guard extends ChannelInboundHandlerAdapter {
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      refused(LEFT);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      refused(cause instanceof DecoderException ? BAD_FRAMING : LEFT);
    }
  }
}
