package org.tetrarch.lab.simulator;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.tetrarch.consensus.ReplicaStatus;
import org.tetrarch.consensus.message.Status;
import org.tetrarch.lab.simulator.disk.DiskFaults;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.lab.simulator.network.Link;
import org.tetrarch.node.execution.ChainHead;
import org.tetrarch.node.plugin.Misbehaviour;

/**
 * One run: at first things go wrong, as the plan says; then everything is mended but the liars, and
 * all that was submitted must become final at every correct replica.
 */
public final class Run {
  /** INV-10: how many times the base view timeout all may take after everything is mended. */
  public static final int PATIENCE = 60;

  private static final int STEP_MILLIS = 500;
  private static final int INSIST_EVERY = 3;

  private final Plan plan;
  private final World world;
  private final SplittableRandom random;

  /**
   * @param misbehaviours all that the plan may name
   */
  public Run(Plan plan, Trace trace, List<Misbehaviour> misbehaviours) {
    this.plan = plan;
    this.world = new World(plan, trace, misbehaviours);
    this.random = world.random();
  }

  /** The same plan gives the same outcome, and the same trace, byte by byte. */
  public Outcome run() {
    try {
      begin();
      for (int round = 0; round < plan.rounds(); round++) {
        shakeNetwork();
        world.nodes().forEach(this::shake);
        plan.liars().forEach(this::lie);
        for (int i = random.nextInt(5); i > 0; i--) {
          world.clients().act();
        }
        world.timeline().run(100 + random.nextInt(1_400));
      }
      mend();
      long mended = world.timeline().now();
      converge();
      long converged = world.timeline().now();
      settle();
      new Judgement(world).pronounce();
      world
          .statistics()
          .finished(
              world.agreement().highest(),
              world.clients().included(),
              world.timeline(),
              converged - mended);
      return new Outcome(plan, world.statistics(), Optional.empty());
    } catch (Violation violation) {
      return new Outcome(plan, world.statistics(), Optional.of(violation));
    } catch (RuntimeException e) {
      Violation defect = new Violation("defect", "the simulation itself fails: " + e, e);
      return new Outcome(plan, world.statistics(), Optional.of(defect));
    }
  }

  private boolean has(Fault fault) {
    return plan.faults().contains(fault);
  }

  private void struck(Fault fault) {
    world.statistics().struck(fault);
  }

  private void begin() {
    plan.liars().forEach(liar -> world.node(liar).misbehave(null));
    for (SimulatedNode node : world.nodes()) {
      node.start();
    }
    plan.liars().forEach(this::lie);
    // Who comes late to a chain that has begun must take itself for wiped.
    world.timeline().run(3_000);
  }

  private void shakeNetwork() {
    int sides = random.nextInt(1 << plan.n());
    boolean partition = has(Fault.PARTITION) && random.nextInt(3) == 0;
    boolean oneWay = random.nextInt(3) == 0;
    for (int from = 0; from < plan.n(); from++) {
      for (int to = 0; to < plan.n(); to++) {
        boolean out = ((sides >> from) & 1) != 0;
        boolean in = ((sides >> to) & 1) != 0;
        boolean cut = partition && out != in && (out || !oneWay);
        world.network().link(from, to, cut ? Link.CUT : link());
      }
    }
    if (partition) {
      struck(Fault.PARTITION);
      note(
          () ->
              "%s cannot reach %s%s"
                  .formatted(
                      side(sides, true),
                      side(sides, false),
                      oneWay ? "" : ", nor the other way round"));
    }
  }

  private String side(int sides, boolean which) {
    return world.nodes().stream()
        .filter(node -> ((sides >> node.index()) & 1) != 0 == which)
        .map(SimulatedNode::name)
        .toList()
        .toString();
  }

  private void note(Supplier<String> what) {
    world.trace().note(world.timeline().now(), "all", what);
  }

  private Link link() {
    if (!has(Fault.NETWORK)) {
      return Link.GOOD;
    }
    struck(Fault.NETWORK);
    boolean bad = random.nextInt(3) == 0;
    return new Link(
        bad ? random.nextDouble() * 0.4 : 0,
        random.nextDouble() * 0.1,
        1,
        1 + random.nextInt(bad ? 400 : 60),
        random.nextBoolean(),
        false);
  }

