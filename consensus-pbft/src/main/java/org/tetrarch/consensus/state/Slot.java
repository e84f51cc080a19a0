package org.tetrarch.consensus.state;

import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * All that a replica knows of one sequence number. Votes are those of the current view; the
 * prepared certificate and the commitment outlive it.
 */
public final class Slot {
  private final SequenceNumber sequence;
  private final TreeMap<ReplicaId, Signed<Prepare>> prepares = new TreeMap<>();
  private final TreeMap<ReplicaId, Signed<Commit>> commits = new TreeMap<>();
  private @Nullable Signed<PrePrepare> offered;
  private @Nullable Batch offeredBatch;
  private @Nullable Signed<PrePrepare> accepted;
  private @Nullable Batch batch;
  private @Nullable PreparedCertificate prepared;
  private boolean validating;
  private boolean refused;
  private boolean committed;
  private @Nullable Digest decided;

  Slot(SequenceNumber sequence) {
    this.sequence = sequence;
  }

  public SequenceNumber sequence() {
    return sequence;
  }

  /** Forgets what belongs to a view that is left behind. */
  void leaveView() {
    prepares.clear();
    commits.clear();
    offered = null;
    offeredBatch = null;
    accepted = null;
    batch = null;
    validating = false;
    refused = false;
    // What a quorum committed is prepared by a quorum, so the new view assigns it again.
    committed = false;
  }

  /** A pre-prepare of the current view that is not accepted yet, or was refused. */
  public Optional<Signed<PrePrepare>> offered() {
    return Optional.ofNullable(offered);
  }

  /** The batch of the offered pre-prepare; empty while its body is missing, or a null request. */
  public Optional<Batch> offeredBatch() {
    return Optional.ofNullable(offeredBatch);
  }

  public void offer(Signed<PrePrepare> prePrepare, @Nullable Batch body) {
    offered = prePrepare;
    offeredBatch = body;
  }

  public boolean validating() {
    return validating;
  }

  public void beginValidation() {
    validating = true;
  }

  public boolean refused() {
    return refused;
  }

  public void refuse() {
    validating = false;
    refused = true;
  }

  /** The pre-prepare of the current view that this replica has accepted durably. */
  public Optional<Signed<PrePrepare>> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** The batch accepted; empty for a null request, or where nothing is accepted. */
  public Optional<Batch> batch() {
    return Optional.ofNullable(batch);
  }

  public void accept(Signed<PrePrepare> prePrepare, @Nullable Batch body) {
    accepted = prePrepare;
    batch = body;
    offered = null;
    offeredBatch = null;
    validating = false;
  }

  /** Whichever pre-prepare of the current view this replica has seen first. */
  public Optional<Signed<PrePrepare>> seen() {
    return accepted().or(this::offered);
  }

  /** The certificate of the highest view in which this sequence number was prepared here. */
  public Optional<PreparedCertificate> prepared() {
    return Optional.ofNullable(prepared);
  }

  public void prepare(PreparedCertificate certificate) {
    prepared = certificate;
  }

  public boolean committed() {
    return committed;
  }

  public void commit() {
    committed = true;
  }

  /** The digest handed over for execution; it never changes. */
  public Optional<Digest> decided() {
    return Optional.ofNullable(decided);
  }

  public void decide(Digest digest) {
    decided = digest;
  }

  public NavigableMap<ReplicaId, Signed<Prepare>> prepares() {
    return prepares;
  }

  public NavigableMap<ReplicaId, Signed<Commit>> commits() {
    return commits;
  }

  /** All that this replica holds of what one has signed about this sequence number. */
  public Set<Signed<? extends Message.Slotted>> votesOf(ReplicaId replica) {
    Set<Signed<? extends Message.Slotted>> votes = new LinkedHashSet<>();
    seen().ifPresent(votes::add);
    prepared()
        .ifPresent(
            certificate -> {
              votes.add(certificate.prePrepare());
              votes.addAll(certificate.prepares());
            });
    votes.addAll(prepares.values());
    votes.addAll(commits.values());
    votes.removeIf(vote -> !vote.message().replica().equals(replica));
    return votes;
  }

  /** Whether the accepted assignment is prepared in the current view. */
  public boolean preparedInView() {
    Signed<PrePrepare> current = accepted;
    PreparedCertificate certificate = prepared;
    return current != null
        && certificate != null
        && certificate.view().equals(current.message().view());
  }

  public Optional<Digest> acceptedDigest() {
    return accepted().map(signed -> signed.message().digest());
  }
}
