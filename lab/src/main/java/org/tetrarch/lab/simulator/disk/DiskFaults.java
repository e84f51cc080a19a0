package org.tetrarch.lab.simulator.disk;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.tetrarch.node.storage.StorageException;

/** What goes wrong on one disk, and when. */
public final class DiskFaults {
  private static final int NEVER = -1;

  private final RandomGenerator random;
  private final Consumer<DiskFault> struck;
  private int writesUntilCrash = NEVER;
  private boolean full;
  private int writesUntilError = NEVER;
  private int readsUntilError = NEVER;

  /**
   * @param struck is told of each fault as soon as it has an effect
   */
  DiskFaults(RandomGenerator random, Consumer<DiskFault> struck) {
    this.random = random;
    this.struck = struck;
  }

  RandomGenerator random() {
    return random;
  }

  void struck(DiskFault fault) {
    struck.accept(fault);
  }

  /** The process will end at one of the next writes or syncs: before, after, or in it. */
  public void crashAtWrite(int writesFromNow) {
    writesUntilCrash = writesFromNow;
  }

  /** From now on the disk has no space left, or has some again. */
  public void full(boolean isFull) {
    full = isFull;
  }

  /** One of the next writes fails (EIO), and perhaps is on disk all the same. */
  public void failWrite(int writesFromNow) {
    writesUntilError = writesFromNow;
  }

  /** One of the next reads fails (EIO). */
  public void failRead(int readsFromNow) {
    readsUntilError = readsFromNow;
  }

  /** Nothing more goes wrong. */
  public void mend() {
    writesUntilCrash = NEVER;
    writesUntilError = NEVER;
    readsUntilError = NEVER;
    full = false;
  }

  void onRead() throws StorageException {
    if (readsUntilError >= 0 && readsUntilError-- == 0) {
      struck(DiskFault.READ_ERROR);
      throw new StorageException(StorageException.Reason.FAILED, "cannot read: input/output error");
    }
  }

  /** What a write does that succeeds, and what one does that is broken off. */
  @FunctionalInterface
  interface Write {
    void whole();

    /** Leaves nothing, unless the kind of file knows writes in part. */
    default void torn() {}
  }

  void aroundWrite(DiskFault crashing, Write write) throws StorageException {
    if (full) {
      struck(DiskFault.NO_SPACE);
      throw new StorageException(StorageException.Reason.DISK_FULL, "the disk is full");
    }
    boolean crash = writesUntilCrash >= 0 && writesUntilCrash-- == 0;
    boolean error = writesUntilError >= 0 && writesUntilError-- == 0;
    if (!crash && !error) {
      write.whole();
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> write.whole();
      case 1 -> write.torn();
      default -> {}
    }
    if (crash) {
      struck(crashing);
      throw new PowerLoss();
    }
    struck(DiskFault.WRITE_ERROR);
    throw new StorageException(StorageException.Reason.FAILED, "cannot write: input/output error");
  }
}
