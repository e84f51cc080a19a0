package org.tetrarch.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.web.fake.FakeNode;
import org.tetrarch.web.port.StoredBlock;

/** Handing events over without ever making the node wait. */
final class LiveTest {

  private final FakeNode node = new FakeNode();

  @Test
  void nodeNeverWaitsForAConsumerThatHangs() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    Recorder recorder = new Recorder(hang);
    try (EventHub hub = EventHub.start(node.chain, List.of(recorder))) {
      assertThat(hub).isNotNull();
      for (int i = 0; i < 5_000; i++) {
        node.chain.certify(0);
      }
      hang.countDown();
      await().untilAsserted(() -> assertThat(recorder.lost).hasPositiveValue());
      node.chain.finalise();
      await().untilAsserted(() -> assertThat(recorder.blocks).contains(1L));
      assertThat(recorder.certified).hasValueLessThan(5_000);
    }
  }

  @Test
  void consumerThatFailsDoesNotEndTheDelivery() {
    Recorder recorder = new Recorder(new CountDownLatch(0));
    recorder.failures.set(1);
    try (EventHub hub = EventHub.start(node.chain, List.of(recorder))) {
      assertThat(hub).isNotNull();
      node.chain.finalise();
      node.chain.finalise();
      await().untilAsserted(() -> assertThat(recorder.blocks).contains(2L));
      assertThat(recorder.lost).hasPositiveValue();
    }
  }

  @Test
  void slowListenerLosesFramesAndIsToldToReadAnew() throws Exception {
    FrameQueue queue = new FrameQueue();
    for (int i = 0; i <= FrameQueue.CAPACITY; i++) {
      queue.offer(new byte[] {(byte) i});
    }
    byte[] first = queue.next(Duration.ZERO).orElseThrow();
    assertThat(new String(first, StandardCharsets.UTF_8)).startsWith("event: resync");
    assertThat(queue.next(Duration.ZERO).orElseThrow()).containsExactly((byte) FrameQueue.CAPACITY);
    assertThat(queue.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void waitEndsEarlyOnlyWhenItsOwnTransactionIsCertified() throws Exception {
    FinalityWatch watch = new FinalityWatch();
    SignedTransaction other = FakeNode.aliceToBob(0, 1);
    SignedTransaction mine = FakeNode.aliceToBob(1, 1);
    try (FinalityWatch.Wait wait = watch.watch(mine.hash())) {
      watch.blockExecuted(node.chain.execute(other));
      watch.certified(1);
      assertThat(rings(wait)).isFalse();
      watch.blockExecuted(node.chain.execute(mine));
      watch.certified(1);
      assertThat(rings(wait)).isFalse();
      watch.certified(2);
      assertThat(rings(wait)).isTrue();
    }
    assertThat(watch.size()).isZero();
  }

  private static boolean rings(FinalityWatch.Wait wait) throws InterruptedException {
    return wait.await(Duration.ZERO);
  }

  @Test
  void lostEventsWakeEverybody() throws Exception {
    FinalityWatch watch = new FinalityWatch();
    try (FinalityWatch.Wait wait = watch.watch(Hash.ZERO)) {
      watch.eventsLost();
      assertThat(rings(wait)).isTrue();
    }
  }

  @Test
  void pendingLogForgetsTheOldestAndSaysWhereToGoOn() {
    PendingLog log = new PendingLog();
    for (int i = 0; i < 10_000; i++) {
      log.transactionPending(Hash.of(hashBytes(i)));
    }
    PendingLog.Entries all = log.since(0);
    assertThat(all.hashes()).hasSize(8192);
    assertThat(all.next()).isEqualTo(10_000);
    assertThat(log.since(9_999).hashes()).containsExactly(Hash.of(hashBytes(9_999)));
    assertThat(log.since(10_000).hashes()).isEmpty();
  }

  private static byte[] hashBytes(int number) {
    byte[] bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) (number >> 8);
    bytes[1] = (byte) number;
    return bytes;
  }

  /** Writes down what it is told. */
  private static final class Recorder implements EventConsumer {
    private final CountDownLatch hang;
    private final List<Long> blocks = new CopyOnWriteArrayList<>();
    private final AtomicInteger certified = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    Recorder(CountDownLatch hang) {
      this.hang = hang;
    }

    @Override
    public void blockExecuted(StoredBlock block) {
      if (failures.getAndDecrement() > 0) {
        throw new IllegalStateException("planted");
      }
      blocks.add(block.block().number());
    }

    @Override
    public void certified(long height) {
      try {
        assertThat(hang.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      certified.incrementAndGet();
    }

    @Override
    public void consensusChanged() {
      // Not looked at.
    }

    @Override
    public void transactionPending(Hash hash) {
      // Not looked at.
    }

    @Override
    public void eventsLost() {
      lost.incrementAndGet();
    }
  }
}