  private void shake(SimulatedNode node) {
    if (node.paused()) {
      if (random.nextInt(3) == 0) {
        node.resume();
      }
      return;
    }
    if (!node.up()) {
      if (random.nextInt(2) == 0) {
        node.disk().faults().full(false);
        node.start();
      }
      return;
    }
    switch (random.nextInt(14)) {
      case 0 -> crash(node);
      case 1, 2 -> crashAtWrite(node);
      case 3 -> losePower(node);
      case 4 -> failDisk(node);
      case 5 -> pause(node);
      case 6 -> loseData(node);
      default -> {}
    }
  }

  private void crash(SimulatedNode node) {
    if (has(Fault.CRASH)) {
      node.crash();
    }
  }

  private void crashAtWrite(SimulatedNode node) {
    if (has(Fault.CRASH)) {
      node.disk().faults().crashAtWrite(random.nextInt(8));
    }
  }

  private void losePower(SimulatedNode node) {
    if (has(Fault.POWER)) {
      struck(Fault.POWER);
      node.losePower();
    }
  }

  private void failDisk(SimulatedNode node) {
    if (has(Fault.DISK)) {
      DiskFaults faults = node.disk().faults();
      switch (random.nextInt(3)) {
        case 0 -> faults.full(true);
        case 1 -> faults.failWrite(random.nextInt(6));
        default -> faults.failRead(random.nextInt(30));
      }
    }
  }

  private void pause(SimulatedNode node) {
    if (has(Fault.PAUSE)) {
      struck(Fault.PAUSE);
      node.pause();
    }
  }

  private void loseData(SimulatedNode node) {
    if (plan.losers().contains(node.index())) {
      struck(Fault.DATA_LOSS);
      if (random.nextBoolean()) {
        node.wipe();
      } else {
        node.damage();
      }
    }
  }

  /** A liar goes on as it is, or does something else. */
  private void lie(int liar) {
    if (random.nextInt(3) == 0) {
      return;
    }
    world.node(liar).misbehave(world.lies().draw(random));
  }

  private void mend() {
    note(() -> "everything is mended");
    world.network().heal();
    for (SimulatedNode node : world.nodes()) {
      node.disk().faults().mend();
      node.resume();
      node.start();
    }
  }

  private void converge() {
    world.clients().insist();
    int wishes = world.clients().wishes();
    long limit = patience();
    for (int step = 1; !converged(wishes); step++) {
      if (world.timeline().now() > limit) {
        throw new Violation("INV-10", "not final everywhere in time: " + describe(wishes));
      }
      if (step % INSIST_EVERY == 0) {
        world.clients().insist();
        plan.liars().stream().filter(liar -> random.nextInt(4) == 0).forEach(this::lie);
      }
      world.timeline().run(STEP_MILLIS);
      restartThoseThatEnded();
    }
  }

  /** Nobody sends anything any more, and what was executed gets its certificate all the same. */
  private void settle() {
    long limit = patience();
    while (!settled()) {
      if (world.timeline().now() > limit) {
        throw new Violation("INV-10", "not certified everywhere in time: " + describe(0));
      }
      world.timeline().run(STEP_MILLIS);
      restartThoseThatEnded();
    }
  }

  private long patience() {
    return world.timeline().now() + (long) PATIENCE * plan.pbft().viewChangeTimeoutMillis();
  }

  private boolean settled() {
    long height = world.agreement().highest();
    return world.correct().stream()
        .allMatch(node -> node.up() && head(node).certifiedHeight() >= height);
  }

  /** What an operator does with a process that has ended itself. */
  private void restartThoseThatEnded() {
    world.nodes().forEach(SimulatedNode::start);
  }

  private boolean converged(int wishes) {
    long height = world.clients().doneAt(wishes);
    return height >= 0
        && world.correct().stream()
            .allMatch(node -> node.up() && head(node).height() >= height && votes(node));
  }

  private static boolean votes(SimulatedNode node) {
    Life life = node.life();
    return life != null && life.core().loop().status().mode() != Status.Mode.ABSTAINING;
  }

  private static ChainHead head(SimulatedNode node) {
    return node.core().executor().head();
  }

  private String describe(int wishes) {
    StringBuilder text = new StringBuilder("open: " + world.clients().open(wishes));
    for (SimulatedNode node : world.nodes()) {
      Life life = node.life();
      text.append("; ").append(node.name());
      if (life == null) {
        text.append(" is down");
      } else {
        ReplicaStatus status = life.core().loop().status();
        text.append(
            " %s %s, executed %s, stable %s, floor %d%s"
                .formatted(
                    status.view(),
                    status.mode(),
                    status.executed(),
                    status.stable().sequence(),
                    status.voteFloor(),
                    node.faulty() ? ", lies" : ""));
      }
    }
    return text.toString();
  }
}
