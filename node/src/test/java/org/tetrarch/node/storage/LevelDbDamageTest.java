package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DBFactory;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.node.storage.KeyValueStore.Durability;

/** With -Dleveldb.seed=… a failure is replayed. */
class LevelDbDamageTest {
  private static final long SEED = Long.getLong("leveldb.seed", 20_261_126);
  private static final int FLIPS = 150;
  private static final int ENTRIES = 60;

  @TempDir Path folder;

  static List<DBFactory> factories() {
    return List.of(JniDBFactory.factory, Iq80DBFactory.factory);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void aFlippedBitInAnyFileGivesNoWrongValueAndIsToldInOneLine(DBFactory factory) throws Exception {
    System.out.println("-Dleveldb.seed=" + SEED);
    Random random = new Random(SEED);
    Map<String, String> written = write(factory);
    for (int i = 0; i < FLIPS; i++) {
      Path copy = Folders.copy(folder.resolve("whole"), folder.resolve("copy" + i));
      List<Path> files = files(copy);
      Path file = files.get(random.nextInt(files.size()));
      long bit = random.nextLong(Folders.usedBytes(file) * 8L);
      Folders.flipBit(file, bit);

      try (KeyValueStore store = open(factory, copy)) {
        read(store).forEach((key, value) -> assertThat(written).containsEntry(key, value));
      } catch (StorageException e) {
        assertThat(e).as("bit %d of %s", bit, file).hasMessageContaining("move it away");
        assertThat(e.reason()).isEqualTo(StorageException.Reason.CORRUPTED);
        assertThat(e.getMessage()).doesNotContain("\n");
      }
    }
  }

  /** Some of it in a table, some in the log that was not yet moved into one. */
  private Map<String, String> write(DBFactory factory) throws Exception {
    Map<String, String> written = new TreeMap<>();
    for (int run = 0; run < 2; run++) {
      try (KeyValueStore store = open(factory, folder.resolve("whole"))) {
        for (int i = 0; i < ENTRIES; i++) {
          String key = "k" + run + "-" + i;
          String value = "value of " + key;
          store.write(new WriteBatch().put(bytes(key), bytes(value)), Durability.SYNCED);
          written.put(key, value);
        }
      }
    }
    return written;
  }

  private static Map<String, String> read(KeyValueStore store) throws StorageException {
    Map<String, String> read = new TreeMap<>();
    for (KeyValueStore.Entry entry : store.scan(bytes("k"), bytes("k"), Integer.MAX_VALUE)) {
      read.put(text(entry.key()), text(entry.value()));
      assertThat(store.get(entry.key())).isEqualTo(entry.value());
    }
    return read;
  }

  private static List<Path> files(Path database) throws Exception {
    try (Stream<Path> files = Files.list(database)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("LO"))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  private static KeyValueStore open(DBFactory factory, Path database) throws StorageException {
    return LevelDbStore.open(database, 1, 1, factory, () -> Long.MAX_VALUE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
