package org.tetrarch.lab.simulator.disk;

import java.util.Locale;

/** A way in which a disk fails. */
public enum DiskFault {
  /** The process ends at a write: before it, after it, or in it. */
  CRASH_AT_WRITE,
  /** The process ends where it waits for what it wrote to be on disk. */
  CRASH_AT_SYNC,
  /** A write is on disk in part. */
  TORN_WRITE,
  /** What was written and not synced is gone, in part or whole. */
  LOST_UNSYNCED,
  /**
   * A bit is another: of a file without checks, or where checks then find nothing that is right.
   */
  BIT_FLIP,
  /** A read fails (EIO). */
  READ_ERROR,
  /** A write fails (EIO), and is on disk all the same, or in part, or not. */
  WRITE_ERROR,
  /** There is no space left (ENOSPC). */
  NO_SPACE,
  /** A file is an older one than the others beside it: synced writes are gone without a word. */
  STALE_FILE,
  /** The directory is gone. */
  WIPED;

  /** Its name for people. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
