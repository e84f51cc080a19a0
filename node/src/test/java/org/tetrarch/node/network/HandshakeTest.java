package org.tetrarch.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.node.fixture.TestChain;

/** Who is let in, over real connections: replica 0 listens, whoever comes says it is another. */
class HandshakeTest {
  private static final String NO_KEY = "does not hold the key of the validator it claims to be";
  private static final int OURS = 0;
  private static final int THEIRS = 2;

  private final Loopback loopback = new Loopback();
  private Loopback.Peer replica;

  @BeforeEach
  void start() throws Exception {
    replica = loopback.start(OURS);
  }

  @AfterEach
  void stop() throws Exception {
    loopback.close();
  }

  private RawPeer connect() throws Exception {
    return loopback.closing(RawPeer.connect(replica.network().port()));
  }

  private void assertRefused(RawPeer peer, String reason) throws Exception {
    peer.awaitEnd();
    Loopback.until(() -> replica.refused(reason) == 1);
    assertThat(replica.network().counters().refusedConnections()).containsOnlyKeys(reason);
    assertThat(replica.connected(THEIRS)).isFalse();
    assertThat(replica.heard().from(THEIRS)).isEmpty();
  }

  @Test
  void aReplicaThatProvesItsKeyIsLetIn() throws Exception {
    connect().introducedAs(THEIRS);
    Loopback.until(() -> replica.connected(THEIRS));
    assertThat(replica.network().counters().refusedConnections()).isEmpty();
  }

  @Test
  void aStrangerWhoseKeyIsNotInGenesisIsRefused() throws Exception {
    RawPeer stranger = connect();
    byte[] nonce = RawPeer.nonce();
    stranger.write(RawPeer.hello(1, Replicas.DOMAIN, THEIRS, nonce));
    byte[] theirs = stranger.readHello().nonce();
    stranger.write(RawPeer.proof(Replicas.DOMAIN, TestChain.key(5), THEIRS, OURS, nonce, theirs));
    assertRefused(stranger, NO_KEY);
  }

  @Test
  void anIndexBeyondTheReplicasIsRefused() throws Exception {
    RawPeer stranger = connect();
    stranger.write(RawPeer.hello(1, Replicas.DOMAIN, Replicas.COUNT, RawPeer.nonce()));
    assertRefused(stranger, "is no validator");
  }

  @Test
  void anotherChainIdIsRefused() throws Exception {
    RawPeer other = connect();
    var domain = new SigningDomain(TestChain.CHAIN_ID + 1, Replicas.DOMAIN.genesisHash());
    other.write(RawPeer.hello(1, domain, THEIRS, RawPeer.nonce()));
    assertRefused(other, "is on another chain id");
  }

  @Test
  void anotherGenesisOfTheSameChainIdIsRefused() throws Exception {
    RawPeer other = connect();
    var domain = new SigningDomain(TestChain.CHAIN_ID, Hash.ZERO);
    other.write(RawPeer.hello(1, domain, THEIRS, RawPeer.nonce()));
    assertRefused(other, "has another genesis");
  }

  @Test
  void anotherProtocolVersionIsRefused() throws Exception {
    RawPeer other = connect();
    other.write(RawPeer.hello(2, Replicas.DOMAIN, THEIRS, RawPeer.nonce()));
    assertRefused(other, "speaks another protocol version");
  }

  @Test
  void aProofForAnotherChainIsNoProofHere() throws Exception {
    RawPeer stranger = connect();
    byte[] nonce = RawPeer.nonce();
    stranger.write(RawPeer.hello(1, Replicas.DOMAIN, THEIRS, nonce));
    byte[] theirs = stranger.readHello().nonce();
    var elsewhere = new SigningDomain(TestChain.CHAIN_ID, Hash.ZERO);
    stranger.write(RawPeer.proof(elsewhere, Replicas.key(THEIRS), THEIRS, OURS, nonce, theirs));
    assertRefused(stranger, NO_KEY);
  }

