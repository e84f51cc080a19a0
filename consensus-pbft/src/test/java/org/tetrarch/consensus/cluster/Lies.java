package org.tetrarch.consensus.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tetrarch.consensus.cluster.Cluster.Tamper;
import org.tetrarch.consensus.message.Checkpoint;
import org.tetrarch.consensus.message.Commit;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.NewView;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.Prepare;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.consensus.message.ViewChange;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;

/**
 * What a Byzantine replica may do to the messages of the honest core inside it. It has its key, so
 * all of it is validly signed; it cannot sign for others.
 */
public final class Lies {
  private Lies() {}

  private static Envelope say(Message message) {
    return new Envelope.Statement(Statements.signed(message));
  }

  /** Replaces what the replica itself says of one kind; what it passes on stays as it is. */
  private static <M extends Message> Tamper of(Class<M> kind, UnaryOperator<M> lie) {
    return (from, to, envelope) ->
        kind.isInstance(envelope.signed().message())
                && envelope.signed().message().replica().equals(from)
            ? List.of(say(lie.apply(kind.cast(envelope.signed().message()))))
            : List.of(envelope);
  }

  /** Says this as well, each time it tells its status. */
  private static Tamper besidesStatus(Function<Status, List<Message>> more) {
    return (from, to, envelope) -> {
      List<Envelope> said = new ArrayList<>(List.of(envelope));
      if (envelope.signed().message() instanceof Status status) {
        more.apply(status).forEach(message -> said.add(say(message)));
      }
      return said;
    };
  }

  private static Tamper towards(Set<Integer> deceived, Tamper lie) {
    return (from, to, envelope) ->
        deceived.contains(to.index()) ? lie.apply(from, to, envelope) : List.of(envelope);
  }

  private static Digest other(Digest digest) {
    return TestBatch.sha256("not " + digest);
  }

  public static Tamper silent() {
    return (from, to, envelope) -> List.of();
  }

  public static Tamper talksOnlyTo(Set<Integer> friends) {
    return (from, to, envelope) -> friends.contains(to.index()) ? List.of(envelope) : List.of();
  }

  public static Tamper never(Class<? extends Message> kind) {
    return (from, to, envelope) ->
        kind.isInstance(envelope.signed().message()) ? List.of() : List.of(envelope);
  }

  public static Tamper conflictingPrepares(Set<Integer> deceived) {
    return towards(
        deceived,
        of(
            Prepare.class,
            m -> new Prepare(m.view(), m.sequence(), other(m.digest()), m.replica())));
  }

  public static Tamper conflictingCommits(Set<Integer> deceived) {
    return towards(
        deceived,
        of(Commit.class, m -> new Commit(m.view(), m.sequence(), other(m.digest()), m.replica())));
  }

  public static Tamper commitsWithoutPrepared() {
    return (from, to, envelope) ->
        envelope.signed().message() instanceof Message.Slotted m && m.replica().equals(from)
            ? List.of(envelope, say(new Commit(m.view(), m.sequence(), m.digest(), from)))
            : List.of(envelope);
  }

  /** Assigns digests whose batches it keeps to itself. */
  public static Tamper withholdsBodies() {
    return (from, to, envelope) ->
        envelope instanceof Envelope.Proposal proposal
            ? List.of(new Envelope.Statement(proposal.signed()))
            : List.of(envelope);
  }

  public static Tamper skipsEveryThirdSequenceNumber() {
    return (from, to, envelope) ->
        envelope.signed().message() instanceof PrePrepare m && m.sequence().value() % 3 == 0
            ? List.of()
            : List.of(envelope);
  }

  public static Tamper votesBeyondTheWatermarks() {
    return (from, to, envelope) -> {
      List<Envelope> said = new ArrayList<>(List.of(envelope));
      if (envelope.signed().message() instanceof Message.Slotted m && m.replica().equals(from)) {
        SequenceNumber far = m.sequence().plus(1_000);
        said.add(say(new Commit(m.view(), far, m.digest(), from)));
        said.add(say(new Commit(m.view().next(), m.sequence(), other(m.digest()), from)));
      }
      return said;
    };
  }

  public static Tamper falseCheckpoints() {
    return of(Checkpoint.class, m -> new Checkpoint(m.sequence(), other(m.state()), m.replica()));
  }

  /** Claims, without proof, to have executed what it has not, and to suspect every primary. */
  public static Tamper boastfulStatus() {
    return of(
        Status.class,
        m ->
            new Status(
                m.view(),
                Status.Mode.ACTIVE,
                m.executed().plus(1_000),
                m.stable(),
                true,
                m.replica()));
  }

  public static Tamper demandsTheNextViewAllTheTime() {
    return besidesStatus(
        m -> List.of(new ViewChange(m.view().next(), m.stable(), List.of(), m.replica())));
  }

  public static Tamper demandsAFarFutureView() {
    return besidesStatus(
        m ->
            List.of(
                new ViewChange(
                    View.of(m.view().number() + 1_000_000), m.stable(), List.of(), m.replica())));
  }

  /** Asks for a view as one that has prepared nothing. */
  public static Tamper forgetsWhatItPrepared() {
    return of(ViewChange.class, m -> new ViewChange(m.view(), m.stable(), List.of(), m.replica()));
  }

  /** Asks for a view as one that has just been born. */
  public static Tamper forgetsAll() {
    return of(
        ViewChange.class,
        m -> new ViewChange(m.view(), new Statements(1).stable(0), List.of(), m.replica()));
  }

