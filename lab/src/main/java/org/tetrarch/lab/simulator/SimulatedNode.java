package org.tetrarch.lab.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.lab.simulator.disk.DiskFault;
import org.tetrarch.lab.simulator.disk.PowerLoss;
import org.tetrarch.lab.simulator.disk.SimulatedDisk;
import org.tetrarch.lab.simulator.monitor.Violation;
import org.tetrarch.node.core.NodeCore;
import org.tetrarch.node.core.ReplicaStores;
import org.tetrarch.node.plugin.Misbehaviour;
import org.tetrarch.node.storage.StorageException;

/**
 * One node of a run: a machine with a disk and a clock of its own, and, while it is up, a {@link
 * Life}: the node's process.
 */
final class SimulatedNode {
  /** What a stopped process can have in its sockets; the rest is lost. */
  private static final int HELD_WHILE_PAUSED = 2_000;

  private final World world;
  private final int index;
  private final String name;
  private final SimulatedDisk disk;
  private final MachineClock clock;
  private final SplittableGenerator random;
  private final List<Runnable> held = new ArrayList<>();
  private @Nullable Life life;
  private @Nullable Misbehaviour misbehaviour;
  private boolean faulty;
  private boolean paused;
  private int framesHeld;

  SimulatedNode(World world, int index, MachineClock clock, SplittableGenerator random) {
    this.world = world;
    this.index = index;
    this.clock = clock;
    this.random = random;
    this.name = "node" + index;
    this.disk = new SimulatedDisk(random.split(), this::struck);
  }

  int index() {
    return index;
  }

  ReplicaId id() {
    return ReplicaId.of(index);
  }

  String name() {
    return name;
  }

  SimulatedDisk disk() {
    return disk;
  }

  MachineClock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  boolean up() {
    return life != null;
  }

  boolean paused() {
    return paused;
  }

  /** Whether it is one of those that lie at some time in this run: nothing is asked of it. */
  boolean faulty() {
    return faulty;
  }

  @Nullable Life life() {
    return life;
  }

  /**
   * The node itself.
   *
   * @throws IllegalStateException if it is down
   */
  NodeCore core() {
    Life current = life;
    if (current == null) {
      throw new IllegalStateException(name + " is down");
    }
    return current.core();
  }

  void trace(String what) {
    trace(() -> what);
  }

  void trace(Supplier<String> what) {
    world.trace().note(world.timeline().now(), name, what);
  }

  private void struck(DiskFault fault) {
    trace(() -> "disk: " + fault.label());
    world.statistics().struck(fault);
  }

  /** From now on, in this life and later ones; null lets it be honest. */
  void misbehave(@Nullable Misbehaviour chosen) {
    faulty = true;
    misbehaviour = chosen;
    trace(chosen == null ? "is honest at first" : "misbehaves: " + chosen.name());
    if (life != null) {
      life.misbehave(chosen);
    }
  }

  void start() {
    if (life != null) {
      return;
    }
    try {
      Reopening reopening = new Reopening(world, this);
      ReplicaStores stores =
          ReplicaStores.open(
              world.setting().genesis(), disk.open(), world.setting().transactions());
      Life begun = new Life(world, this, stores);
      life = begun;
      trace("starts at block " + stores.chain().tip().height());
      if (!faulty) {
        reopening.compareWith(stores);
      }
      if (misbehaviour != null) {
        begun.misbehave(misbehaviour);
      }
      begun.begin();
      world.connected(this);
    } catch (PowerLoss e) {
      crash();
    } catch (StorageException e) {
      failed(e.getMessage(), e.reason());
    }
  }

  /** The process is killed: what it wrote is there, synced or not. */
  void crash() {
    trace("crashes");
    world.statistics().struck(Fault.CRASH);
    end();
  }

  /** The machine loses its power. */
  void losePower() {
    trace("loses power");
    end();
    disk.losePower();
  }

  private void end() {
    if (life != null) {
      life.end();
    }
    life = null;
    paused = false;
    held.clear();
  }

  /** The process has ended itself, with these words. */
  void failed(String reason, StorageException.@Nullable Reason cause) {
    trace("ends: " + reason);
    if (cause == StorageException.Reason.FAILED || cause == StorageException.Reason.DISK_FULL) {
      world.statistics().struck(Fault.DISK);
    }
    end();
    if (cause == StorageException.Reason.CORRUPTED) {
      // As the message says: the operator moves the directory away.
      wipe();
    }
  }

  /** Its directory is removed. */
  void wipe() {
    trace("loses its directory");
    end();
    disk.wipe();
    markLost();
  }

  /** Its files are damaged while it is down. */
  void damage() {
    end();
    String what = disk.damage();
    trace("finds its disk damaged: " + what);
    markLost();
  }

  private void markLost() {
    if (!faulty) {
      world.monitors().forEach(monitor -> monitor.lostData(index));
    }
  }

  /** SIGSTOP. */
  void pause() {
    if (life != null && !paused) {
      trace("is paused");
      paused = true;
      framesHeld = 0;
    }
  }

  /** SIGCONT. */
  void resume() {
    if (paused) {
      trace("is resumed");
      paused = false;
      List<Runnable> waiting = List.copyOf(held);
      held.clear();
      waiting.forEach(Runnable::run);
    }
  }

  void receive(int from, byte[] content) {
    Life current = life;
    if (current == null) {
      return;
    }
    if (paused && framesHeld++ >= HELD_WHILE_PAUSED) {
      return;
    }
    during(current, () -> current.receive(from, content));
  }

  /** Lets the process do something later, if it is the same process then. */
  void later(Life of, long delayMillis, Runnable task) {
    world.timeline().after(delayMillis, () -> during(of, task));
  }

  /** Lets the process do something, unless it has ended; once it is resumed if it is paused. */
  void during(Life of, Runnable task) {
    if (!of.equals(life)) {
      return;
    }
    if (paused) {
      held.add(() -> during(of, task));
      return;
    }
    try {
      task.run();
    } catch (PowerLoss e) {
      crash();
    } catch (RuntimeException e) {
      if (!faulty) {
        throw new Violation("defect", name() + " fails: " + e, e);
      }
      failed("the liar stumbles over " + e, null);
    }
  }
}
