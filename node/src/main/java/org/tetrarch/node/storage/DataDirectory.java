package org.tetrarch.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.storage.AtomicFile;

/**
 * The folder of one replica of one chain, held by one process. Everything in it is for that replica
 * alone: another one, or another chain, that votes from this log could contradict what was signed.
 */
public final class DataDirectory implements ReplicaDisk {
  private static final String LOCK = "lock";
  private static final String MARKER = "chain.json";
  private static final String CHAIN = "chain";
  private static final String LOG = "log";

  private static final int CHAIN_WRITE_BUFFER_MIB = 8;
  private static final int CHAIN_CACHE_MIB = 16;
  private static final int LOG_WRITE_BUFFER_MIB = 4;
  private static final int LOG_CACHE_MIB = 1;
  private static final int RANKING_WRITE_BUFFER_MIB = 2;
  private static final int RANKING_CACHE_MIB = 4;

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder for this process, made and marked if it is new. Throws when another process
   * has it, or when it belongs to another chain or replica; then nothing in it is changed.
   */
  public static DataDirectory open(Path path, ChainMarker expected) throws StorageException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
    FileChannel lock = lock(path);
    try {
      checkMarker(path, expected);
      return new DataDirectory(path, lock);
    } catch (StorageException e) {
      close(lock);
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws StorageException {
    Path file = path.resolve(LOCK);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String holder = Files.readString(file).strip();
        close(channel);
        throw new StorageException(
            StorageException.Reason.IN_USE,
            "data directory %s is in use by process %s: end that node first, or give this one another directory"
                .formatted(path, holder.isEmpty() ? "(unknown)" : holder));
      }
      channel.truncate(0);
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid), 0);
      return channel;
    } catch (IOException e) {
      close(channel);
      throw StorageException.of(path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another part of this very process has it.
      return null;
    }
  }

  private static void checkMarker(Path path, ChainMarker expected) throws StorageException {
    Path file = path.resolve(MARKER);
    try {
      if (Files.exists(file)) {
        ChainMarker.parse(path, Files.readString(file)).require(path, expected);
      } else if (Files.exists(path.resolve(CHAIN)) || Files.exists(path.resolve(LOG))) {
        throw StorageException.corrupted(path, MARKER + " is missing", null);
      } else {
        AtomicFile.write(file, expected.toJson().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }

  @Override
  public KeyValueStore openChain() throws StorageException {
    return LevelDbStore.open(path.resolve(CHAIN), CHAIN_WRITE_BUFFER_MIB, CHAIN_CACHE_MIB);
  }

  @Override
  public KeyValueStore openLog() throws StorageException {
    return LevelDbStore.open(path.resolve(LOG), LOG_WRITE_BUFFER_MIB, LOG_CACHE_MIB);
  }

  @Override
  public HeadFile openLogHead() throws StorageException {
    return DiskHeadFile.open(path.resolve("log-head"));
  }

  /**
   * The database of accounts by balance, in a data directory that this process holds. It is no part
   * of what a replica must not lose: a damaged one may be deleted.
   */
  public static KeyValueStore openRanking(Path path) throws StorageException {
    return LevelDbStore.open(path.resolve("ranking"), RANKING_WRITE_BUFFER_MIB, RANKING_CACHE_MIB);
  }

  public Path path() {
    return path;
  }

  /** Lets another process have it. */
  @Override
  public void close() {
    close(lock);
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The system releases the lock with the process at the latest.
        throw new IllegalStateException("cannot release the data directory", e);
      }
    }
  }
}