  /** A NEW-VIEW that leaves the last assignment out; no correct replica may believe it. */
  public static Tamper omitsFromNewViews() {
    return of(
        NewView.class,
        m ->
            new NewView(
                m.view(),
                m.viewChanges(),
                m.prePrepares().subList(0, Math.max(0, m.prePrepares().size() - 1)),
                m.replica()));
  }

  /** A lie that needs to know what others say; its inventor lets it hear all there is. */
  public interface Listening extends Tamper {
    void hears(Envelope envelope);
  }

  /** Sends on, at any time, what others have said at any time. */
  public static final class Replaying implements Listening {
    private final Random random;
    private final List<Envelope> heard = new ArrayList<>();

    public Replaying(Random random) {
      this.random = random;
    }

    @Override
    public void hears(Envelope envelope) {
      if (heard.size() < 500) {
        heard.add(envelope);
      } else {
        heard.set(random.nextInt(heard.size()), envelope);
      }
    }

    @Override
    public List<Envelope> apply(ReplicaId from, ReplicaId to, Envelope envelope) {
      return heard.isEmpty()
          ? List.of(envelope)
          : List.of(envelope, heard.get(random.nextInt(heard.size())));
    }
  }

  /**
   * All liars together tell the deceived another story than the rest: another batch, and votes of
   * all of them for it; and as new primary another NEW-VIEW, made of other view changes.
   */
  public static final class Conspiracy implements Listening {
    private final Set<Integer> liars;
    private final Set<Integer> deceived;
    private final int n;
    private final Map<Slot, TestBatch> otherStory = new TreeMap<>();
    private final Map<View, TreeMap<ReplicaId, Signed<ViewChange>>> viewChanges = new TreeMap<>();

    private record Slot(View view, SequenceNumber sequence) implements Comparable<Slot> {
      @Override
      public int compareTo(Slot o) {
        int byView = view.compareTo(o.view);
        return byView != 0 ? byView : sequence.compareTo(o.sequence);
      }
    }

    public Conspiracy(int n, Set<Integer> liars, Set<Integer> deceived) {
      this.n = n;
      this.liars = Set.copyOf(liars);
      this.deceived = Set.copyOf(deceived);
    }

    @Override
    public void hears(Envelope envelope) {
      if (envelope.signed().message() instanceof ViewChange m) {
        viewChanges
            .computeIfAbsent(m.view(), view -> new TreeMap<>())
            .put(m.replica(), Statements.signed(m));
      }
    }

    @Override
    public List<Envelope> apply(ReplicaId from, ReplicaId to, Envelope envelope) {
      Message said = envelope.signed().message();
      boolean lie =
          liars.contains(from.index())
              && said.replica().equals(from)
              && deceived.contains(to.index());
      return lie ? otherStory(from, envelope) : List.of(envelope);
    }

    private List<Envelope> otherStory(ReplicaId from, Envelope envelope) {
      return switch (envelope.signed().message()) {
        case PrePrepare m when envelope instanceof Envelope.Proposal(var signed, var batch) ->
            otherProposal(m, (TestBatch) batch);
        case Prepare m -> List.of(say(new Prepare(m.view(), m.sequence(), digest(m), from)));
        case Commit m -> List.of(say(new Commit(m.view(), m.sequence(), digest(m), from)));
        case NewView m -> List.of(otherNewView(m));
        default -> List.of(envelope);
      };
    }

    private Digest digest(Message.Slotted m) {
      TestBatch story = otherStory.get(new Slot(m.view(), m.sequence()));
      return story == null ? m.digest() : story.digest();
    }

    private List<Envelope> otherProposal(PrePrepare m, TestBatch batch) {
      TestBatch story =
          otherStory.computeIfAbsent(new Slot(m.view(), m.sequence()), slot -> shorter(batch));
      Digest digest = story.digest();
      List<Envelope> said = new ArrayList<>();
      said.add(
          new Envelope.Proposal(
              Statements.signed(new PrePrepare(m.view(), m.sequence(), digest, m.replica())),
              story));
      for (int liar : liars) {
        ReplicaId id = ReplicaId.of(liar);
        if (!id.equals(m.replica())) {
          said.add(say(new Prepare(m.view(), m.sequence(), digest, id)));
        }
        said.add(say(new Commit(m.view(), m.sequence(), digest, id)));
      }
      return said;
    }

    /** The same without its last request: valid wherever the whole is. */
    private static TestBatch shorter(TestBatch batch) {
      return new TestBatch(batch.requests().subList(0, batch.requests().size() - 1));
    }

    /**
     * Made of the view changes of the highest replicas, the liars forgetting what they prepared.
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Envelope otherNewView(NewView m) {
      TreeMap<ReplicaId, Signed<ViewChange>> known = new TreeMap<>();
      m.viewChanges().forEach(signed -> known.put(signed.message().replica(), signed));
      known.putAll(viewChanges.getOrDefault(m.view(), new TreeMap<>()));
      known.replaceAll(
          (replica, signed) ->
              liars.contains(replica.index())
                  ? Statements.signed(
                      new ViewChange(m.view(), signed.message().stable(), List.of(), replica))
                  : signed);
      Signed[] chosen =
          known.descendingMap().values().stream()
              .limit(m.viewChanges().size())
              .toArray(Signed[]::new);
      return chosen.length < m.viewChanges().size()
          ? say(m)
          : new Envelope.Statement(new Statements(n).newView(m.view().number(), chosen));
    }
  }
}
