package org.tetrarch.node.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tetrarch.consensus.quorum.ReplicaId;

/** The handlers of a connection whose peer is not known yet, and their replacement when it is. */
final class Introduction {
  private static final String HANDSHAKE = "handshake";
  private static final String FRAMES_IN = "handshake-frames-in";
  private static final String FRAMES_OUT = "handshake-frames-out";

  private Introduction() {}

  static void begin(
      Channel channel,
      Handshake handshake,
      Optional<ReplicaId> dialled,
      Handshake.Outcome outcome) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(FRAMES_IN, new LengthFieldBasedFrameDecoder(Handshake.MAX_BYTES, 0, 4, 0, 4));
    pipeline.addLast(FRAMES_OUT, new LengthFieldPrepender(4));
    pipeline.addLast(HANDSHAKE, handshake.handler(dialled, outcome));
    // For the whole of it, not from byte to byte: a stranger may not hold a connection by
    // trickling.
    var unused =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  if (pipeline.get(HANDSHAKE) != null) {
                    outcome.refused("has not introduced itself in time");
                  }
                },
                Handshake.TIME_LIMIT_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  /** What the peer has sent beyond the handshake already goes to the frame decoder. */
  static void end(Channel channel, ChannelHandler peer) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(new FrameDecoder(FrameDecoder.FRAME_TIME_LIMIT_MILLIS));
    pipeline.addLast(peer);
    pipeline.remove(FRAMES_OUT);
    pipeline.remove(HANDSHAKE);
    pipeline.remove(FRAMES_IN);
  }
}
