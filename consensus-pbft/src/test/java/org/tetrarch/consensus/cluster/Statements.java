package org.tetrarch.consensus.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.PreparedCertificate;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.StableCheckpoint;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.verify.NewViewPlan;

/** What the replicas of a set say, signed by them. */
public final class Statements {
  private final ReplicaSet replicas;

  public Statements(int n) {
    replicas = new ReplicaSet(n);
  }

  public static <M extends Message> Signed<M> signed(M message) {
    return TestKeys.signer(message.replica()).signed(message);
  }

  /** The state digest after a sequence number, where a test does not care what was executed. */
  public static Digest stateAfter(long sequence) {
    return sequence == 0 ? Cluster.GENESIS : TestBatch.sha256("state after " + sequence);
  }

  public int primary(long view) {
    return replicas.primary(View.of(view)).index();
  }

  /** The backups of a view, ascending. */
  public int[] backups(long view) {
    return IntStream.range(0, replicas.size()).filter(i -> i != primary(view)).toArray();
  }

  public Signed<PrePrepare> prePrepare(long view, long sequence, Digest digest) {
    return signed(
        new PrePrepare(
            View.of(view), SequenceNumber.of(sequence), digest, replicas.primary(View.of(view))));
  }

  public Envelope.Proposal proposal(long view, long sequence, Batch batch) {
    return new Envelope.Proposal(prePrepare(view, sequence, batch.digest()), batch);
  }

  public Signed<Prepare> prepare(int replica, long view, long sequence, Digest digest) {
    return signed(
        new Prepare(View.of(view), SequenceNumber.of(sequence), digest, ReplicaId.of(replica)));
  }

  public Signed<Commit> commit(int replica, long view, long sequence, Digest digest) {
    return signed(
        new Commit(View.of(view), SequenceNumber.of(sequence), digest, ReplicaId.of(replica)));
  }

  public Signed<Checkpoint> checkpoint(int replica, long sequence, Digest state) {
    return signed(new Checkpoint(SequenceNumber.of(sequence), state, ReplicaId.of(replica)));
  }

  /** Certified by the first q replicas. */
  public StableCheckpoint stable(long sequence) {
    return stable(sequence, stateAfter(sequence), first(replicas.quorum()));
  }

  public StableCheckpoint stable(long sequence, Digest state, int... signers) {
    return sequence == 0
        ? StableCheckpoint.genesis(state)
        : new StableCheckpoint(
            SequenceNumber.of(sequence),
            state,
            Arrays.stream(signers).mapToObj(i -> checkpoint(i, sequence, state)).toList());
  }

  /** Prepared by the first q−1 backups of the view. */
  public PreparedCertificate prepared(long view, long sequence, Digest digest) {
    return prepared(view, sequence, digest, Arrays.copyOf(backups(view), replicas.quorum() - 1));
  }

  public PreparedCertificate prepared(long view, long sequence, Digest digest, int... preparers) {
    return new PreparedCertificate(
        prePrepare(view, sequence, digest),
        Arrays.stream(preparers).mapToObj(i -> prepare(i, view, sequence, digest)).toList());
  }

  /** By a replica at genesis. */
  public Signed<ViewChange> viewChange(int replica, long view, PreparedCertificate... prepared) {
    return viewChange(replica, view, stable(0), prepared);
  }

  public Signed<ViewChange> viewChange(
      int replica, long view, StableCheckpoint stable, PreparedCertificate... prepared) {
    return signed(new ViewChange(View.of(view), stable, List.of(prepared), ReplicaId.of(replica)));
  }

  /** What these view changes demand. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Signed<NewView> newView(long view, Signed<ViewChange>... viewChanges) {
    List<Signed<ViewChange>> ascending =
        Arrays.stream(viewChanges)
            .sorted(Comparator.comparing(signed -> signed.message().replica()))
            .toList();
    ReplicaId primary = replicas.primary(View.of(view));
    List<Signed<PrePrepare>> assignments =
        NewViewPlan.of(ascending.stream().map(Signed::message).toList())
            .prePrepares(View.of(view), primary)
            .stream()
            .map(Statements::signed)
            .toList();
    return signed(new NewView(View.of(view), ascending, assignments, primary));
  }

  /** By q replicas at genesis, the new primary and those after it, that have prepared nothing. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Signed<NewView> emptyNewView(long view) {
    return newView(
        view,
        IntStream.range(0, replicas.quorum())
            .map(i -> (primary(view) + i) % replicas.size())
            .mapToObj(i -> viewChange(i, view))
            .toArray(Signed[]::new));
  }

  public Signed<Status> status(int replica, long view, long executed) {
    return status(replica, view, Status.Mode.ACTIVE, executed, stable(executed), false);
  }

  /** By a replica at genesis. */
  public Signed<Status> suspicion(int replica, long view) {
    return status(replica, view, Status.Mode.ACTIVE, 0, stable(0), true);
  }

  public Signed<Status> status(
      int replica,
      long view,
      Status.Mode mode,
      long executed,
      StableCheckpoint stable,
      boolean suspects) {
    return signed(
        new Status(
            View.of(view),
            mode,
            SequenceNumber.of(executed),
            stable,
            suspects,
            ReplicaId.of(replica)));
  }

  private static int[] first(int count) {
    return IntStream.range(0, count).toArray();
  }
}
