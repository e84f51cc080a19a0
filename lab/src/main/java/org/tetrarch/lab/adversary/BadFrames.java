package org.tetrarch.lab.adversary;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.node.wire.FrameKind;
import org.tetrarch.node.wire.TransactionCache;

/** Sends what is no frame, of another kind each time, between honest ones. */
final class BadFrames extends Described {
  private static final int GARBAGE_BYTES = 200;
  private static final int LENGTH_BYTES = 4;
  private static final byte UNKNOWN_KIND = 99;
  private static final int CACHED = 16;

  BadFrames() {
    super(
        "bad-frames",
        "INV-11",
        "sends oversized, truncated, split, empty and garbage frames between honest ones",
        "each is refused and counted, some end the connection, and no memory is set aside for what"
            + " a frame claims");
  }

  private enum Kind {
    GARBAGE,
    TRUNCATED,
    LIST_WITHOUT_END,
    UNKNOWN,
    SPLIT,
    EMPTY,
    OVERSIZED
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  @Override
  public Malice begin(Means means) {
    FrameCodec codec =
        new FrameCodec(
            new TransactionCache(
                means.genesis().chainId(), means.genesis().allowUnprotected(), CACHED));
    AtomicLong turn = new AtomicLong();
    return new Malice() {
      @Override
      public List<Frame> outgoing(ReplicaId to, Frame frame) {
        if (frame instanceof Frame.Consensus(Envelope said)
            && said.signed().message() instanceof Status) {
          Kind kind = KINDS.get((int) (turn.getAndIncrement() % KINDS.size()));
          bad(means, kind, to, codec.encode(frame));
        }
        return List.of(frame);
      }
    };
  }

  private static void bad(Means means, Kind kind, ReplicaId to, byte[] honest) {
    Reach reach = means.reach();
    byte statement = (byte) FrameKind.STATEMENT.code();
    switch (kind) {
      case GARBAGE -> {
        byte[] garbage = new byte[GARBAGE_BYTES];
        means.random().nextBytes(garbage);
        garbage[0] = statement;
        reach.sendBytes(to, garbage);
      }
      case TRUNCATED -> reach.sendBytes(to, Arrays.copyOf(honest, honest.length / 2));
      // RLP that says it is a list of 2^63 bytes.
      case LIST_WITHOUT_END ->
          reach.sendBytes(
              to, new byte[] {statement, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1});
      case UNKNOWN -> reach.sendBytes(to, new byte[] {UNKNOWN_KIND});
      case SPLIT -> {
        byte[] whole = withLength(honest.length, honest);
        reach.sendRaw(to, Arrays.copyOf(whole, LENGTH_BYTES - 1));
        reach.sendRaw(to, Arrays.copyOfRange(whole, LENGTH_BYTES - 1, whole.length));
      }
      case EMPTY -> reach.sendBytes(to, new byte[0]);
      case OVERSIZED -> reach.sendRaw(to, withLength(Integer.MAX_VALUE, new byte[] {statement}));
    }
  }

  private static byte[] withLength(int length, byte[] content) {
    return ByteBuffer.allocate(LENGTH_BYTES + content.length).putInt(length).put(content).array();
  }
}
