package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.verify.Verified;
import org.tetrarch.node.network.Heard.Event.Connected;
import org.tetrarch.node.network.Heard.Event.Disconnected;
import org.tetrarch.node.network.Heard.Event.Rejected;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameKind;

class InboundLaneTest {
  /** With -Dlane.seed=… a failure is replayed. */
  private static final long SEED = Long.getLong("lane.seed", 20261124);

  private static final int PARALLEL = 3;

  private final Heard heard = new Heard();
  private final PeerMeters meters = new PeerMeters();
  private final List<Runnable> pool = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final InboundLane lane = lane(heard);

  private InboundLane lane(NetworkListener listener) {
    return new InboundLane(
        Replicas.id(2), Replicas.inspection(2), listener, meters, pool::add, PARALLEL);
  }

  @AfterEach
  void finish() {
    channel.finishAndReleaseAll();
  }

  private static RawFrame raw(Frame frame) {
    byte[] bytes = Replicas.codec().encode(frame);
    return new RawFrame(FrameKind.of(bytes[0]).orElseThrow(), bytes);
  }

  private static RawFrame request(int number) {
    return raw(new Frame.BatchRequest(Replicas.digest(number)));
  }

  /** Runs what waits on the pool, in an order of the seed. */
  private void runPool(Random random) {
    while (!pool.isEmpty()) {
      pool.remove(random.nextInt(pool.size())).run();
    }
  }

  @Test
  void whatAPeerSendsComesInItsOrderHoweverThePoolTakesIt() {
    Random random = new Random(SEED);
    List<Heard.Event> expected = new ArrayList<>();
    lane.connected();
    expected.add(new Connected(Replicas.id(2)));
    for (int i = 0; i < 200; i++) {
      lane.frame(channel, request(i % 100));
      expected.add(
          new Heard.Event.Sent(Replicas.id(2), new Frame.BatchRequest(Replicas.digest(i % 100))));
      if (random.nextInt(10) == 0) {
        runPool(random);
      }
    }
    lane.violated("reason");
    expected.add(new Rejected(Replicas.id(2), "reason"));
    lane.disconnected();
    expected.add(new Disconnected(Replicas.id(2)));
    runPool(random);
    assertThat(heard.from(2)).as("-Dlane.seed=%d", SEED).isEqualTo(expected);
  }

  @Test
  void aPeerHasNoMoreTasksOnThePoolThanThePoolHasThreads() {
    for (int i = 0; i < 100; i++) {
      lane.frame(channel, request(i));
    }
    assertThat(pool).hasSize(PARALLEL);
  }

  @Test
  void peersTakeTurnsOnThePool() {
    InboundLane flooded = lane(heard);
    for (int i = 0; i < 500; i++) {
      flooded.frame(channel, request(1));
    }
    Heard quiet = new Heard();
    lane(quiet).frame(channel, request(2));
    ArrayDeque<Runnable> inOrder = new ArrayDeque<>(pool);
    pool.clear();
    for (int turn = 0; turn <= PARALLEL; turn++) {
      inOrder.poll().run();
      inOrder.addAll(pool);
      pool.clear();
    }
    assertThat(quiet.frames(2)).hasSize(1);
  }

  @Test
  void aPeerIsNotReadAboveTheLimitAndReadAgainAtHalfOfIt() {
    for (int i = 0; i < InboundLane.MAX_FRAMES - 1; i++) {
      lane.frame(channel, request(i % 100));
    }
    assertThat(channel.config().isAutoRead()).isTrue();
    lane.frame(channel, request(1));
    assertThat(channel.config().isAutoRead()).isFalse();
    while (heard.frames(2).size() < InboundLane.MAX_FRAMES / 2) {
      assertThat(channel.config().isAutoRead()).isFalse();
      pool.removeFirst().run();
    }
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void bytesAreLimitedAsWellAsFrames() {
    byte[] large = new byte[FrameKind.PROPOSAL.maxBytes()];
    large[0] = (byte) FrameKind.PROPOSAL.code();
    lane.frame(channel, new RawFrame(FrameKind.PROPOSAL, large));
    assertThat(channel.config().isAutoRead()).isTrue();
    lane.frame(channel, new RawFrame(FrameKind.PROPOSAL, large));
    assertThat(channel.config().isAutoRead()).isFalse();
    runPool(new Random(SEED));
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(heard.rejections(2)).hasSize(2);
  }

  @Test
  void aListenerThatFailsDoesNotStopWhatComesAfter() {
    List<Frame> taken = new ArrayList<>();
    InboundLane failing =
        lane(
            new ForwardingFrames() {
              @Override
              public void onFrame(ReplicaId from, Frame frame) {
                taken.add(frame);
                throw new IllegalStateException("planted");
              }
            });
    IntStream.range(0, 5).forEach(i -> failing.frame(channel, request(i)));
    runPool(new Random(SEED));
    assertThat(taken).hasSize(5);
  }

  /** Takes frames alone. */
  private abstract static class ForwardingFrames implements NetworkListener {
    @Override
    public void onConsensus(ReplicaId from, Verified<Envelope> envelope) {
      throw new AssertionError("no statement was sent");
    }

    @Override
    public void onRejected(ReplicaId from, String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void onConnected(ReplicaId peer) {}

    @Override
    public void onDisconnected(ReplicaId peer) {}
  }
}