  @Test
  void aReplayedHandshakeIsRefused() throws Exception {
    RawPeer first = connect();
    byte[] hello = RawPeer.hello(1, Replicas.DOMAIN, THEIRS, RawPeer.nonce());
    byte[] nonce = Arrays.copyOfRange(hello, hello.length - 32, hello.length);
    first.write(hello);
    byte[] proof =
        RawPeer.proof(
            Replicas.DOMAIN, Replicas.key(THEIRS), THEIRS, OURS, nonce, first.readHello().nonce());
    first.write(proof);
    Loopback.until(() -> replica.connected(THEIRS));
    first.close();
    Loopback.until(() -> !replica.connected(THEIRS));

    RawPeer replay = connect();
    replay.write(hello);
    replay.write(proof);
    replay.awaitEnd();
    Loopback.until(() -> replica.refused(NO_KEY) == 1);
    assertThat(replica.counters(THEIRS).connections()).isEqualTo(1);
  }

  @Test
  void ourOwnProofHeldUpToUsIsRefused() throws Exception {
    RawPeer mirror = connect();
    mirror.write(RawPeer.hello(1, Replicas.DOMAIN, THEIRS, RawPeer.nonce()));
    mirror.readHello();
    mirror.write(mirror.read());
    assertRefused(mirror, NO_KEY);
  }

  @Test
  void aProofMadeForAnotherReplicaIsRefused() throws Exception {
    RawPeer relay = connect();
    byte[] nonce = RawPeer.nonce();
    relay.write(RawPeer.hello(1, Replicas.DOMAIN, THEIRS, nonce));
    byte[] theirs = relay.readHello().nonce();
    relay.write(RawPeer.proof(Replicas.DOMAIN, Replicas.key(THEIRS), THEIRS, 1, nonce, theirs));
    assertRefused(relay, NO_KEY);
  }

  @Test
  void whoSaysItIsThisReplicaItselfIsRefused() throws Exception {
    RawPeer twin = connect();
    twin.write(RawPeer.hello(1, Replicas.DOMAIN, OURS, RawPeer.nonce()));
    assertRefused(twin, "is not the replica expected here");
  }

  @Test
  void bytesThatAreNoHandshakeAreRefused() throws Exception {
    RawPeer garbage = connect();
    garbage.write("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
    assertRefused(garbage, "said what is no handshake");
  }

  @Test
  void anOversizedHandshakeIsRefusedAtItsLength() throws Exception {
    RawPeer large = connect();
    // Only the length: nothing of it need come before it is refused.
    large.writeRaw(new byte[] {0x7f, -1, -1, -1});
    assertRefused(large, Introduction.BAD_FRAMING);
  }

  @Test
  void whoLeavesBeforeItIsKnownIsCounted() throws Exception {
    RawPeer gone = connect();
    gone.readHello();
    gone.reset();
    Loopback.until(() -> replica.refused(Introduction.LEFT) == 1);
  }

  @Test
  void strangersWhoSayNothingDoNotKeepAReplicaOut() throws Exception {
    List<RawPeer> silent = new ArrayList<>();
    for (int i = 0; i < Strangers.MAX + 20; i++) {
      silent.add(connect());
    }
    connect().introducedAs(THEIRS);
    Loopback.until(() -> replica.connected(THEIRS));
    Loopback.until(() -> replica.refused(Introduction.CROWDED_OUT) >= 20);
    silent.getFirst().awaitEnd();
  }

  @Test
  void aReplicaAtTheAddressOfAnotherIsRefusedByWhoDialsIt() throws Exception {
    try (ServerSocket wrong = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      loopback.place(0, wrong.getLocalPort());
      Loopback.Peer dialling = loopback.start(3);
      RawPeer one = loopback.closing(RawPeer.of(wrong.accept()));
      one.write(RawPeer.hello(1, Replicas.DOMAIN, 1, RawPeer.nonce()));
      one.awaitEnd();
      Loopback.until(() -> dialling.refused("is not the replica expected here") == 1);
      assertThat(dialling.connected(1)).isFalse();
    }
  }
}
