package org.tetrarch.lab.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of thing that goes wrong in a run. */
public enum Fault {
  /** Frames are lost, repeated, reordered, and late. */
  NETWORK,
  /** Some nodes do not reach some others, perhaps in one direction only. */
  PARTITION,
  /** Processes are killed, at any write among others, and started again. */
  CRASH,
  /** Machines lose power, and with it what was not synced. */
  POWER,
  /** Disks are full, or fail to read or write. */
  DISK,
  /** Directories are wiped or damaged: of f replicas at most, those that lie counted. */
  DATA_LOSS,
  /** Processes are stopped and continued. */
  PAUSE,
  /** Clocks differ. */
  CLOCK,
  /** Up to f replicas misbehave. */
  BYZANTINE;

  /** The one with this label. */
  public static Optional<Fault> of(String label) {
    return Arrays.stream(values()).filter(fault -> fault.label().equals(label)).findFirst();
  }

  /** Its name in the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
