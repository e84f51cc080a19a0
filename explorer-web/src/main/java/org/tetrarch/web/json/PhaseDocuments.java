package org.tetrarch.web.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.json.PhasesDocument.Attempt;
import org.tetrarch.web.json.PhasesDocument.Vote;
import org.tetrarch.web.port.NetworkStatus;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.SlotRecord;

/** Makes the documents that say what PBFT did for a block. */
public final class PhaseDocuments {

  private static final String NULL_REQUEST = Hash.ZERO.toHex();

  private final NodePorts ports;

  public PhaseDocuments(NodePorts ports) {
    this.ports = ports;
  }

  /**
   * The phases of a block.
   *
   * @param blockHash what its checkpoints are for
   */
  public PhasesDocument phases(long height, String blockHash) {
    NetworkStatus network = ports.consensus().network();
    int quorum = network.quorum();
    int total = network.replicas().size();
    Optional<SlotRecord> known = ports.protocol().slot(height);
    if (known.isEmpty()) {
      return new PhasesDocument(height, quorum, total, List.of(), null, List.of(), null);
    }
    SlotRecord slot = known.get();
    return new PhasesDocument(
        height,
        quorum,
        total,
        slot.attempts().stream().map(attempt -> describe(attempt, quorum)).toList(),
        boxed(slot.executed()),
        slot.checkpoints().stream().map(vote -> describe(vote, Optional.of(blockHash))).toList(),
        boxed(slot.certified()));
  }

  private Attempt describe(SlotRecord.Attempt attempt, int quorum) {
    Optional<String> digest = attempt.proposal().map(SlotRecord.Vote::digest);
    List<Vote> prepares =
        attempt.prepares().stream()
            .filter(vote -> vote.replica() != attempt.primary())
            .map(vote -> describe(vote, digest))
            .toList();
    List<Vote> commits = attempt.commits().stream().map(vote -> describe(vote, digest)).toList();
    @Nullable Long prepared = null;
    @Nullable Long committed = null;
    if (attempt.proposal().isPresent()) {
      // PBFT §4.2: the proposal is the primary's own vote, so q - 1 others are a quorum with it.
      prepared = moment(prepares, quorum - 1, attempt.proposal().get().micros());
    }
    if (prepared != null) {
      committed = moment(commits, quorum, prepared);
    }
    return new Attempt(
        attempt.view(),
        attempt.primary(),
        name(attempt.primary()),
        attempt.proposal().map(vote -> describe(vote, digest)).orElse(null),
        digest.filter(NULL_REQUEST::equals).isPresent(),
        prepares,
        prepared,
        commits,
        committed);
  }

  /** When so many matching votes were here, though not before an instant; null if they are not. */
  private static @Nullable Long moment(List<Vote> votes, int needed, long notBefore) {
    if (needed == 0) {
      return notBefore;
    }
    List<Long> times = votes.stream().filter(Vote::matches).map(Vote::micros).sorted().toList();
    return times.size() < needed ? null : Math.max(notBefore, times.get(needed - 1));
  }

  private Vote describe(SlotRecord.Vote vote, Optional<String> digest) {
    boolean matches = digest.isEmpty() || digest.get().equals(vote.digest());
    return new Vote(vote.replica(), name(vote.replica()), vote.micros(), vote.digest(), matches);
  }

  private String name(int replica) {
    return ports.info().validators().get(replica).name();
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
