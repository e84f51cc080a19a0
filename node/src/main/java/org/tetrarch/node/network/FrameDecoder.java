package org.tetrarch.node.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tetrarch.node.wire.FrameKind;

/**
 * Cuts the stream into {@link RawFrame}s: four bytes of length, then the frame, which begins with
 * its kind. Length and kind are checked as soon as they are there, before anything is kept for the
 * rest. A peer that breaks the limits makes a {@link Violation}, after which nothing of it is read.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  /** How long a frame may take from its first byte to its last. */
  static final long FRAME_TIME_LIMIT_MILLIS = 10_000;

  static final int LENGTH_BYTES = 4;

  static final String UNKNOWN_KIND = "unknown kind of frame";
  static final String BEYOND_LIMIT = "frame beyond the size limit of its kind";
  static final String TOO_SLOW = "frame not complete in time";

  /** What a peer did that ends its connection; goes down the pipeline as an event. */
  record Violation(String reason) {}

  /**
   * The time of a frame is counted in steps of this part of the limit, because only steps in which
   * this node reads count against the peer.
   */
  private static final int STEPS = 10;

  private final long stepNanos;
  private boolean violated;
  private boolean incomplete;
  private int steps;
  private boolean timerRuns;

  FrameDecoder(long timeLimitMillis) {
    stepNanos = TimeUnit.MILLISECONDS.toNanos(timeLimitMillis) / STEPS;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (violated) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() > LENGTH_BYTES) {
      int start = in.readerIndex();
      long length = in.getUnsignedInt(start);
      Optional<FrameKind> kind = FrameKind.of(in.getByte(start + LENGTH_BYTES));
      Optional<String> objection = objection(kind, length);
      if (objection.isPresent()) {
        violate(ctx, objection.get());
        return;
      }
      if (in.readableBytes() >= LENGTH_BYTES + length) {
        in.skipBytes(LENGTH_BYTES);
        byte[] bytes = new byte[(int) length];
        in.readBytes(bytes);
        out.add(new RawFrame(kind.orElseThrow(), bytes));
        incomplete = false;
        return;
      }
    }
    watch(ctx);
  }

  private static Optional<String> objection(Optional<FrameKind> kind, long length) {
    if (kind.isEmpty()) {
      return Optional.of(UNKNOWN_KIND);
    }
    if (length < 1 || length > kind.get().maxBytes()) {
      return Optional.of(BEYOND_LIMIT);
    }
    return Optional.empty();
  }

  private void violate(ChannelHandlerContext ctx, String reason) {
    violated = true;
    incomplete = false;
    ctx.fireUserEventTriggered(new Violation(reason));
  }

  /** One timer at a time, however many frames come in pieces. */
  private void watch(ChannelHandlerContext ctx) {
    if (!incomplete) {
      incomplete = true;
      steps = 0;
    }
    if (!timerRuns) {
      schedule(ctx);
    }
  }

  private void schedule(ChannelHandlerContext ctx) {
    timerRuns = true;
    var unused = ctx.executor().schedule(() -> step(ctx), stepNanos, TimeUnit.NANOSECONDS);
  }

  private void step(ChannelHandlerContext ctx) {
    timerRuns = false;
    if (!incomplete || ctx.isRemoved()) {
      return;
    }
    if (ctx.channel().config().isAutoRead()) {
      steps++;
    }
    // The first step may have begun before the frame.
    if (steps > STEPS) {
      violate(ctx, TOO_SLOW);
    } else {
      schedule(ctx);
    }
  }
}
