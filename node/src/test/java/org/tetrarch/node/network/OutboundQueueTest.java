package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
  private static final long LANE_BYTES = 1_000;
  private static final int FRAME_BYTES = 36;

  /** 36 bytes and what an entry costs. */
  private static final int FIT = (int) (LANE_BYTES / (FRAME_BYTES + 64));

  private final PeerMeters meters = new PeerMeters();
  private final OutboundQueue queue = new OutboundQueue(LANE_BYTES, meters);
  private final List<ByteBuf> made = new ArrayList<>();

  private ByteBuf frame(int number) {
    ByteBuf frame = Unpooled.buffer(FRAME_BYTES).writeInt(number).writeZero(FRAME_BYTES - 4);
    made.add(frame);
    return frame;
  }

  private List<Integer> drained() {
    List<Integer> numbers = new ArrayList<>();
    for (ByteBuf frame = queue.poll(); frame != null; frame = queue.poll()) {
      numbers.add(frame.getInt(0));
      frame.release();
    }
    return numbers;
  }

  private Map<String, Long> dropped() {
    return meters.snapshot(true).dropped();
  }

  @Test
  void aFullLaneDropsItsOldestAndCountsIt() {
    for (int i = 0; i < FIT + 3; i++) {
      queue.add(true, frame(i));
    }
    assertThat(drained()).hasSize(FIT).startsWith(3).endsWith(FIT + 2);
    assertThat(dropped()).isEqualTo(Map.of(PeerMeters.QUEUE_FULL, 3L));
    assertThat(made).allMatch(frame -> frame.refCnt() == 0);
  }

  @Test
  void bulkNeverCostsConsensusItsPlace() {
    queue.add(true, frame(-1));
    for (int i = 0; i < 10 * FIT; i++) {
      queue.add(false, frame(i));
    }
    queue.add(true, frame(-2));
    assertThat(drained()).hasSize(FIT + 2).startsWith(-1, -2, 9 * FIT);
  }

  @Test
  void whatWaitedForALostConnectionIsDroppedAndCounted() {
    queue.add(true, frame(1));
    queue.add(false, frame(2));
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(dropped()).isEqualTo(Map.of(PeerMeters.NOT_CONNECTED, 2L));
    assertThat(made).allMatch(frame -> frame.refCnt() == 0);
  }
}
