package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.node.wire.FrameKind;

class FrameDecoderTest {
  private static final long LIMIT_MILLIS = 1_000;

  private final List<String> violations = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new FrameDecoder(LIMIT_MILLIS), new Violations());

  private final class Violations extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      violations.add(((FrameDecoder.Violation) event).reason());
    }
  }

  @BeforeEach
  void freeze() {
    channel.freezeTime();
  }

  @AfterEach
  void finish() {
    channel.finishAndReleaseAll();
  }

  private static ByteBuf frame(FrameKind kind, int length) {
    ByteBuf frame = Unpooled.buffer().writeInt(length).writeByte(kind.code());
    return frame.writeZero(length - 1);
  }

  private void pass(long millis) {
    for (long passed = 0; passed < millis; passed += LIMIT_MILLIS / 20) {
      channel.advanceTimeBy(LIMIT_MILLIS / 20, TimeUnit.MILLISECONDS);
      channel.runPendingTasks();
    }
  }

  @Test
  void framesComeWholeHoweverTheyAreCut() {
    ByteBuf stream =
        Unpooled.wrappedBuffer(
            frame(FrameKind.STATEMENT, 200),
            frame(FrameKind.KEEPALIVE, 1),
            frame(FrameKind.PROPOSAL, 77));
    while (stream.isReadable()) {
      channel.writeInbound(stream.readRetainedSlice(Math.min(3, stream.readableBytes())));
    }
    stream.release();
    List<Integer> lengths = new ArrayList<>();
    for (RawFrame f = channel.readInbound(); f != null; f = channel.readInbound()) {
      lengths.add(f.bytes().length);
    }
    assertThat(lengths).containsExactly(200, 1, 77);
    assertThat(violations).isEmpty();
  }

  @Test
  void eachKindTakesItsLargestFrameAndNoByteMore() {
    for (FrameKind kind : FrameKind.values()) {
      EmbeddedChannel largest = new EmbeddedChannel(new FrameDecoder(LIMIT_MILLIS));
      largest.writeInbound(frame(kind, kind.maxBytes()));
      assertThat(((RawFrame) largest.readInbound()).bytes()).hasSize(kind.maxBytes());
      largest.finishAndReleaseAll();
    }
    channel.writeInbound(
        Unpooled.buffer()
            .writeInt(FrameKind.PROPOSAL.maxBytes() + 1)
            .writeByte(FrameKind.PROPOSAL.code()));
    assertThat(violations).containsExactly(FrameDecoder.BEYOND_LIMIT);
  }

  @Test
  void aFrameWithoutEvenAKindIsAViolation() {
    channel.writeInbound(Unpooled.buffer().writeInt(0).writeByte(1));
    assertThat(violations).containsExactly(FrameDecoder.BEYOND_LIMIT);
  }

  @Test
  void anUnknownKindIsAViolation() {
    channel.writeInbound(Unpooled.buffer().writeInt(5).writeByte(99));
    assertThat(violations).containsExactly(FrameDecoder.UNKNOWN_KIND);
  }

  @Test
  void nothingIsReadAfterAViolation() {
    channel.writeInbound(Unpooled.buffer().writeInt(5).writeByte(99));
    channel.writeInbound(frame(FrameKind.STATEMENT, 20));
    assertThat(channel.inboundMessages()).isEmpty();
    assertThat(violations).hasSize(1);
  }

  @Test
  void aFrameThatTricklesIsAViolationInTheEnd() {
    ByteBuf stream = frame(FrameKind.STATEMENT, 1_000);
    for (int i = 0; i < 19; i++) {
      channel.writeInbound(stream.readRetainedSlice(1));
      pass(LIMIT_MILLIS / 20);
    }
    assertThat(violations).isEmpty();
    pass(LIMIT_MILLIS / 5);
    stream.release();
    assertThat(violations).containsExactly(FrameDecoder.TOO_SLOW);
  }

  @Test
  void timeInWhichThisNodeDoesNotReadIsNotThePeers() {
    channel.writeInbound(Unpooled.buffer().writeInt(100));
    channel.config().setAutoRead(false);
    pass(20 * LIMIT_MILLIS);
    channel.config().setAutoRead(true);
    pass(LIMIT_MILLIS / 2);
    assertThat(violations).isEmpty();
    pass(LIMIT_MILLIS);
    assertThat(violations).containsExactly(FrameDecoder.TOO_SLOW);
  }

  @Test
  void eachFrameHasItsOwnTime() {
    ByteBuf stream =
        Unpooled.wrappedBuffer(frame(FrameKind.STATEMENT, 20), frame(FrameKind.STATEMENT, 20));
    channel.writeInbound(stream.readRetainedSlice(10));
    pass(LIMIT_MILLIS / 2);
    // The rest of the first, and the beginning of the second.
    channel.writeInbound(stream.readRetainedSlice(20));
    pass(LIMIT_MILLIS * 3 / 4);
    assertThat(violations).isEmpty();
    channel.writeInbound(stream.readRetainedSlice(stream.readableBytes()));
    stream.release();
    pass(3 * LIMIT_MILLIS);
    assertThat(violations).isEmpty();
    assertThat(channel.inboundMessages()).hasSize(2);
  }
}
