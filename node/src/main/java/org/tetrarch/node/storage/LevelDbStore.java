package org.tetrarch.node.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBFactory;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteOptions;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A LevelDB database: the native one, or the Java one where that does not load. Both read what the
 * other has written, as long as nothing is compressed. Each value carries its own checksum ({@link
 * Sealed}): what was damaged is a {@link StorageException} and never another value.
 */
public final class LevelDbStore implements KeyValueStore {
  private static final Logger LOG = LoggerFactory.getLogger(LevelDbStore.class);
  private static final int MIB = 1 << 20;
  private static final int MAX_OPEN_FILES = 200;

  /**
   * Below this much free space nothing is written any more. The native LevelDB writes into files
   * that are mapped into memory: where the disk has no page left, the system does not answer with
   * an error but ends the process. This is room for what compaction may write between two of our
   * looks, and for the log lines that say why the node stops.
   */
  static final long RESERVE_BYTES = 32L * MIB;

  private final Path path;
  private final DB db;
  private final LongSupplier freeBytes;
  private final ReadOptions reading = new ReadOptions().verifyChecksums(true);

  /** Calls hold it shared, closing alone: the native database must not be closed under a call. */
  private final ReadWriteLock closing = new ReentrantReadWriteLock();

  private boolean closed;
  private volatile @Nullable StorageException failure;

  private LevelDbStore(Path path, DB db, LongSupplier freeBytes) {
    this.path = path;
    this.db = db;
    this.freeBytes = freeBytes;
  }

  /**
   * Opens the database in this folder, made if it is not there. Damaged log blocks are passed over,
   * as LevelDB does by default: our own checks say what is missing.
   */
  public static LevelDbStore open(Path path, int writeBufferMib, int cacheMib)
      throws StorageException {
    return open(path, writeBufferMib, cacheMib, factory(), () -> freeBytes(path.toFile()));
  }

  static LevelDbStore open(
      Path path, int writeBufferMib, int cacheMib, DBFactory factory, LongSupplier freeBytes)
      throws StorageException {
    requireSpace(path, freeBytes);
    Options options =
        new Options()
            .createIfMissing(true)
            .compressionType(CompressionType.NONE)
            .maxOpenFiles(MAX_OPEN_FILES)
            .writeBufferSize(writeBufferMib * MIB)
            .cacheSize((long) cacheMib * MIB);
    try {
      return new LevelDbStore(path, factory.open(path.toFile(), options), freeBytes);
    } catch (IOException | RuntimeException e) {
      throw StorageException.of(path, e);
    }
  }

  /** Without limit where the file system does not tell. */
  private static long freeBytes(File folder) {
    File there = folder;
    while (!there.exists() && there.getParentFile() != null) {
      there = there.getParentFile();
    }
    return there.getTotalSpace() == 0 ? Long.MAX_VALUE : there.getUsableSpace();
  }

  private static void requireSpace(Path path, LongSupplier freeBytes) throws StorageException {
    if (freeBytes.getAsLong() < RESERVE_BYTES) {
      throw StorageException.diskFull(path, null);
    }
  }

  private static DBFactory factory() {
    return Native.AVAILABLE ? JniDBFactory.factory : Iq80DBFactory.factory;
  }

  /** Whether the native library loads, found out once. */
  private static final class Native {
    static final boolean AVAILABLE = loads();

    private static boolean loads() {
      try {
        // Makes the class load the library, and touches no file.
        JniDBFactory.pushMemoryPool(0);
        JniDBFactory.popMemoryPool();
        return true;
      } catch (LinkageError | RuntimeException e) {
        LOG.warn("native LevelDB does not load here, using the one in Java: {}", e.toString());
        return false;
      }
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StorageException {
    byte @Nullable [] sealed = guarded(() -> db.get(key, reading));
    return sealed == null ? null : guarded(() -> Sealed.open(key, sealed));
  }

  @Override
  public List<Entry> scan(byte[] prefix, byte[] from, int limit) throws StorageException {
    return guarded(
        () -> {
          List<Entry> entries = new ArrayList<>();
          try (DBIterator iterator = db.iterator(reading)) {
            iterator.seek(from);
            while (entries.size() < limit && iterator.hasNext()) {
              Map.Entry<byte[], byte[]> next = iterator.next();
              if (!Keys.startsWith(next.getKey(), prefix)) {
                break;
              }
              byte[] value = Sealed.open(next.getKey(), next.getValue());
              entries.add(new Entry(next.getKey(), value));
            }
          }
          return entries;
        });
  }

  @Override
  public void write(WriteBatch batch, Durability durability) throws StorageException {
    StorageException earlier = failure;
    if (earlier != null) {
      throw earlier;
    }
    try {
      requireSpace(path, freeBytes);
      guarded(
          () -> {
            writeNow(batch, new WriteOptions().sync(durability == Durability.SYNCED));
            return true;
          });
    } catch (StorageException e) {
      // LevelDB would append after a torn record, and lose at the next start what it then accepts.
      failure = e;
      throw e;
    }
  }

  private void writeNow(WriteBatch batch, WriteOptions options) throws IOException {
    try (org.iq80.leveldb.WriteBatch changes = db.createWriteBatch()) {
      for (WriteBatch.Change change : batch.changes()) {
        byte @Nullable [] value = change.value();
        if (value == null) {
          changes.delete(change.key());
        } else {
          changes.put(change.key(), Sealed.seal(change.key(), value));
        }
      }
      db.write(changes, options);
    }
  }

  private interface Call<T extends @Nullable Object> {
    T run() throws IOException;
  }

  private <T extends @Nullable Object> T guarded(Call<T> call) throws StorageException {
    closing.readLock().lock();
    try {
      if (closed) {
        throw new StorageException(StorageException.Reason.FAILED, path + " is closed");
      }
      return call.run();
    } catch (IOException | RuntimeException e) {
      throw StorageException.of(path, e);
    } finally {
      closing.readLock().unlock();
    }
  }

  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        db.close();
      }
    } catch (IOException | DBException e) {
      LOG.warn("closing {}: {}", path, e.getMessage());
    } finally {
      closing.writeLock().unlock();
    }
  }
}
