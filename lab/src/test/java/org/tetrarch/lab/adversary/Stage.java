package org.tetrarch.lab.adversary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
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
import org.tetrarch.consensus.verify.MessageVerifier;
import org.tetrarch.consensus.verify.NewViewPlan;
import org.tetrarch.consensus.verify.Verification;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.network.DevelopmentNetwork;
import org.tetrarch.genesis.network.NewNetwork;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PrivateKey;
import org.tetrarch.ledger.crypto.PublicKey;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.core.PbftSetup;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.wire.ConsensusKeys;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.TransferBatch;

/**
 * A set of replicas with real keys, of which one is malicious: builds what they say, and records
 * what the malicious one does of its own accord.
 */
final class Stage implements Reach {
  private static final int ACCOUNTS = 3;

  private final NewNetwork network;
  private final List<ConsensusKeys> keys = new ArrayList<>();
  private final MessageVerifier verifier;
  private final ReplicaId self;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private final Map<ReplicaId, List<Frame>> sent = new TreeMap<>();
  private final List<byte[]> bytes = new ArrayList<>();
  private final List<byte[]> raw = new ArrayList<>();
  private final List<ReplicaId> disconnected = new ArrayList<>();
  private long knocks;
  private long now = 1_800_000_000_000L;
  private long tasksEver;

  private record Task(long at, long order, Runnable work) {}

  Stage(int replicas, int self) {
    network = DevelopmentNetwork.create(replicas, ACCOUNTS);
    this.self = ReplicaId.of(self);
    SigningDomain domain = genesis().signingDomain();
    List<PublicKey> validators = genesis().validators().stream().map(v -> v.publicKey()).toList();
    for (int i = 0; i < replicas; i++) {
      keys.add(
          new ConsensusKeys(domain, validators, ReplicaId.of(i), DevelopmentNetwork.nodeKey(i)));
    }
    verifier = PbftSetup.verifier(genesis(), domain, keys.get(self));
  }

  Genesis genesis() {
    return network.genesis();
  }

  MessageVerifier verifier() {
    return verifier;
  }

  Means means() {
    return new Means(
        genesis(),
        self,
        Optional.of(DevelopmentNetwork.nodeKey(self.index())),
        keys.get(self.index()),
        verifier,
        () -> now,
        new Random(1),
        this);
  }

  ReplicaId self() {
    return self;
  }

  /** Lets this much time pass, in which what was planned is done. */
  void pass(long millis) {
    long until = now + millis;
    while (!tasks.isEmpty() && tasks.peek().at() <= until) {
      Task next = tasks.remove();
      now = Math.max(now, next.at());
      next.work().run();
    }
    now = until;
  }

  @Override
  public void send(ReplicaId to, Frame frame) {
    sent.computeIfAbsent(to, replica -> new ArrayList<>()).add(frame);
  }

  @Override
  public void sendBytes(ReplicaId to, byte[] content) {
    bytes.add(content);
  }

  @Override
  public void sendRaw(ReplicaId to, byte[] content) {
    raw.add(content);
  }

  @Override
  public void disconnect(ReplicaId peer) {
    disconnected.add(peer);
  }

  @Override
  public void knock(ReplicaId peer, int connections) {
    knocks += connections;
  }

  @Override
  public void later(long delayMillis, Runnable task) {
    tasks.add(new Task(now + delayMillis, tasksEver++, task));
  }

  /** What was sent to a replica of the misbehaviour's own accord. */
  List<Frame> sent(int to) {
    return sent.getOrDefault(ReplicaId.of(to), List.of());
  }

  List<byte[]> bytes() {
    return bytes;
  }

  List<byte[]> raw() {
    return raw;
  }

  List<ReplicaId> disconnected() {
    return disconnected;
  }

  long knocks() {
    return knocks;
  }

  /** A statement as a frame, signed by the replica that makes it. */
  Frame says(Message message) {
    return new Frame.Consensus(new Envelope.Statement(signed(message)));
  }

  <M extends Message> Signed<M> signed(M message) {
    return keys.get(message.replica().index()).signed(message);
  }

  Frame proposal(long view, long sequence, TransferBatch batch) {
    View in = View.of(view);
    PrePrepare assignment =
        new PrePrepare(
            in, SequenceNumber.of(sequence), batch.digest(), means().replicas().primary(in));
    return new Frame.Consensus(new Envelope.Proposal(signed(assignment), batch));
  }

  /** A batch of one transfer of each of the accounts, in their order. */
  TransferBatch batch(long nonce) {
    List<SignedTransaction> transfers = new ArrayList<>();
    for (PrivateKey key : DevelopmentNetwork.accountKeys(ACCOUNTS)) {
      transfers.add(transfer(key, nonce));
    }
    return new TransferBatch(now, genesis().validatorAddresses().get(self.index()), transfers);
  }

