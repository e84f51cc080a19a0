package org.tetrarch.node.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.wire.Frame;

class FaultyLinksTest {
  private static final ReplicaId ONE = ReplicaId.of(1);
  private static final ReplicaId TWO = ReplicaId.of(2);

  private record Arrival(ReplicaId to, Frame frame) {}

  private record Delayed(long millis, Runnable task) {}

  private final List<Arrival> arrived = new ArrayList<>();
  private final List<Delayed> delayed = new ArrayList<>();
  private final FaultyLinks links =
      new FaultyLinks(
          new Transport() {
            @Override
            public void send(ReplicaId to, Frame frame) {
              arrived.add(new Arrival(to, frame));
            }

            @Override
            public void broadcast(Frame frame) {
              List.of(ONE, TWO).forEach(to -> send(to, frame));
            }
          },
          List.of(ONE, TWO),
          new SplittableRandom(1),
          (millis, task) -> delayed.add(new Delayed(millis, task)));

  private static Frame frame(int number) {
    byte[] digest = new byte[Digest.LENGTH];
    digest[0] = (byte) number;
    return new Frame.BatchRequest(Digest.of(digest));
  }

  @Test
  void whereACutIsNothingArrivesAndElsewhereAllDoes() {
    links.set(ONE, new LinkFault(true, 0, 0));
    links.broadcast(frame(1));
    links.send(ONE, frame(2));

    assertThat(arrived).containsExactly(new Arrival(TWO, frame(1)));
    assertThat(links.carries(ONE)).isFalse();
    assertThat(links.carries(TWO)).isTrue();
  }

  @Test
  void aDelayKeepsTheOrder() {
    links.set(ONE, new LinkFault(false, 300, 0));
    links.send(ONE, frame(1));
    links.send(ONE, frame(2));
    assertThat(arrived).isEmpty();
    assertThat(delayed).extracting(Delayed::millis).containsExactly(300L, 300L);

    delayed.forEach(each -> each.task().run());
    assertThat(arrived).containsExactly(new Arrival(ONE, frame(1)), new Arrival(ONE, frame(2)));
  }

  @Test
  void aLossyLineLosesAboutAsMuchAsItWasTold() {
    links.set(ONE, new LinkFault(false, 0, 30));
    for (int i = 0; i < 10_000; i++) {
      links.send(ONE, frame(1));
    }
    assertThat(arrived.size()).isBetween(6_700, 7_300);
  }

  @Test
  void whatADelayHoldsIsBounded() {
    links.set(ONE, new LinkFault(false, 60_000, 0));
    for (int i = 0; i < FaultyLinks.MOST_HELD + 100; i++) {
      links.send(ONE, frame(1));
    }
    assertThat(delayed).hasSize(FaultyLinks.MOST_HELD);

    delayed.forEach(each -> each.task().run());
    links.send(ONE, frame(2));
    assertThat(delayed).as("there is room again").hasSize(FaultyLinks.MOST_HELD + 1);
  }

  @Test
  void healedLinesCarryAll() {
    links.set(ONE, new LinkFault(true, 0, 0));
    links.set(TWO, new LinkFault(false, 0, 100));
    links.heal();
    links.broadcast(frame(1));

    assertThat(arrived).hasSize(2);
    assertThat(links.fault(ONE)).isEqualTo(LinkFault.NONE);
  }
}
