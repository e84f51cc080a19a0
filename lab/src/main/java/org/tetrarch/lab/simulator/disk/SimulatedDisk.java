package org.tetrarch.lab.simulator.disk;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.tetrarch.node.storage.HeadFile;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.ReplicaDisk;

/** The disk of one simulated node. It outlives the node's processes, and fails when told to. */
public final class SimulatedDisk {
  private final DiskFaults faults;
  private final SimulatedStore chain;
  private final SimulatedStore log;
  private final SimulatedHeadFile head;

  /**
   * @param struck is told of each fault as soon as it has an effect
   */
  public SimulatedDisk(RandomGenerator random, Consumer<DiskFault> struck) {
    faults = new DiskFaults(random, struck);
    chain = new SimulatedStore(faults);
    log = new SimulatedStore(faults);
    head = new SimulatedHeadFile(faults);
  }

  public DiskFaults faults() {
    return faults;
  }

  /** What a process that has just started sees of it. */
  public ReplicaDisk open() {
    return new ReplicaDisk() {
      @Override
      public KeyValueStore openChain() {
        return chain.open();
      }

      @Override
      public KeyValueStore openLog() {
        return log.open();
      }

      @Override
      public HeadFile openLogHead() {
        return head.open();
      }

      @Override
      public void close() {}
    };
  }

  /** Another disk with the same content, on which nothing goes wrong. */
  public SimulatedDisk copy() {
    SimulatedDisk copy = new SimulatedDisk(faults.random(), fault -> {});
    copy.chain.takeOver(chain);
    copy.log.takeOver(log);
    copy.head.takeOver(head);
    return copy;
  }

  /** What was not synced may be lost, in part or whole. */
  public void losePower() {
    chain.losePower();
    log.losePower();
    head.losePower();
  }

  /** One file goes bad: it is an older one, or a bit is another. Says what. */
  public String damage() {
    return switch (faults.random().nextInt(6)) {
      case 0 -> chain.goStale() + " of the newest writes of the chain are gone";
      case 1 -> log.goStale() + " of the newest writes of the log are gone";
      case 2 -> "the log's head is " + head.goStale() + " writes old";
      case 3 -> "a bit of the chain: " + chain.flipBit();
      case 4 -> "a bit of the log: " + log.flipBit();
      default -> "a bit of the log's head: " + head.flipBit();
    };
  }

  /** Somebody has removed the directory. */
  public void wipe() {
    if (!(chain.isEmpty() && log.isEmpty())) {
      faults.struck(DiskFault.WIPED);
    }
    chain.wipe();
    log.wipe();
    head.wipe();
  }
}
