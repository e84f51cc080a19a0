package org.tetrarch.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * Whatever bytes come, the decoder answers with a frame or with the one checked exception, and does
 * not allocate more than a small multiple of what came.
 */
class DecodingCostTest {
  /** With -Dwire.seed=… a failure is replayed. */
  private static final long SEED = Long.getLong("wire.seed", 20261124);

  /**
   * Decoded transfers and the trie of a block take some 35 times their bytes, most of it at once
   * garbage.
   */
  private static final long TIMES = 48;

  /** What even the smallest may allocate: caches, messages of exceptions. */
  private static final long FREE_BYTES = 256 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FrameCodec codec = new FrameCodec(Samples.cache());
  private final Random random = new Random(SEED);

  @BeforeAll
  static void loadClasses() {
    Samples samples = new Samples(SEED);
    FrameCodec codec = new FrameCodec(Samples.cache());
    for (int i = 0; i < 100; i++) {
      accepts(codec, codec.encode(samples.frame()));
    }
  }

  @BeforeEach
  void requireMeasure() {
    assumeTrue(THREADS.isThreadAllocatedMemorySupported());
  }

  private static boolean accepts(FrameCodec codec, byte[] frame) {
    try {
      codec.decode(frame);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  /** Returns whether the frame is one. */
  private boolean assertCheap(byte[] frame, String what) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean accepted = accepts(codec, frame);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated)
        .as("%s of %d bytes, -Dwire.seed=%d", what, frame.length, SEED)
        .isLessThan(FREE_BYTES + TIMES * frame.length);
    return accepted;
  }

  @Test
  void randomBytesOfEveryKindAreRefusedCheaply() {
    for (FrameKind kind : FrameKind.values()) {
      for (int i = 0; i < 2_000; i++) {
        byte[] bytes = new byte[1 + random.nextInt(Math.min(kind.maxBytes(), 3_000))];
        random.nextBytes(bytes);
        bytes[0] = (byte) kind.code();
        assertCheap(bytes, "random " + kind);
      }
    }
  }

  @Test
  void garbledFramesCostNoMoreThanWholeOnes() {
    Samples samples = new Samples(SEED);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] garbled = samples.garbled(codec.encode(samples.frame()));
      refused += assertCheap(garbled, "garbled frame " + i) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  /** The largest frame of a kind, filled with one list that holds a pattern again and again. */
  private static byte[] filled(FrameKind kind, int size, byte... pattern) {
    byte[] frame = new byte[size];
    int length = size - 5;
    frame[0] = (byte) kind.code();
    frame[1] = (byte) 0xfa;
    frame[2] = (byte) (length >> 16);
    frame[3] = (byte) (length >> 8);
    frame[4] = (byte) length;
    for (int i = 0; i < length; i++) {
      frame[5 + i] = i < length / pattern.length * pattern.length ? pattern[i % pattern.length] : 1;
    }
    return frame;
  }

  @Test
  void framesOfNothingButSmallItemsAreRefusedCheaply() {
    byte list = (byte) 0xc0;
    List<byte[]> patterns =
        List.of(
            new byte[] {1},
            new byte[] {list},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) (list + 1), 1},
            new byte[] {(byte) (list + 3), (byte) (list + 2), (byte) (list + 1), list},
            new byte[] {(byte) 0x87, 1, 2, 3, 4, 5, 6, 7});
    for (FrameKind kind : FrameKind.values()) {
      for (byte[] pattern : patterns) {
        for (int size : new int[] {1 << 17, 1 << 20, kind.maxBytes()}) {
          if (size >= 1 << 17 && size <= kind.maxBytes()) {
            String what = kind + " of " + Arrays.toString(pattern);
            assertThat(assertCheap(filled(kind, size, pattern), what)).isFalse();
          }
        }
      }
    }
  }

  @Test
  void theLargestThatReplicasSendIsStillTaken() {
    List<SignedTransaction> smallest =
        Collections.nCopies(20_000, Samples.transaction(0, Samples.CHAIN_ID));
    TransferBatch batch = new TransferBatch(1, Samples.key(0).address(), smallest);
    assertThat(assertCheap(codec.encode(new Frame.BatchReply(batch)), "batch")).isTrue();

    List<SignedTransaction> gossip = smallest.subList(0, Frame.Transactions.MAX_COUNT);
    assertThat(assertCheap(codec.encode(new Frame.Transactions(gossip)), "gossip")).isTrue();

    Samples samples = new Samples(SEED);
    CertifiedBlock full =
        new CertifiedBlock(samples.block(smallest), Optional.of(samples.certificate()));
    assertThat(assertCheap(codec.encode(new Frame.BlocksReply(List.of(full))), "block")).isTrue();

    List<CertifiedBlock> empty = new ArrayList<>();
    for (int i = 0; i < Frame.BlocksReply.MAX_COUNT; i++) {
      empty.add(new CertifiedBlock(samples.block(List.of()), Optional.of(samples.certificate())));
    }
    assertThat(assertCheap(codec.encode(new Frame.BlocksReply(empty)), "empty blocks")).isTrue();
  }
}