  /** An honest batch of a primary: one transfer of each account. */
  TransferBatch batchOf(long nonce, int proposer) {
    TransferBatch own = batch(nonce);
    return new TransferBatch(
        own.timestampMillis(), genesis().validatorAddresses().get(proposer), own.transactions());
  }

  SignedTransaction transfer(PrivateKey from, long nonce) {
    return UnsignedTransaction.dynamicFee(genesis().chainId())
        .nonce(nonce)
        .maxFeePerGas(Wei.gwei(2))
        .maxPriorityFeePerGas(Wei.gwei(1))
        .value(Wei.coins(1))
        .to(Address.ZERO)
        .sign(from);
  }

  Frame prepare(long view, long sequence, Digest digest, int replica) {
    return says(
        new Prepare(View.of(view), SequenceNumber.of(sequence), digest, ReplicaId.of(replica)));
  }

  Frame commit(long view, long sequence, Digest digest, int replica) {
    return says(
        new Commit(View.of(view), SequenceNumber.of(sequence), digest, ReplicaId.of(replica)));
  }

  Frame checkpoint(long sequence, Digest state, int replica) {
    return says(checkpointOf(sequence, state, replica));
  }

  static Checkpoint checkpointOf(long sequence, Digest state, int replica) {
    return new Checkpoint(SequenceNumber.of(sequence), state, ReplicaId.of(replica));
  }

  /** Genesis, or a checkpoint that the first q replicas signed. */
  StableCheckpoint stable(long sequence, Digest state) {
    if (sequence == 0) {
      return StableCheckpoint.genesis(Digest.of(genesis().hash().toBytes()));
    }
    List<Signed<Checkpoint>> proof = new ArrayList<>();
    for (int i = 0; i < means().replicas().quorum(); i++) {
      proof.add(signed(checkpointOf(sequence, state, i)));
    }
    return new StableCheckpoint(SequenceNumber.of(sequence), state, proof);
  }

  Frame status(long view, long executed, StableCheckpoint stable, int replica) {
    return says(
        new Status(
            View.of(view),
            Status.Mode.ACTIVE,
            SequenceNumber.of(executed),
            stable,
            false,
            ReplicaId.of(replica)));
  }

  /** What the first q−1 backups of the view prepared. */
  PreparedCertificate prepared(long view, long sequence, Digest digest) {
    ReplicaId primary = means().replicas().primary(View.of(view));
    PrePrepare assignment =
        new PrePrepare(View.of(view), SequenceNumber.of(sequence), digest, primary);
    List<Signed<Prepare>> prepares = new ArrayList<>();
    for (ReplicaId backup : means().replicas().all()) {
      if (!backup.equals(primary) && prepares.size() < means().replicas().quorum() - 1) {
        prepares.add(
            signed(new Prepare(View.of(view), SequenceNumber.of(sequence), digest, backup)));
      }
    }
    return new PreparedCertificate(signed(assignment), prepares);
  }

  ViewChange viewChange(long view, List<PreparedCertificate> prepared, int replica) {
    return new ViewChange(
        View.of(view), stable(0, Digest.NULL_REQUEST), prepared, ReplicaId.of(replica));
  }

  /** The honest NEW-VIEW of the first q replicas' view changes. */
  NewView newView(long view, List<PreparedCertificate> prepared) {
    List<Signed<ViewChange>> demands = new ArrayList<>();
    for (int i = 0; i < means().replicas().quorum(); i++) {
      demands.add(signed(viewChange(view, prepared, i)));
    }
    return newViewOf(view, demands);
  }

  NewView newViewOf(long view, List<Signed<ViewChange>> demands) {
    ReplicaId primary = means().replicas().primary(View.of(view));
    List<Signed<PrePrepare>> assignments =
        NewViewPlan.of(demands.stream().map(Signed::message).toList())
            .prePrepares(View.of(view), primary)
            .stream()
            .map(this::signed)
            .toList();
    return new NewView(View.of(view), demands, assignments, primary);
  }

  /** Whether a replica's edge lets a frame in. */
  boolean valid(Frame frame) {
    return !(frame instanceof Frame.Consensus(Envelope envelope))
        || verifier.verify(envelope) instanceof Verification.Accepted<Envelope>;
  }

  static Digest digest(int number) {
    byte[] bytes = new byte[Digest.LENGTH];
    bytes[Digest.LENGTH - 1] = (byte) number;
    return Digest.of(bytes);
  }

  /** What the frames say, of one kind. */
  static <M extends Message> List<M> said(List<Frame> frames, Class<M> kind) {
    return frames.stream()
        .filter(Frame.Consensus.class::isInstance)
        .map(frame -> ((Frame.Consensus) frame).envelope().signed().message())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
