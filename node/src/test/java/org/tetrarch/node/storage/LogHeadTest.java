package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tetrarch.ledger.crypto.Hash;

class LogHeadTest {
  /** A file of which the disk has what was forced. */
  private static final class CachedFile implements HeadFile {
    private byte[] content = {};
    private byte[] onDisk = {};

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int read(ByteBuffer buffer, long position) {
      int count = Math.min(buffer.remaining(), content.length - (int) position);
      if (count <= 0) {
        return -1;
      }
      buffer.put(content, (int) position, count);
      return count;
    }

    @Override
    public void write(ByteBuffer buffer, long position) {
      int end = (int) position + buffer.remaining();
      content = Arrays.copyOf(content, Math.max(content.length, end));
      buffer.get(content, (int) position, buffer.remaining());
    }

    @Override
    public void force() {
      onDisk = content.clone();
    }

    @Override
    public void close() {}
  }

  private final CachedFile file = new CachedFile();

  private static LogHead.Position position(long next) {
    return new LogHead.Position(next, Hash.ZERO);
  }

  @Test
  void theFurtherOfTwoSlotsCounts() throws Exception {
    LogHead head = new LogHead(file);
    head.reset(position(1));
    head.write(position(2));
    assertThat(new LogHead(file).read()).contains(position(2));
    head.write(position(3));
    assertThat(new LogHead(file).read()).contains(position(3));
  }

  /** Whoever wrote it may have been killed before its sync. */
  @Test
  void whatIsReadIsOnDiskBeforeAnythingElseIsWritten() throws Exception {
    LogHead killed = new LogHead(file);
    killed.reset(position(1));
    killed.write(position(2));
    assertThat(file.onDisk).isNotEqualTo(file.content);

    assertThat(new LogHead(file).read()).contains(position(2));
    assertThat(file.onDisk).isEqualTo(file.content);
  }

  @Test
  void anEmptySlotIsFilledOnDiskBeforeTheOtherIsWritten() throws Exception {
    new LogHead(file).write(position(1));
    assertThat(new LogHead(file).read()).contains(position(1));
    assertThat(file.onDisk).isEqualTo(file.content);
    assertThat(file.size()).as("two slots").isGreaterThan(4096);
  }
}
