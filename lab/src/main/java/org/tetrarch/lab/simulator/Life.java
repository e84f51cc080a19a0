package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.consensus.message.Envelope;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.message.Message;
import org.tetrarch.consensus.message.Signer;
import org.tetrarch.consensus.number.View;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.lab.simulator.monitor.Holdings;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.core.CoreListener;
import org.tetrarch.node.core.NodeCore;
import org.tetrarch.node.core.Platform;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.mempool.Mempool;
import org.tetrarch.node.network.FrameInspector;
import org.tetrarch.node.network.RawFrame;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.plugin.Lab;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.plugin.Reach;
import org.tetrarch.node.runtime.Inbox;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameKind;

/** One process of a node, from start to end: the production node on a virtual platform. */
final class Life implements Inbox, CoreListener {
  /** As the production loop takes them. */
  private static final int MOST_IN_A_TURN = 256;

  private static final int TIDY_MILLIS = 1_000;

  private final World world;
  private final SimulatedNode node;
  private final NodeCore core;
  private final Lab lab;
  private final SharedInspector inspector;
  private final List<Runnable> inbox = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private boolean turnPlanned;
  private long wakeAt = Long.MAX_VALUE;
  private long executionFreeAt;
  private boolean ended;

  Life(World world, SimulatedNode node, ReplicaStores stores) {
    this.world = world;
    this.node = node;
    inspector = world.setting().inspector();
    Signer signer = world.setting().keys(node.index());
    Means means =
        new Means(
            world.setting().genesis(),
            node.id(),
            Optional.of(world.setting().key(node.index())),
            signer,
            world.setting().verifier(),
            this::wall,
            node.random(),
            new Hands());
    lab = new Lab(means, new Wire(), world.lies().known());
    Platform platform =
        new Platform(
            this::wall,
            this::steady,
            this,
            (execution, failures) -> Executor.on(this::execute, execution, failures),
            task -> node.later(this, delay(), task),
            lab,
            lab::proposal);
    core =
        new NodeCore(
            world.setting().genesis(),
            node.id(),
            signer,
            world.setting().verifier(),
            stores,
            platform,
            this);
  }

  void begin() {
    happened(new Input.Started());
    node.later(this, TIDY_MILLIS, this::tidy);
  }

  private void tidy() {
    core.tidy();
    node.later(this, TIDY_MILLIS, this::tidy);
  }

  void misbehave(@Nullable Misbehaviour chosen) {
    if (chosen == null) {
      lab.clear();
    } else if (!lab.set(chosen.name())) {
      throw new IllegalArgumentException("unknown misbehaviour " + chosen.name());
    }
  }

  void end() {
    ended = true;
  }

  NodeCore core() {
    return core;
  }

  void submit(SignedTransaction transaction) {
    var unused = core.submit(transaction);
  }

  void connected(int peer) {
    core.onConnected(ReplicaId.of(peer));
  }

  /** As the edge of a real node does: size, form and signatures before anything else. */
  void receive(int from, byte[] content) {
    ReplicaId peer = ReplicaId.of(from);
    FrameKind kind = content.length == 0 ? null : FrameKind.of(content[0]).orElse(null);
    if (kind == null || content.length > kind.maxBytes()) {
      world.disconnect(node.index(), from);
      return;
    }
    if (kind == FrameKind.KEEPALIVE) {
      return;
    }
    switch (inspector.inspect(peer, node.id(), new RawFrame(kind, content))) {
      case FrameInspector.Finding.Consensus(var envelope) -> {
        if (lab.lets(peer, new Frame.Consensus(envelope.value()))) {
          core.onConsensus(peer, envelope);
        }
      }
      case FrameInspector.Finding.Other(Frame frame) -> {
        if (lab.lets(peer, frame)) {
          core.onFrame(peer, frame);
        }
      }
      case FrameInspector.Finding.Refused(String label, String reason) ->
          node.trace(() -> "refuses a frame of " + peer + ": " + reason);
    }
  }

  @Override
  public void happened(Input input) {
    put(() -> inputs.add(input));
  }

  @Override
  public void onLoop(Runnable task) {
    put(task);
  }

  private void put(Runnable event) {
    inbox.add(event);
    planTurn();
  }

  private void planTurn() {
    if (!turnPlanned) {
      turnPlanned = true;
      // What comes meanwhile shares the turn, and its sync.
      node.later(this, node.random().nextInt(2), this::turn);
    }
  }

  private void turn() {
    turnPlanned = false;
    List<Runnable> taken = List.copyOf(inbox.subList(0, Math.min(MOST_IN_A_TURN, inbox.size())));
    inbox.subList(0, taken.size()).clear();
    taken.forEach(Runnable::run);
    List<Input> turned = List.copyOf(inputs);
    inputs.clear();
    try {
      core.loop().turn(turned, steady());
    } catch (StorageException e) {
      node.failed(e.getMessage(), e.reason());
      return;
    }
    if (!inbox.isEmpty()) {
      planTurn();
    }
    planWake();
  }

