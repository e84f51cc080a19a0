package org.tetrarch.node.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;

/**
 * How far the consensus log is, in a file of its own. LevelDB that drops the last records drops
 * what they said of themselves too, so only something outside of it can tell that they were there.
 *
 * <p>Written after the records are on disk and without a sync of its own: it never names a record
 * that is not durable, and after a power failure it may name an older one, which hides a loss only
 * if both happen within seconds. Two slots in turn, so that a torn write leaves the other.
 */
final class LogHead implements AutoCloseable {
  /**
   * @param next index of the record that comes next
   * @param last chain hash of the record before it
   */
  record Position(long next, Hash last) {}

  private static final int SLOT_DISTANCE = 4096;
  private static final int CONTENT = Long.BYTES + Hash.SIZE;
  private static final int CHECK = 8;

  private final HeadFile file;
  private int slot;

  LogHead(HeadFile file) {
    this.file = file;
  }

  /**
   * The further of the two slots; empty when neither holds a position. What is written next goes to
   * the other slot. If that holds none it is given this position first. Both are on disk then:
   * writes that follow are not synced, so the power could go when one of them is lost and the other
   * torn, and no position would be left. What was read may not have been, if the process that wrote
   * it was killed.
   */
  Optional<Position> read() throws StorageException {
    Optional<Position> first = read(0);
    Optional<Position> second = read(1);
    boolean firstIsFurther =
        first.isPresent() && (second.isEmpty() || first.get().next() >= second.get().next());
    slot = firstIsFurther ? 1 : 0;
    Optional<Position> further = firstIsFurther ? first : second;
    if (further.isPresent()) {
      if (first.isPresent() != second.isPresent()) {
        write(further.get());
      }
      file.force();
    }
    return further;
  }

  private Optional<Position> read(int which) throws StorageException {
    ByteBuffer buffer = ByteBuffer.allocate(CONTENT + CHECK);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, (long) which * SLOT_DISTANCE + buffer.position()) < 0) {
        return Optional.empty();
      }
    }
    byte[] bytes = buffer.array();
    byte[] content = Arrays.copyOf(bytes, CONTENT);
    if (!Arrays.equals(check(content), Arrays.copyOfRange(bytes, CONTENT, bytes.length))) {
      return Optional.empty();
    }
    long next = ByteBuffer.wrap(content).getLong();
    return Optional.of(new Position(next, Hash.of(content, Long.BYTES)));
  }

  void write(Position position) throws StorageException {
    byte[] content =
        ByteBuffer.allocate(CONTENT)
            .putLong(position.next())
            .put(position.last().toBytes())
            .array();
    ByteBuffer buffer =
        ByteBuffer.allocate(CONTENT + CHECK).put(content).put(check(content)).flip();
    file.write(buffer, (long) slot * SLOT_DISTANCE);
    slot = 1 - slot;
  }

  /** Makes both slots say the same, on disk: for a log that begins, or begins anew. */
  void reset(Position position) throws StorageException {
    write(position);
    write(position);
    file.force();
  }

  private static byte[] check(byte[] content) {
    return Arrays.copyOf(Keccak.hash(content).toBytes(), CHECK);
  }

  boolean isNew() throws StorageException {
    return file.size() == 0;
  }

  @Override
  public void close() throws StorageException {
    file.close();
  }
}
