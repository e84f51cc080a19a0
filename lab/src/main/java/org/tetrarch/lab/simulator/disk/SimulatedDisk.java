package org.tetrarch.lab.simulator.disk;

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

  public SimulatedDisk(RandomGenerator random) {
    faults = new DiskFaults(random);
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
    SimulatedDisk copy = new SimulatedDisk(faults.random());
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

  /** Files go bad: synced records are missing, or a bit is another. Says what. */
  public String damage() {
    return switch (faults.random().nextInt(3)) {
      case 0 -> chain.damage() ? "the newest blocks" : "nothing";
      case 1 -> log.damage() ? "the newest records of the log" : "nothing";
      default -> {
        head.damage();
        yield "a bit of the log's head";
      }
    };
  }

  /** Somebody has removed the directory. */
  public void wipe() {
    chain.wipe();
    log.wipe();
    head.wipe();
  }
}
