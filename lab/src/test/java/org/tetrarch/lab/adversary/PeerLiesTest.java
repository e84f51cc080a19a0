package org.tetrarch.lab.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.crypto.Signature;
import org.tetrarch.ledger.trie.TrieNodes;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.wire.Certificates;
import org.tetrarch.node.wire.CertifiedBlock;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.node.wire.FrameKind;
import org.tetrarch.node.wire.TransactionCache;

/** What peers, their connections and readers are made to bear. */
class PeerLiesTest {
  private static final Digest D = Stage.digest(1);

  private final Stage stage = new Stage(4, 1);
  private final Frame status = stage.status(0, 3, stage.stable(3, D), 1);

  private static ReplicaId to(int replica) {
    return ReplicaId.of(replica);
  }

  @Test
  void replaySendsOldMessagesAndSignsForAnotherChain() {
    Malice replay = new Replay().begin(stage.means());
    Frame old = stage.prepare(0, 1, D, 2);
    Frame vote = stage.commit(0, 1, D, 1);
    replay.incoming(to(2), old);
    List<Frame> voted = replay.outgoing(to(3), vote);
    List<Frame> told = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      told.addAll(replay.outgoing(to(3), status));
    }

    assertThat(voted).startsWith(vote).hasSize(2);
    assertThat(Stage.said(voted, Commit.class))
        .allMatch(Stage.said(List.of(vote), Commit.class).getFirst()::equals);
    assertThat(stage.valid(voted.getFirst())).isTrue();
    assertThat(stage.valid(voted.getLast())).isFalse();
    assertThat(told).contains(status, old, vote);
  }

  private CertifiedBlock certified() {
    Block genesis = stage.genesis().genesisBlock(TrieNodes.NONE).block();
    Block block = new Block(Blocks.withNumber(genesis.header(), 1), stage.batch(0).transactions());
    Digest state = Digest.of(block.hash().toBytes());
    return new CertifiedBlock(block, Optional.of(Certificates.toLedger(stage.stable(1, state))));
  }

  @Test
  void lyingSyncDeceivesInFourWays() {
    Malice lying = new LyingSync().begin(stage.means());
    CertifiedBlock honest = certified();
    List<CertifiedBlock> lies = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Frame> told = lying.outgoing(to(2), new Frame.BlocksReply(List.of(honest)));
      lies.addAll(((Frame.BlocksReply) told.getFirst()).blocks());
    }

    assertThat(lies.get(0).block().hash()).isNotEqualTo(honest.block().hash());
    assertThat(lies.get(1).certificate().orElseThrow().blockHash())
        .isEqualTo(lies.get(1).block().hash())
        .isNotEqualTo(honest.block().hash());
    assertThat(lies.get(2).block().hash()).isEqualTo(honest.block().hash());
    assertThat(lies.get(2).block().transactions()).hasSize(2);
    assertThat(lies.get(3).block().number()).isEqualTo(2);
    assertThat(lying.outgoing(to(2), status)).containsExactly(status);
  }

  @Test
  void badFramesAreOfAllKindsBetweenHonestOnes() {
    Malice bad = new BadFrames().begin(stage.means());
    for (int i = 0; i < 7; i++) {
      assertThat(bad.outgoing(to(2), status)).containsExactly(status);
    }
    FrameCodec codec = new FrameCodec(new TransactionCache(stage.genesis().chainId(), false, 16));

    assertThat(stage.bytes()).hasSize(5);
    for (byte[] each : stage.bytes()) {
      assertThatThrownBy(() -> codec.decode(each)).isInstanceOf(MalformedException.class);
    }
    assertThat(stage.raw()).hasSize(3);
    ByteBuffer split = ByteBuffer.allocate(stage.raw().get(0).length + stage.raw().get(1).length);
    split.put(stage.raw().get(0)).put(stage.raw().get(1)).flip();
    assertThat(split.getInt()).isEqualTo(codec.encode(status).length);
    assertThat(ByteBuffer.wrap(stage.raw().get(2)).getInt()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void slowLorisClaimsMuchAndSendsAByteAtATime() {
    Malice loris = new SlowLoris().begin(stage.means());
    stage.pass(5_000);
    List<byte[]> toEach = stage.raw();

    assertThat(loris.outgoing(to(2), status)).isEmpty();
    assertThat(ByteBuffer.wrap(toEach.getFirst()).getInt())
        .isGreaterThan(1_000_000)
        .isLessThanOrEqualTo(FrameKind.STATEMENT.maxBytes());
    assertThat(toEach.subList(3, toEach.size())).hasSizeBetween(27, 33);
    assertThat(toEach.subList(3, toEach.size())).allMatch(bytes -> bytes.length == 1);
  }

  @Test
  void signatureFloodSendsWellFormedVotesWithWrongSignatures() {
    Malice flood = new SignatureFlood().begin(stage.means());
    assertThat(flood.outgoing(to(2), status)).containsExactly(status);
    stage.pass(1_000);

    assertThat(stage.sent(2)).hasSize(200).noneMatch(stage::valid);
    assertThat(Stage.said(stage.sent(2), Commit.class)).allMatch(m -> m.sequence().value() == 4);
    for (Frame each : stage.sent(2)) {
      byte[] signature = ((Frame.Consensus) each).envelope().signed().signature().toBytes();
      assertThatCode(() -> Signature.fromBytes(signature)).doesNotThrowAnyException();
    }
  }

  @Test
  void churnEndsConnectionsAndOpensMany() {
    Malice churn = new Churn().begin(stage.means());
    stage.pass(4_000);

    assertThat(churn.outgoing(to(2), status)).containsExactly(status);
    assertThat(stage.disconnected()).hasSize(21).contains(to(0), to(2), to(3));
    assertThat(stage.knocks()).isGreaterThan(100);
  }

  @Test
  void randomShowsOneAfterTheOtherAndTheSameForTheSameSeed() {
    assertThat(shown()).hasSizeGreaterThan(3).isEqualTo(shown());
  }

  /** Who was at work in a minute, each time that it changed. */
  private static List<String> shown() {
    Stage stage = new Stage(4, 1);
    List<String> begun = new ArrayList<>();
    List<Misbehaviour> some = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      some.add(new Named(name, begun));
    }
    Malice any = new AnyOfThem(some).begin(stage.means());
    for (int i = 0; i < 15; i++) {
      int before = stage.sent(2).size();
      stage.pass(4_000);
      // Only the one at work is asked, and what an earlier one planned is not done any more.
      assertThat(stage.sent(2)).hasSize(before + 1);
      assertThat(any.outgoing(to(2), stage.commit(0, 1, D, 1))).isEmpty();
    }
    return begun;
  }

  /** Sends nothing, and one frame two seconds and ten seconds after it began. */
  private static final class Named extends Described {
    private final List<String> begun;

    Named(String name, List<String> begun) {
      super(name, "INV-1", "does nothing", "nothing is seen");
      this.begun = begun;
    }

    @Override
    public Malice begin(Means means) {
      begun.add(name());
      Frame frame = new Frame.BatchRequest(D);
      means.reach().later(2_000, () -> means.reach().send(to(2), frame));
      means.reach().later(10_000, () -> means.reach().send(to(2), frame));
      return new Malice() {
        @Override
        public List<Frame> outgoing(ReplicaId to, Frame ignored) {
          return List.of();
        }
      };
    }
  }
}
