package org.tetrarch.lab.simulator.disk;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.tetrarch.node.storage.HeadFile;
import org.tetrarch.node.storage.StorageException;

/**
 * A small file whose last writes may be lost or torn when the power goes. The system writes files
 * back after some time by itself, so that no more than the last few writes are at risk.
 */
final class SimulatedHeadFile {
  private static final int AT_RISK = 3;

  private final DiskFaults faults;
  private byte[] content = {};
  private final ArrayDeque<byte[]> earlier = new ArrayDeque<>();

  SimulatedHeadFile(DiskFaults faults) {
    this.faults = faults;
  }

  HeadFile open() {
    return new Opened();
  }

  /** The power goes: the last writes are there, are not, or are there in part. */
  void losePower() {
    int lost = faults.random().nextInt(earlier.size() + 1);
    byte[] before = content;
    for (int i = 0; i < lost; i++) {
      before = earlier.removeLast();
    }
    int kept = faults.random().nextBoolean() ? 0 : faults.random().nextInt(content.length + 1);
    byte[] torn = Arrays.copyOf(before, Math.max(before.length, kept));
    System.arraycopy(content, 0, torn, 0, kept);
    content = torn;
    earlier.clear();
  }

  /** One bit flips. */
  void damage() {
    if (content.length > 0) {
      int bit = faults.random().nextInt(content.length * Byte.SIZE);
      content[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    }
  }

  void takeOver(SimulatedHeadFile other) {
    content = other.content.clone();
  }

  void wipe() {
    content = new byte[0];
    earlier.clear();
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
          () -> {
            earlier.addLast(content);
            if (earlier.size() > AT_RISK) {
              earlier.removeFirst();
            }
            content = Arrays.copyOf(content, Math.max(content.length, at + bytes.length));
            System.arraycopy(bytes, 0, content, at, bytes.length);
          });
    }

    @Override
    public void force() throws StorageException {
      faults.aroundWrite(earlier::clear);
    }

    @Override
    public void close() {}
  }
}
