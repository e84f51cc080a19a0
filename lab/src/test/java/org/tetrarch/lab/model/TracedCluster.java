package org.tetrarch.lab.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.consensus.message.Batch;
import org.tetrarch.consensus.message.Digest;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.PrePrepare;
import org.tetrarch.consensus.message.SignatureBytes;
import org.tetrarch.consensus.message.Signed;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.number.SequenceNumber;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.consensus.quorum.ReplicaSet;
import org.tetrarch.consensus.state.ReplicaConfig;
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.Verification;

/**
 * Four real replicas on one thread, over virtual time, random delay and loss, with crashes; all
 * they do is recorded.
 */
final class TracedCluster {
  static final int WINDOW = 4;
  static final Digest GENESIS = sha256("genesis");
  private static final ReplicaSet REPLICAS = new ReplicaSet(4);

  final Random random;
  final Recorder recorder;
  final MessageVerifier verifier =
      new MessageVerifier(
          REPLICAS,
          WINDOW,
          GENESIS,
          signed -> signature(signed.message()).equals(signed.signature()));
  private final Set<Integer> liars;
  private final List<TracedReplica> replicas = new ArrayList<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private double loss;
  private int cutOff = -1;
  private int requests;
  private long now;
  private long order;

  private record Due(long at, long order, Runnable action) {}

  /** What one request becomes: a batch of its own. */
  record Request(int number, Digest digest) implements Batch {
    Request(int number) {
      this(number, sha256("request " + number));
    }
  }

  TracedCluster(long seed, int interval, Set<Integer> liars) {
    this.random = new Random(seed);
    this.liars = liars;
    this.recorder = new Recorder(liars);
    var timeouts = new ReplicaConfig.Timeouts(100, 400, 600, 600, 5_000);
    for (ReplicaId id : REPLICAS.all()) {
      replicas.add(
          new TracedReplica(this, new ReplicaConfig(id, REPLICAS, WINDOW, interval, 2, timeouts)));
    }
    replicas.forEach(TracedReplica::start);
  }

  TracedReplica replica(int index) {
    return replicas.get(index);
  }

  /** The share of messages that the network loses from now on. */
  void loses(double share) {
    loss = share;
  }

  /** From now on the network carries nothing to or from this replica; none if below 0. */
  void cutsOff(int replica) {
    cutOff = replica;
  }

  /** A client hands a request to every replica that is up. */
  void request() {
    int request = ++requests;
    replicas.forEach(replica -> replica.offer(request));
  }

  void after(long delay, Runnable action) {
    queue.add(new Due(now + delay, order++, action));
  }

  void run(long millis) {
    long end = now + millis;
    while (!queue.isEmpty() && queue.peek().at() <= end) {
      Due due = queue.remove();
      now = due.at();
      due.action().run();
    }
    now = end;
  }

  void transmit(ReplicaId from, ReplicaId to, Envelope envelope) {
    if (random.nextDouble() < loss || from.index() == cutOff || to.index() == cutOff) {
      return;
    }
    Envelope sent = liars.contains(from.index()) ? lie(to, envelope) : envelope;
    if (verifier.verify(sent) instanceof Verification.Accepted<Envelope>(var verified)) {
      after(1 + random.nextInt(10), () -> replicas.get(to.index()).receive(from, verified));
    } else {
      throw new AssertionError("refused by the verifier: " + sent);
    }
  }

  /** A lying primary proposes something else to every other replica. */
  private static Envelope lie(ReplicaId to, Envelope envelope) {
    if (envelope instanceof Envelope.Proposal(Signed<PrePrepare> signed, Batch batch)
        && to.index() % 2 == 0) {
      PrePrepare m = signed.message();
      Request other = new Request(1_000 + ((Request) batch).number());
      return new Envelope.Proposal(
          signer().signed(new PrePrepare(m.view(), m.sequence(), other.digest(), m.replica())),
          other);
    }
    return envelope;
  }

  static Signer signer() {
    return TracedCluster::signature;
  }

  /** Who signs is in the message; nobody here signs for another. */
  private static SignatureBytes signature(Message message) {
    return SignatureBytes.of(
        ByteBuffer.allocate(8)
            .putInt(message.replica().index())
            .putInt(message.hashCode())
            .array());
  }

  static Digest sha256(String text) {
    try {
      return Digest.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A log as it is after joining at genesis. */
  static List<LogRecord> joined() {
    return List.of(new LogRecord.Joined(SequenceNumber.GENESIS));
  }
}
