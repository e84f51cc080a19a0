package org.tetrarch.lab.simulator.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tetrarch.node.storage.HeadFile;
import org.tetrarch.node.storage.StorageException;

/**
 * A small file whose last writes may be lost when the power goes, each for itself, and one of them
 * torn. The system writes files back after some time by itself, so that no more than the last few
 * writes are at risk.
 */
final class SimulatedHeadFile {
  private static final int AT_RISK = 3;

  /** How many versions back an old file may be. */
  private static final int REMEMBERED = 32;

  /** What a write found, and what it wrote. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Written(byte[] before, int at, byte[] bytes) {}

  private final DiskFaults faults;
  private byte[] content = {};
  private final List<Written> latest = new ArrayList<>();
  private int unforced;

  SimulatedHeadFile(DiskFaults faults) {
    this.faults = faults;
  }

  HeadFile open() {
    return new Opened();
  }

  /**
   * The power goes: of the last writes each is there or is not, and the one at which the disk just
   * was may be there in part.
   */
  void losePower() {
    List<Written> atRisk = List.copyOf(latest.subList(latest.size() - unforced, latest.size()));
    unforced = 0;
    if (atRisk.isEmpty()) {
      return;
    }
    int torn = faults.random().nextInt(2 * atRisk.size());
    content = atRisk.getFirst().before();
    for (int i = 0; i < atRisk.size(); i++) {
      Written written = atRisk.get(i);
      if (i == torn) {
        tear(written.at(), written.bytes());
      } else if (faults.random().nextBoolean()) {
        content = patched(written.at(), written.bytes(), written.bytes().length);
      } else {
        faults.struck(DiskFault.LOST_UNSYNCED);
      }
    }
  }

  private void tear(int at, byte[] bytes) {
    int kept = faults.random().nextInt(bytes.length);
    if (kept > 0) {
      faults.struck(DiskFault.TORN_WRITE);
      content = patched(at, bytes, kept);
    }
  }

  void takeOver(SimulatedHeadFile other) {
    content = other.content.clone();
  }

  private byte[] patched(int at, byte[] bytes, int count) {
    byte[] patched = Arrays.copyOf(content, Math.max(content.length, at + count));
    System.arraycopy(bytes, 0, patched, at, count);
    return patched;
  }

  /** Becomes what it was some writes ago. Says how many. */
  int goStale() {
    if (latest.isEmpty()) {
      return 0;
    }
    int back = 1 + faults.random().nextInt(latest.size());
    content = latest.get(latest.size() - back).before();
    forget();
    faults.struck(DiskFault.STALE_FILE);
    return back;
  }

  /** Says which bit. */
  int flipBit() {
    int from = 0;
    int to = content.length;
    if (!latest.isEmpty()) {
      // Most of the file is a hole between what is written; there nobody would notice.
      from = latest.getLast().at();
      to = Math.min(from + latest.getLast().bytes().length, content.length);
    }
    if (from >= to) {
      return 0;
    }
    int bit = from * Byte.SIZE + faults.random().nextInt((to - from) * Byte.SIZE);
    content = content.clone();
    content[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    faults.struck(DiskFault.BIT_FLIP);
    return bit;
  }

  void wipe() {
    content = new byte[0];
    forget();
  }

  private void forget() {
    latest.clear();
    unforced = 0;
  }

  private final class Opened implements HeadFile {
    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int read(ByteBuffer buffer, long position) throws StorageException {
      faults.onRead();
      int at = (int) position;
      if (at >= content.length) {
        return -1;
      }
      int count = Math.min(buffer.remaining(), content.length - at);
      buffer.put(content, at, count);
      return count;
    }

    @Override
    public void write(ByteBuffer buffer, long position) throws StorageException {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      int at = (int) position;
      faults.aroundWrite(
          DiskFault.CRASH_AT_WRITE,
          new DiskFaults.Write() {
            @Override
            public void whole() {
              latest.add(new Written(content, at, bytes));
              if (latest.size() > REMEMBERED) {
                latest.removeFirst();
              }
              unforced = Math.min(unforced + 1, AT_RISK);
              content = patched(at, bytes, bytes.length);
            }

            @Override
            public void torn() {
              tear(at, bytes);
            }
          });
    }

    @Override
    public void force() throws StorageException {
      faults.aroundWrite(DiskFault.CRASH_AT_SYNC, () -> unforced = 0);
    }

    @Override
    public void close() {}
  }
}
