package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBFactory;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tetrarch.node.storage.KeyValueStore.Durability;

class LevelDbStoreTest {
  @TempDir Path folder;

  static List<DBFactory> factories() {
    return List.of(JniDBFactory.factory, Iq80DBFactory.factory);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void whatIsWrittenIsReadAfterReopening(DBFactory factory) throws Exception {
    try (KeyValueStore store = open(factory)) {
      store.write(new WriteBatch().put(key("a"), key("1")), Durability.SYNCED);
      store.write(new WriteBatch().put(key("b"), key("2")).delete(key("a")), Durability.BUFFERED);
    }
    try (KeyValueStore store = open(factory)) {
      assertThat(store.get(key("a"))).isNull();
      assertThat(store.get(key("b"))).isEqualTo(key("2"));
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void scanIsInKeyOrderWithinThePrefixFromTheGivenKeyOn(DBFactory factory) throws Exception {
    try (KeyValueStore store = open(factory)) {
      WriteBatch batch = new WriteBatch();
      List.of("x1", "x3", "x2", "y1", "w9").forEach(k -> batch.put(key(k), key(k)));
      store.write(batch, Durability.SYNCED);

      assertThat(keys(store.scan(key("x"), key("x"), 10))).containsExactly("x1", "x2", "x3");
      assertThat(keys(store.scan(key("x"), key("x2"), 10))).containsExactly("x2", "x3");
      assertThat(keys(store.scan(key("x"), key("x"), 2))).containsExactly("x1", "x2");
      assertThat(store.scan(key("z"), key("z"), 10)).isEmpty();
    }
  }

  @Test
  void nativeAndJavaReadEachOthersData() throws Exception {
    try (KeyValueStore store = open(JniDBFactory.factory)) {
      store.write(new WriteBatch().put(key("native"), key("1")), Durability.SYNCED);
    }
    try (KeyValueStore store = open(Iq80DBFactory.factory)) {
      assertThat(store.get(key("native"))).isEqualTo(key("1"));
      store.write(new WriteBatch().put(key("java"), key("2")), Durability.SYNCED);
    }
    try (KeyValueStore store = open(JniDBFactory.factory)) {
      assertThat(store.get(key("native"))).isEqualTo(key("1"));
      assertThat(store.get(key("java"))).isEqualTo(key("2"));
    }
  }

  @Test
  void closedStoreRefusesInsteadOfCrashingTheProcess() throws Exception {
    KeyValueStore store = LevelDbStore.open(folder, 1, 1);
    store.close();
    store.close();

    assertThatThrownBy(() -> store.get(key("a"))).hasMessageContaining("closed");
    assertThatThrownBy(() -> store.scan(key("a"), key("a"), 1)).hasMessageContaining("closed");
    assertThatThrownBy(() -> store.write(new WriteBatch(), Durability.SYNCED))
        .hasMessageContaining("closed");
  }

  @Test
  void databaseHeldByAnotherIsReportedAsInUse() throws Exception {
    try (KeyValueStore held = LevelDbStore.open(folder, 1, 1)) {
      assertThat(held.get(key("a"))).isNull();
      assertThatThrownBy(() -> LevelDbStore.open(folder, 1, 1))
          .asInstanceOf(type(StorageException.class))
          .extracting(StorageException::reason)
          .isEqualTo(StorageException.Reason.IN_USE);
    }
  }

  @Test
  void fullDiskIsNamedAndNothingMoreIsWrittenAfterIt() throws Exception {
    try (LevelDbStore store =
        open(failingOnce("IO error: /d/000003.log: No space left on device"))) {
      WriteBatch batch = new WriteBatch().put(key("a"), key("1"));

      assertThatThrownBy(() -> store.write(batch, Durability.SYNCED))
          .hasMessageContaining("the disk is full under " + folder)
          .hasMessageContaining("free some space");
      // The database itself would take it now, after what may be half a record.
      assertThatThrownBy(() -> store.write(batch, Durability.SYNCED))
          .asInstanceOf(type(StorageException.class))
          .extracting(StorageException::reason)
          .isEqualTo(StorageException.Reason.DISK_FULL);
      assertThat(store.get(key("a"))).isNull();
    }
  }

  /** A write into the native database's mapped files would then end the process. */
  @Test
  void belowTheReserveNothingIsWrittenOrOpened() throws Exception {
    AtomicLong free = new AtomicLong(LevelDbStore.RESERVE_BYTES);
    WriteBatch batch = new WriteBatch().put(key("a"), key("1"));
    try (LevelDbStore store = open(JniDBFactory.factory, free::get)) {
      store.write(batch, Durability.SYNCED);
      free.decrementAndGet();

      assertThatThrownBy(() -> store.write(new WriteBatch().delete(key("a")), Durability.SYNCED))
          .hasMessageContaining("the disk is full under " + folder);
      assertThat(store.get(key("a"))).isEqualTo(key("1"));
    }
    assertThatThrownBy(() -> open(JniDBFactory.factory, free::get))
        .asInstanceOf(type(StorageException.class))
        .extracting(StorageException::reason)
        .isEqualTo(StorageException.Reason.DISK_FULL);
    free.incrementAndGet();
    try (LevelDbStore store = open(JniDBFactory.factory, free::get)) {
      assertThat(store.get(key("a"))).isEqualTo(key("1"));
    }
  }

  /** A database whose first write fails with this message. */
  private static DBFactory failingOnce(String message) {
    return (DBFactory)
        Proxy.newProxyInstance(
            DBFactory.class.getClassLoader(),
            new Class<?>[] {DBFactory.class},
            (proxy, method, arguments) -> {
              DB db = (DB) method.invoke(JniDBFactory.factory, arguments);
              boolean[] failed = new boolean[1];
              return Proxy.newProxyInstance(
                  DB.class.getClassLoader(),
                  new Class<?>[] {DB.class},
                  (self, call, values) -> {
                    if (call.getName().equals("write") && !failed[0]) {
                      failed[0] = true;
                      throw new DBException(message);
                    }
                    return call.invoke(db, values);
                  });
            });
  }

  private LevelDbStore open(DBFactory factory) throws StorageException {
    return open(factory, () -> Long.MAX_VALUE);
  }

  private LevelDbStore open(DBFactory factory, LongSupplier freeBytes) throws StorageException {
    return LevelDbStore.open(folder, 1, 1, factory, freeBytes);
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> keys(List<KeyValueStore.Entry> entries) {
    return entries.stream().map(e -> new String(e.key(), StandardCharsets.UTF_8)).toList();
  }
}
