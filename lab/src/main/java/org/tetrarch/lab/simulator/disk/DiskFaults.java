package org.tetrarch.lab.simulator.disk;

import java.util.random.RandomGenerator;
import org.tetrarch.node.storage.StorageException;

/** What goes wrong on one disk, and when. */
public final class DiskFaults {
  private static final int NEVER = -1;

  private final RandomGenerator random;
  private int writesUntilCrash = NEVER;
  private boolean full;
  private int writesUntilError = NEVER;
  private int readsUntilError = NEVER;

  DiskFaults(RandomGenerator random) {
    this.random = random;
  }

  RandomGenerator random() {
    return random;
  }

  /** The process will end at one of the next writes: before it, or after it and before all else. */
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
      throw new StorageException(StorageException.Reason.FAILED, "cannot read: input/output error");
    }
  }

  void aroundWrite(Runnable write) throws StorageException {
    if (full) {
      throw new StorageException(StorageException.Reason.DISK_FULL, "the disk is full");
    }
    boolean crash = writesUntilCrash >= 0 && writesUntilCrash-- == 0;
    boolean error = writesUntilError >= 0 && writesUntilError-- == 0;
    if (!crash && !error) {
      write.run();
      return;
    }
    if (random.nextBoolean()) {
      write.run();
    }
    if (crash) {
      throw new PowerLoss();
    }
    throw new StorageException(StorageException.Reason.FAILED, "cannot write: input/output error");
  }
}
