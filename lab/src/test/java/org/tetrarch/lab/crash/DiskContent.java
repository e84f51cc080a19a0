package org.tetrarch.lab.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tetrarch.consensus.log.LogRecord;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.node.storage.ChainMarker;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.ConsensusLog;
import org.tetrarch.node.storage.DataDirectory;
import org.tetrarch.node.storage.Gap;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.wire.LogRecordCodec;
import org.tetrarch.node.wire.TransactionCache;

/**
 * What lies on the disk of a node whose process stands still.
 *
 * @param records of the consensus log; before the gap, if there is one
 * @param head the height of the newest block
 */
record DiskContent(List<LogRecord> records, Optional<Gap> gap, long head) {
  private static final int CACHED = 1 << 16;

  DiskContent {
    records = List.copyOf(records);
  }

  /**
   * Reads a copy, because opening a database changes it.
   *
   * @param scratch does not exist, in the file system of the data
   */
  static DiskContent read(Path data, Path scratch, Genesis genesis, int replica)
      throws IOException, StorageException {
    try {
      copy(data, scratch);
      return readCopy(scratch, genesis, replica);
    } finally {
      delete(scratch);
    }
  }

  private static DiskContent readCopy(Path copy, Genesis genesis, int replica)
      throws StorageException {
    try (DataDirectory directory = DataDirectory.open(copy, marker(genesis, replica));
        KeyValueStore logData = directory.openLog();
        KeyValueStore chainData = directory.openChain()) {
      ConsensusLog.Opened opened =
          ConsensusLog.open(
              logData, directory.openLogHead(), new LogRecordCodec(transactions(genesis)));
      try (ConsensusLog log = opened.log()) {
        ChainStore chain = ChainStore.open(chainData, genesis).chain();
        return new DiskContent(opened.records(), opened.gap(), chain.tip().height());
      }
    }
  }

  static ChainMarker marker(Genesis genesis, int replica) {
    return new ChainMarker(genesis.chainId(), genesis.signingDomain().genesisHash(), replica);
  }

  static TransactionCache transactions(Genesis genesis) {
    return new TransactionCache(genesis.chainId(), genesis.allowUnprotected(), CACHED);
  }

  /** A table of LevelDB is never written again once it is there: a second name for it will do. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (file.toString().endsWith(".sst")) {
          Files.createLink(target, file);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Deletes what is in a folder and the folder, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
