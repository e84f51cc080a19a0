package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.network.Heard.Event.Connected;
import org.tetrarch.node.network.Heard.Event.Disconnected;
import org.tetrarch.node.network.Heard.Event.Said;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameKind;

/** Peers on real connections: what comes through, what does not, and who notices. */
class PeerNetworkTest {
  private final Loopback loopback = new Loopback();

  @AfterEach
  void stop() throws Exception {
    loopback.close();
  }

  private static List<Message> committed(int replica, int count) {
    List<Message> messages = new ArrayList<>();
    for (int sequence = 1; sequence <= count; sequence++) {
      messages.add(Replicas.commit(replica, sequence));
    }
    return messages;
  }

  private RawPeer introduced(Loopback.Peer to, int as) throws Exception {
    RawPeer peer = loopback.closing(RawPeer.connect(to.network().port()));
    peer.introducedAs(as);
    Loopback.until(() -> to.connected(as));
    return peer;
  }

  @Test
  void twoReplicasFindEachOtherAndHearEachOtherInOrder() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    Loopback.Peer one = loopback.start(1);
    Loopback.until(() -> zero.connected(1) && one.connected(0));

    Replicas.commits(0, 200).forEach(frame -> zero.network().broadcast(frame));
    Replicas.commits(1, 200).forEach(frame -> one.network().send(Replicas.id(0), frame));

