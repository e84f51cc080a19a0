package org.tetrarch.node.localnet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.storage.AtomicFile;

/**
 * Held while the networks of a home are changed, so that two commands do not undo each other's
 * work.
 */
final class NetworkLock implements AutoCloseable {
  /** Longer than stopping a network takes at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FileChannel channel;

  private NetworkLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock of all networks that lie beside this one. */
  static NetworkLock take(NetworkFolder network) throws IOException, LocalNetworkException {
    Path folder = network.path().resolveSibling("");
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (Waiting.until(PATIENCE, () -> tryLock(channel) != null)) {
      return new NetworkLock(channel);
    }
    channel.close();
    throw new LocalNetworkException(
        "another command starts or stops a network of "
            + folder
            + " and has not finished in "
            + PATIENCE.toSeconds()
            + " seconds: wait for it, or end it");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
      return null;
    }
  }

  /** Writes the state of one of the networks, whole or not at all. */
  void write(NetworkFolder network, NetworkState state) throws IOException {
    requireHeld();
    AtomicFile.write(network.stateFile(), NetworkStateFile.format(state));
  }

  /** Deletes the whole folder of one of the networks. */
  void delete(NetworkFolder network) throws IOException {
    requireHeld();
    network.delete();
  }

  private void requireHeld() {
    if (!channel.isOpen()) {
      throw new IllegalStateException("the lock was given back");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
