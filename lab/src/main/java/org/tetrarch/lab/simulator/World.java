package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tetrarch.consensus.message.Evidence;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.lab.simulator.monitor.Agreement;
import org.tetrarch.lab.simulator.monitor.Bounded;
import org.tetrarch.lab.simulator.monitor.CarriedForward;
import org.tetrarch.lab.simulator.monitor.Coins;
import org.tetrarch.lab.simulator.monitor.ForwardOnly;
import org.tetrarch.lab.simulator.monitor.HonestReads;
import org.tetrarch.lab.simulator.monitor.Monitor;
import org.tetrarch.lab.simulator.monitor.OneVoice;
import org.tetrarch.lab.simulator.monitor.Replay;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.lab.simulator.network.SimulatedNetwork;
import org.tetrarch.node.core.PbftSetup;
import org.tetrarch.node.mempool.MempoolLimits;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.runtime.LoopThread;
import org.tetrarch.node.storage.ConsensusLog;
import org.tetrarch.node.storage.EvidenceStore;

/** Everything there is in one run: time, nodes, the network between them, clients, and monitors. */
final class World {
  private static final long DAY_MILLIS = 86_400_000;
  private static final int RECONNECT_MILLIS = 200;

  private final Plan plan;
  private final Trace trace;
  private final Lies lies;
  private final Setting setting;
  private final Timeline timeline = new Timeline();
  private final Statistics statistics = new Statistics();
  private final SplittableRandom random;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final SimulatedNetwork network;
  private final Clients clients;
  private final Agreement agreement = new Agreement();
  private final OneVoice oneVoice = new OneVoice();
  private final Coins coins;
  private final HonestReads honestReads;
  private final Replay replay;
  private final List<Monitor> monitors;

  World(Plan plan, Trace trace, List<Misbehaviour> misbehaviours) {
    this(plan, trace, misbehaviours, true);
  }

  /**
   * @param watched whether the monitors end the run at the first broken invariant; else it goes on
   */
  World(Plan plan, Trace trace, List<Misbehaviour> misbehaviours, boolean watched) {
    this.plan = plan;
    this.trace = trace;
    lies = new Lies(plan.behaviours(), misbehaviours, statistics);
    setting = new Setting(plan.n(), plan.pbft());
    // Another stream than that which the plan was drawn from.
    random = new SplittableRandom(~plan.seed());
    statistics.ofRun(plan.n());
    for (int i = 0; i < plan.n(); i++) {
      nodes.add(new SimulatedNode(this, i, clock(), random.split()));
    }
    network =
        new SimulatedNetwork(
            timeline,
            random.split(),
            plan.n(),
            (to, from, content) -> nodes.get(to).receive(from, content));
    clients = new Clients(this, random.split());
    coins = new Coins(setting.genesis());
    honestReads = new HonestReads(setting.genesis());
    replay = new Replay(setting.genesis());
    monitors = watched ? watching() : List.of(clients);
  }

  private List<Monitor> watching() {
    return List.of(
        agreement,
        oneVoice,
        new CarriedForward(setting.genesis().quorum(), plan.liars().size()),
        new ForwardOnly(),
        coins,
        honestReads,
        replay,
        bounded(),
        clients,
        new Accusations());
  }

  private Bounded bounded() {
    return new Bounded(
        PbftSetup.config(setting.genesis(), ReplicaId.of(0)),
        new Bounded.Limits(
            MempoolLimits.DEFAULT.total(),
            LoopThread.INBOX,
            ConsensusLog.PRUNED_AT_ONCE,
            EvidenceStore.MAX_PER_CULPRIT));
  }

  private MachineClock clock() {
    if (!plan.faults().contains(Fault.CLOCK)) {
      return new MachineClock(0, 1);
    }
    statistics.struck(Fault.CLOCK);
    return new MachineClock(random.nextLong(-5_000, 5_000), 1 + (random.nextDouble() - 0.5) / 50);
  }

  Plan plan() {
    return plan;
  }

  Trace trace() {
    return trace;
  }

  Lies lies() {
    return lies;
  }

  Setting setting() {
    return setting;
  }

  Timeline timeline() {
    return timeline;
  }

  Statistics statistics() {
    return statistics;
  }

  SplittableRandom random() {
    return random;
  }

  SimulatedNetwork network() {
    return network;
  }

  Clients clients() {
    return clients;
  }

  Agreement agreement() {
    return agreement;
  }

  Coins coins() {
    return coins;
  }

  HonestReads honestReads() {
    return honestReads;
  }

  Replay replay() {
    return replay;
  }

  List<Monitor> monitors() {
    return monitors;
  }

  int n() {
    return plan.n();
  }

  SimulatedNode node(int index) {
    return nodes.get(index);
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  List<SimulatedNode> correct() {
    return nodes.stream().filter(node -> !plan.liars().contains(node.index())).toList();
  }

  /** Unix time at the beginning, on a machine whose clock is right. */
  long startMillis() {
    return setting.genesis().timestamp() * 1000 + DAY_MILLIS;
  }

  /** A node has started: it and the others that are up find each other. */
  void connected(SimulatedNode started) {
    for (SimulatedNode other : nodes) {
      if (other.index() != started.index()) {
        meet(started, other);
        meet(other, started);
      }
    }
  }

  private static void meet(SimulatedNode one, SimulatedNode other) {
    Life life = one.life();
    if (life != null && other.up()) {
      one.later(life, 1, () -> life.connected(other.index()));
    }
  }

  /** A connection breaks, and is made again some time later. */
  void disconnect(int one, int other) {
    network.disconnect(one, other);
    timeline.after(
        RECONNECT_MILLIS,
        () -> {
          meet(nodes.get(one), nodes.get(other));
          meet(nodes.get(other), nodes.get(one));
        });
  }

  /** No correct replica is ever accused: half of INV-14. */
  private final class Accusations implements Monitor {
    @Override
    public void accused(int replica, Evidence evidence) {
      statistics.accused();
      int culprit = evidence.culprit().index();
      if (!plan.liars().contains(culprit) && !oneVoice.excuses(culprit)) {
        throw new Violation("INV-14", "node" + replica + " accuses a correct replica: " + evidence);
      }
    }
  }
}
