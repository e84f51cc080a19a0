package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Heard.Event.Connected;
import org.tetrarch.node.network.Heard.Event.Disconnected;
import org.tetrarch.node.wire.FrameKind;

/** One peer's connection on a clock that the test moves. */
class PeerLinkTest {
  private final Heard heard = new Heard();
  private final PeerMeters meters = new PeerMeters();
  private final InboundLane lane =
      new InboundLane(Replicas.id(2), Replicas.inspection(2), heard, meters, Runnable::run, 1);
  private final PeerLink link = new PeerLink(lane, meters);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  /** Believes everybody. */
  private static final Handshake TRUSTING =
      new Handshake() {
        @Override
        public ChannelHandler handler(Optional<ReplicaId> expected, Outcome outcome) {
          return new ChannelInboundHandlerAdapter();
        }
      };

  private static void introduce(EmbeddedChannel connection, PeerLink link) {
    connection.freezeTime();
    Introduction introduction =
        Introduction.begin(
            connection,
            TRUSTING,
            Optional.empty(),
            new Handshake.Outcome() {
              @Override
              public void authenticated(ReplicaId peer) {
                assertThat(link.attach(connection)).isTrue();
                Introduction.replaceBy(connection, link.new Handler());
              }

              @Override
              public void refused(String reason) {
                throw new AssertionError(reason);
              }
            });
    introduction.authenticated(Replicas.id(2));
  }

  @BeforeEach
  void connect() {
    introduce(channel, link);
  }

  @AfterEach
  void finish() {
    channel.finishAndReleaseAll();
  }

  private void pass(long millis) {
    for (long passed = 0; passed < millis; passed += 100) {
      channel.advanceTimeBy(100, TimeUnit.MILLISECONDS);
      channel.runPendingTasks();
    }
  }

  private static ByteBuf keepalive() {
    return Unpooled.buffer().writeInt(1).writeByte(FrameKind.KEEPALIVE.code());
  }

  private int written() {
    int frames = 0;
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      assertThat(out).isEqualTo(keepalive());
      out.release();
      frames++;
    }
    return frames;
  }

  @Test
  void aConnectionOnWhichNothingIsSaidSaysThatItIsAlive() {
    pass(3 * PeerLink.KEEPALIVE_MILLIS + 100);
    assertThat(written()).isEqualTo(3);
  }

  @Test
  void aPeerThatOnlyShowsLifeStaysConnectedAndSaysNothing() {
    for (int i = 0; i < 20; i++) {
      channel.writeInbound(keepalive());
      pass(PeerLink.KEEPALIVE_MILLIS);
    }
    assertThat(link.connected()).isTrue();
    assertThat(heard.from(2)).containsExactly(new Connected(Replicas.id(2)));
    assertThat(meters.snapshot(true).rejected()).isEmpty();
  }

  @Test
  void aPeerFromWhichNothingComesIsGivenUp() {
    pass(PeerLink.SILENCE_LIMIT_MILLIS - 200);
    assertThat(link.connected()).isTrue();
    pass(400);
    assertThat(link.connected()).isFalse();
    assertThat(channel.isOpen()).isFalse();
    assertThat(meters.snapshot(false).rejected()).isEqualTo(Map.of(PeerLink.SILENT, 1L));
    assertThat(heard.from(2)).contains(new Disconnected(Replicas.id(2)));
  }

  @Test
  void whileThisNodeDoesNotReadSilenceIsNoFault() {
    channel.config().setAutoRead(false);
    pass(5 * PeerLink.SILENCE_LIMIT_MILLIS);
    assertThat(link.connected()).isTrue();
  }

  @Test
  void whatWaitedForALostConnectionIsNotForTheNextOne() {
    var unused = channel.close();
    link.send(true, Unpooled.buffer().writeInt(7));
    EmbeddedChannel next = new EmbeddedChannel();
    introduce(next, link);
    next.runPendingTasks();
    assertThat(next.outboundMessages()).isEmpty();
    assertThat(meters.snapshot(true).dropped()).isEqualTo(Map.of(PeerMeters.NOT_CONNECTED, 1L));
    assertThat(meters.snapshot(true).connections()).isEqualTo(2);
    next.finishAndReleaseAll();
  }

  @Test
  void whatIsSentWhileANewConnectionTakesOverGoesOutOnIt() {
    // Scheduled for the older connection, and carried out when there is the newer one already.
    link.send(true, Unpooled.buffer().writeInt(7));
    EmbeddedChannel next = new EmbeddedChannel();
    introduce(next, link);
    link.send(true, Unpooled.buffer().writeInt(8));
    channel.runPendingTasks();
    next.runPendingTasks();
    ByteBuf sent = next.readOutbound();
    assertThat(sent.readInt()).isEqualTo(8);
    sent.release();
    next.finishAndReleaseAll();
  }

  @Test
  void aPeerThatConnectsAgainAndAgainDoesNotGrowWhatWaits() {
    InboundLane stuck =
        new InboundLane(Replicas.id(2), Replicas.inspection(2), heard, meters, task -> {}, 1);
    PeerLink flapping = new PeerLink(stuck, meters);
    List<EmbeddedChannel> taken = new ArrayList<>();
    for (int i = 0; i < 3 * InboundLane.MAX_FRAMES; i++) {
      EmbeddedChannel connection = new EmbeddedChannel();
      if (flapping.attach(connection)) {
        taken.add(connection);
      }
    }
    assertThat(taken).hasSizeBetween(1, InboundLane.MAX_FRAMES);
    taken.forEach(EmbeddedChannel::finishAndReleaseAll);
  }
}
