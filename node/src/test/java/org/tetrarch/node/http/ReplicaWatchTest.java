package org.tetrarch.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.Status.Mode;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.storage.EvidenceStore;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.LevelDbStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.ConsensusCodec;
import org.tetrarch.node.wire.TransactionCache;
import org.tetrarch.web.port.NetworkStatus;

/** What one of four replicas tells of all; a quorum is three. */
class ReplicaWatchTest {
  private static final StableCheckpoint STABLE =
      StableCheckpoint.genesis(Digest.of(new byte[Digest.LENGTH]));

  @TempDir Path folder;

  @Test
  void threeThatVoteAreAQuorum() throws Exception {
    NetworkStatus network = seen(Mode.ACTIVE, 0, Mode.ACTIVE, Mode.CHANGING);

    assertThat(network.quorumPresent()).isTrue();
    assertThat(network.missing()).isEmpty();
  }

  @Test
  void whoFollowsWithoutVotingIsNoPartOfAQuorum() throws Exception {
    NetworkStatus network = seen(Mode.ACTIVE, 0, Mode.ACTIVE, Mode.ABSTAINING);

    assertThat(network.quorumPresent()).isFalse();
    assertThat(network.missing().orElse(""))
        .startsWith("2 of 4 replicas vote and a quorum is 3")
        .contains("node2 votes again")
        .contains("node3 is back");
  }

  @Test
  void oneThatFollowsItselfTellsFromWhichBlockOnItVotes() throws Exception {
    NetworkStatus network = seen(Mode.ABSTAINING, 33, Mode.ACTIVE, Mode.ACTIVE);

    assertThat(network.quorumPresent()).isFalse();
    assertThat(network.replicas().getFirst().votesFrom()).isEqualTo(OptionalLong.of(33));
    assertThat(network.replicas().get(1).votesFrom()).isEmpty();
  }

  /** Replica 0, which has heard of 1 and 2, and nothing of 3. */
  private NetworkStatus seen(Mode own, long voteFloor, Mode first, Mode second)
      throws StorageException {
    ConsensusCodec codec = new ConsensusCodec(new TransactionCache(TestChain.CHAIN_ID, false, 16));
    try (KeyValueStore store = LevelDbStore.open(folder, 1, 1)) {
      ReplicaWatch watch =
          new ReplicaWatch(
              TestChain.genesis(),
              ReplicaId.of(0),
              EvidenceStore.open(store, codec),
              codec,
              () -> 1_000_000,
              peer -> true);
      List<Status> peers = new ArrayList<>();
      for (Mode mode : List.of(first, second)) {
        ReplicaId peer = ReplicaId.of(peers.size() + 1);
        watch.heard(peer);
        peers.add(new Status(View.FIRST, mode, SequenceNumber.GENESIS, STABLE, false, peer));
      }
      boolean changed =
          watch.update(
              new ReplicaStatus(
                  View.FIRST,
                  ReplicaId.of(0),
                  own,
                  SequenceNumber.GENESIS,
                  STABLE,
                  false,
                  false,
                  voteFloor,
                  peers));
      assertThat(changed).isTrue();
      return watch.network();
    }
  }
}