    Loopback.until(() -> zero.heard().messages(1).size() == 200);
    Loopback.until(() -> one.heard().messages(0).size() == 200);
    assertThat(zero.heard().messages(1)).isEqualTo(committed(1, 200));
    assertThat(one.heard().messages(0)).isEqualTo(committed(0, 200));
    assertThat(one.heard().from(0).getFirst()).isEqualTo(new Connected(Replicas.id(0)));
    assertThat(zero.counters(1).framesIn()).isEqualTo(200);
    assertThat(one.counters(0).framesOut()).isEqualTo(200);
    assertThat(one.counters(0).bytesOut()).isEqualTo(zero.counters(1).bytesIn());
  }

  @Test
  void whatIsSentWithTheLastWordOfTheHandshakeComesAfterTheNewsOfTheConnection() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = loopback.closing(RawPeer.connect(zero.network().port()));
    byte[] nonce = RawPeer.nonce();
    two.write(RawPeer.hello(1, Replicas.DOMAIN, 2, nonce));
    byte[] theirs = two.readHello().nonce();
    byte[] proof = RawPeer.proof(Replicas.DOMAIN, Replicas.key(2), 2, 0, nonce, theirs);
    byte[] frame = Replicas.codec().encode(Replicas.signed(Replicas.commit(2, 1)));
    var both = ByteBuffer.allocate(8 + proof.length + frame.length);
    both.putInt(proof.length).put(proof).putInt(frame.length).put(frame);
    two.writeRaw(both.array());

    Loopback.until(() -> zero.heard().from(2).size() == 2);
    assertThat(zero.heard().from(2))
        .containsExactly(
            new Connected(Replicas.id(2)), new Said(Replicas.id(2), Replicas.commit(2, 1)));
  }

  @Test
  void aPeerThatGoesAndComesBackIsFoundAgain() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    int port = zero.network().port();
    Loopback.Peer one = loopback.start(1);
    Loopback.until(() -> one.connected(0));
    zero.network().close();
    Loopback.until(() -> !one.connected(0));

    Loopback.Peer again = loopback.start(0, port);
    Loopback.until(() -> one.connected(0) && again.connected(1));

    Loopback.until(() -> one.heard().from(0).size() == 3);
    assertThat(one.counters(0).connections()).isEqualTo(2);
    assertThat(one.heard().from(0))
        .containsExactly(
            new Connected(Replicas.id(0)),
            new Disconnected(Replicas.id(0)),
            new Connected(Replicas.id(0)));
  }

  @Test
  void aPeerThatStartsLateIsFound() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    loopback.place(0, port);
    Loopback.Peer one = loopback.start(1);
    one.network().send(Replicas.id(0), new Frame.BatchRequest(Replicas.digest(1)));
    assertThat(one.counters(0).dropped()).containsEntry(PeerMeters.NOT_CONNECTED, 1L);

    Loopback.Peer zero = loopback.start(0, port);
    Loopback.until(() -> one.connected(0) && zero.connected(1));
  }

  @Test
  void ofTwoConnectionsOfOnePeerTheNewerCounts() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer older = introduced(zero, 2);
    RawPeer newer = loopback.closing(RawPeer.connect(zero.network().port()));
    newer.introducedAs(2);

    older.awaitEnd();
    newer.send(Replicas.signed(Replicas.commit(2, 7)));
    Loopback.until(() -> !zero.heard().messages(2).isEmpty());

    assertThat(zero.connected(2)).isTrue();
    assertThat(zero.heard().from(2))
        .containsExactly(
            new Connected(Replicas.id(2)),
            new Disconnected(Replicas.id(2)),
            new Connected(Replicas.id(2)),
            new Said(Replicas.id(2), Replicas.commit(2, 7)));
    zero.network().send(Replicas.id(2), new Frame.BatchRequest(Replicas.digest(3)));
    assertThat(Replicas.codec().decode(newer.read()))
        .isEqualTo(new Frame.BatchRequest(Replicas.digest(3)));
  }

  @Test
  void anOversizedFrameEndsTheConnectionBeforeItsContentComes() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = introduced(zero, 2);
    two.writeRaw(new byte[] {0x7f, -1, -1, -1, (byte) FrameKind.STATEMENT.code()});
    two.awaitEnd();
    Loopback.until(() -> !zero.connected(2));
    assertThat(zero.counters(2).rejected()).isEqualTo(Map.of(FrameDecoder.BEYOND_LIMIT, 1L));
    Loopback.until(() -> zero.heard().rejections(2).equals(List.of(FrameDecoder.BEYOND_LIMIT)));
  }

  @Test
  void theLimitIsThatOfTheFramesKind() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = introduced(zero, 2);
    int length = FrameKind.BATCH_REQUEST.maxBytes() + 1;
    two.writeRaw(new byte[] {0, 0, 0, (byte) length, (byte) FrameKind.BATCH_REQUEST.code()});
    two.awaitEnd();
    assertThat(zero.counters(2).rejected()).containsOnlyKeys(FrameDecoder.BEYOND_LIMIT);
  }

  @Test
  void garbageIsRefusedAndWhatComesAfterItStillHeard() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = introduced(zero, 2);
    two.write(new byte[] {(byte) FrameKind.STATEMENT.code(), (byte) 0xf8, 1, 2, 3});
    two.send(Replicas.signed(Replicas.commit(2, 1)));
    Loopback.until(() -> !zero.heard().messages(2).isEmpty());
    assertThat(zero.counters(2).rejected()).isEqualTo(Map.of("malformed frame", 1L));
    assertThat(zero.connected(2)).isTrue();
  }

  @Test
  void aFrameCutShortByTheEndOfTheConnectionIsNotHeard() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = introduced(zero, 2);
    byte[] frame = Replicas.codec().encode(Replicas.signed(Replicas.commit(2, 1)));
    two.writeRaw(new byte[] {0, 0, 0, (byte) frame.length});
    two.writeRaw(Arrays.copyOf(frame, frame.length - 1));
    two.close();
    Loopback.until(() -> zero.heard().from(2).size() == 2);
    assertThat(zero.heard().from(2))
        .containsExactly(new Connected(Replicas.id(2)), new Disconnected(Replicas.id(2)));
  }

  @Test
  void aBadlySignedStatementNeverGetsBehindTheEdge() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    Loopback.Peer one = loopback.start(1);
    Loopback.until(() -> one.connected(0));
    var wrong = Replicas.keys(1).sign(Replicas.commit(1, 2));
    Signed<Message> forged = new Signed<>(Replicas.commit(1, 1), wrong);
    one.network().send(Replicas.id(0), new Frame.Consensus(new Envelope.Statement(forged)));
    one.network().send(Replicas.id(0), Replicas.signed(Replicas.commit(1, 3)));

    Loopback.until(() -> !zero.heard().messages(1).isEmpty());
    assertThat(zero.heard().messages(1)).containsExactly(Replicas.commit(1, 3));
    assertThat(zero.counters(1).rejected()).isEqualTo(Map.of("bad signature", 1L));
    assertThat(zero.heard().rejections(1)).containsExactly("bad signature");
  }

  @Test
  void noPeerSpeaksForAnother() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = introduced(zero, 2);
    // Rightly signed by replica 3, and repeated by replica 2.
    two.send(Replicas.signed(Replicas.prepare(3, 1)));
    two.send(Replicas.signed(Replicas.commit(3, 1)));
    two.send(Replicas.signed(Replicas.commit(2, 1)));
    Loopback.until(() -> !zero.heard().messages(2).isEmpty());
    assertThat(zero.heard().messages(2)).containsExactly(Replicas.commit(2, 1));
    assertThat(zero.heard().from(3)).isEmpty();
    assertThat(zero.counters(2).rejected())
        .isEqualTo(Map.of("statement of another replica that may not be relayed", 2L));
  }

  @Test
  void anyPeerMayShowAReplicaWhatItHasSignedItself() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    RawPeer two = introduced(zero, 2);
    two.send(Replicas.signed(Replicas.commit(0, 1)));
    Loopback.until(() -> !zero.heard().messages(2).isEmpty());
    assertThat(zero.heard().messages(2)).containsExactly(Replicas.commit(0, 1));
  }

  @Test
  void aPeerThatDoesNotReadLosesTheOldestAndSlowsNobody() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    Loopback.Peer one = loopback.start(1);
    RawPeer slow = introduced(zero, 2);
    Loopback.until(() -> zero.connected(1));
    // Some 60 MB, of which what the queue and the sockets hold may stay.
    Frame large = largeFrame();
    for (int i = 0; i < 60; i++) {
      zero.network().broadcast(large);
      int sent = i + 1;
      Loopback.until(() -> one.heard().frames(0).size() == sent);
    }
    zero.network().broadcast(Replicas.signed(Replicas.commit(0, 1)));
    Loopback.until(() -> !one.heard().messages(0).isEmpty());

    long dropped = zero.counters(2).dropped().getOrDefault(PeerMeters.QUEUE_FULL, 0L);
    assertThat(dropped).isBetween(20L, 60L);
    assertThat(zero.counters(1).dropped()).isEmpty();
    assertThat(zero.connected(2)).isTrue();
    // What consensus says overtakes all that waits, as soon as the peer reads again.
    int before = 0;
    while (slow.read()[0] != FrameKind.STATEMENT.code()) {
      before++;
    }
    assertThat(before).isLessThan(60 - (int) dropped);
  }

  /** A frame of about a megabyte. */
  private static Frame largeFrame() {
    var transfer = TestChain.transfer(0, 0, 1);
    int count = Math.min(Frame.Transactions.MAX_COUNT, (1 << 20) / (transfer.size() + 8));
    return new Frame.Transactions(Collections.nCopies(count, transfer));
  }

  @Test
  void aTakenPortIsSaidInOneLineAndLeavesNothingRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PeerNetwork network = loopback.network(0, taken.getLocalPort(), new Heard());
      assertThatThrownBy(network::start)
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("cannot listen for peers on")
          .hasMessageContaining(":" + taken.getLocalPort())
          .hasMessageContaining("Address already in use; stop what uses the port")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void anAddressThatIsNotOfThisMachineIsSaidInOneLine() {
    PeerNetwork network =
        new PeerNetwork(
            new NetworkConfig(
                Replicas.id(0),
                InetSocketAddress.createUnresolved("no-such-host.invalid", 1),
                List.of(InetSocketAddress.createUnresolved("127.0.0.1", 1)),
                1),
            Replicas.handshake(0),
            Replicas.codec(),
            Replicas.verifier(),
            new Heard());
    assertThatThrownBy(network::start)
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("no-such-host.invalid:1: there is no such host");
  }

  @Test
  void aClosedNetworkSendsNothingAndThrowsNothing() throws Exception {
    Loopback.Peer zero = loopback.start(0);
    introduced(zero, 2);
    zero.network().close();
    zero.network().broadcast(Replicas.signed(Replicas.commit(0, 1)));
    assertThat(zero.counters(2).dropped()).isEqualTo(Map.of("not connected", 1L));
  }
}