  private void planWake() {
    OptionalLong next = core.loop().nextTimer();
    long now = world.timeline().now();
    if (next.isPresent()) {
      long at = now + node.clock().until(next.getAsLong(), now);
      if (at < wakeAt || wakeAt <= now) {
        wakeAt = at;
        node.later(this, at - now, this::planTurn);
      }
    }
  }

  private void execute(Runnable task) {
    long now = world.timeline().now();
    executionFreeAt = Math.max(now, executionFreeAt) + delay();
    node.later(this, executionFreeAt - now, task);
  }

  private int delay() {
    return node.random().nextInt(3);
  }

  private long wall() {
    return node.clock().wall(world.startMillis(), world.timeline().now());
  }

  private long steady() {
    return node.clock().steady(world.timeline().now());
  }

  @Override
  public void pending(SignedTransaction transaction) {}

  @Override
  public void executed(ExecutedBlock executed) {
    node.trace(
        () ->
            "executes block %d with %d transfers, %s"
                .formatted(
                    executed.block().number(),
                    executed.block().transactions().size(),
                    FrameText.brief(executed.block().hash())));
    if (!node.faulty()) {
      world.monitors().forEach(monitor -> monitor.executed(node.index(), executed));
    }
  }

  @Override
  public void certified(Certificate certificate) {
    node.trace(
        () ->
            "certified %d by %s"
                .formatted(certificate.height(), certificate.signatures().keySet()));
    if (!node.faulty()) {
      world.monitors().forEach(monitor -> monitor.certified(node.index(), certificate));
    }
  }

  @Override
  public void viewEntered(View view, ReplicaId primary) {
    node.trace(() -> "enters " + view);
    world.statistics().viewEntered(view);
  }

  @Override
  public void misbehaviour(Evidence evidence) {
    node.trace(() -> "proves that " + evidence.culprit() + " lies: " + evidence.subject());
    if (!node.faulty()) {
      world.monitors().forEach(monitor -> monitor.accused(node.index(), evidence));
    }
  }

  @Override
  public void halted(String invariant, String reason) {
    node.trace("halts: " + invariant + ": " + reason);
    if (!node.faulty()) {
      throw new Violation(invariant, node.name() + " halts: " + reason);
    }
  }

  @Override
  public void executionHalted(String invariant, String reason) {
    halted(invariant, reason);
    node.failed(invariant + ": " + reason, null);
  }

  @Override
  public void storageFailed(StorageException cause) {
    node.failed(cause.getMessage(), cause.reason());
  }

  @Override
  public void status(ReplicaStatus status) {
    if (!node.faulty()) {
      Holdings holdings = holdings();
      world
          .monitors()
          .forEach(
              monitor -> {
                monitor.status(node.index(), status);
                monitor.holds(node.index(), holdings);
              });
    }
  }

  private Holdings holdings() {
    Mempool.Size pool = core.mempool().size();
    return new Holdings(
        core.loop().footprint(),
        pool.ready() + pool.queued(),
        inbox.size(),
        core.stores().log().records(),
        core.stores().evidence().size());
  }

  private void says(Frame frame) {
    if (!node.faulty() && frame instanceof Frame.Consensus(Envelope envelope)) {
      Message statement = envelope.signed().message();
      if (statement.replica().equals(node.id())) {
        world.monitors().forEach(monitor -> monitor.says(node.index(), statement));
      }
    }
  }

  private void sends(String to, Frame frame) {
    node.trace(() -> "-> " + to + " " + FrameText.of(frame, node.id()));
  }

  /** The node's sockets. */
  private final class Wire implements Transport {
    @Override
    public void send(ReplicaId to, Frame frame) {
      says(frame);
      if (!ended) {
        sends("node" + to.index(), frame);
        world.network().send(node.index(), to.index(), world.setting().codec().encode(frame));
      }
    }

    @Override
    public void broadcast(Frame frame) {
      says(frame);
      if (ended) {
        return;
      }
      sends("all", frame);
      byte[] content = world.setting().codec().encode(frame);
      for (int to = 0; to < world.n(); to++) {
        if (to != node.index()) {
          world.network().send(node.index(), to, content);
        }
      }
    }
  }

  /** What a misbehaviour can reach. */
  private final class Hands implements Reach {
    @Override
    public void send(ReplicaId to, Frame frame) {
      new Wire().send(to, frame);
    }

    @Override
    public void sendBytes(ReplicaId to, byte[] content) {
      if (!ended) {
        node.trace(() -> "-> " + to + " " + content.length + " bytes");
        world.network().send(node.index(), to.index(), content);
      }
    }

    @Override
    public void disconnect(ReplicaId peer) {
      world.disconnect(node.index(), peer.index());
    }

    @Override
    public void later(long delayMillis, Runnable task) {
      node.later(Life.this, delayMillis, task);
    }
  }
}
