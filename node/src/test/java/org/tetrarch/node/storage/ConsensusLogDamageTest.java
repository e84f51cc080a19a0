package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.consensus.log.LogRecord;

/**
 * Real databases whose files are damaged. LevelDB by itself opens most of them without a word and
 * with records missing.
 */
class ConsensusLogDamageTest {
  private static final int RECORDS = 40;
  private static final int TRIALS = 60;

  @TempDir Path folder;

  private final List<LogRecord> written = new ArrayList<>();
  private Path original;

  @BeforeEach
  void writeRecords() throws Exception {
    Path live = Files.createDirectory(folder.resolve("live"));
    try (KeyValueStore store = LevelDbStore.open(live.resolve("log"), 1, 1);
        ConsensusLog log = open(live, store).log()) {
      for (int i = 1; i <= RECORDS; i++) {
        log.append(List.of(LogRecords.accepted(i)));
        written.add(LogRecords.accepted(i));
      }
      original = Folders.copy(live, folder.resolve("original"));
    }
  }

  private static ConsensusLog.Opened open(Path directory, KeyValueStore store)
      throws StorageException {
    return ConsensusLog.open(
        store, DiskHeadFile.open(directory.resolve("log-head")), LogRecords.codec());
  }

  @Test
  void undamagedCopyIsWhole() throws Exception {
    assertThat(isWhole(original)).isTrue();
  }

  @Test
  void flippedBitIsNeverOverlooked() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int lost = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Path damaged = Folders.copy(original, folder.resolve("flip" + trial));
      Path file = Folders.writeAheadLog(damaged.resolve("log"));
      long bit = random.nextLong(Folders.usedBytes(file) * 8L);
      Folders.flipBit(file, bit);
      if (!isWhole(damaged)) {
        lost++;
      }
    }
    // A check that is never put to the test would pass as well.
    assertThat(lost).as("databases that lost records, seed %d", seed).isPositive();
  }

  @Test
  void tornTailIsNeverOverlooked() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int trial = 0; trial < TRIALS; trial++) {
      Path damaged = Folders.copy(original, folder.resolve("torn" + trial));
      Path file = Folders.writeAheadLog(damaged.resolve("log"));
      Folders.truncate(file, random.nextInt(Folders.usedBytes(file)));
      assertThat(isWhole(damaged)).as("seed %d, trial %d", seed, trial).isFalse();
    }
  }

  @Test
  void headThatIsTornAtEachPowerFailureStillKnowsAPosition() throws Exception {
    Path head = original.resolve("log-head");
    for (int failure = 1; failure <= 6; failure++) {
      byte[] before = {};
      try (KeyValueStore store = LevelDbStore.open(original.resolve("log"), 1, 1);
          ConsensusLog log = open(original, store).log()) {
        // By turns one record and two, so that now the one slot is the last written, now the other.
        for (int i = 0; i <= failure % 2; i++) {
          before = Files.readAllBytes(head);
          LogRecord record = LogRecords.accepted(written.size() + 1);
          log.append(List.of(record));
          written.add(record);
        }
      }
      tear(head, before);

      assertThat(isWhole(original)).as("after power failure %d", failure).isTrue();
    }
  }

  /** Of what differs from before, only a part is there. */
  private static void tear(Path file, byte[] before) throws IOException {
    byte[] after = Files.readAllBytes(file);
    int from = Arrays.mismatch(before, after);
    System.arraycopy(before, from + 4, after, from + 4, before.length - from - 4);
    Files.write(file, after);
  }

  /** All records are there; if not, that must have been noticed, and the rest must be a prefix. */
  private boolean isWhole(Path directory) throws Exception {
    try (KeyValueStore store = LevelDbStore.open(directory.resolve("log"), 1, 1)) {
      ConsensusLog.Opened opened = open(directory, store);
      try (ConsensusLog log = opened.log()) {
        assertThat(log.nextIndex()).isGreaterThanOrEqualTo(opened.records().size());
        assertThat(opened.records()).isEqualTo(written.subList(0, opened.records().size()));
        boolean whole = opened.records().size() == written.size();
        assertThat(opened.gap().isPresent()).as("noticed").isEqualTo(!whole);
        return whole;
      }
    } catch (StorageException e) {
      // Damage that the database notices itself.
      assertThat(e.reason()).isEqualTo(StorageException.Reason.CORRUPTED);
      return false;
    }
  }
}
