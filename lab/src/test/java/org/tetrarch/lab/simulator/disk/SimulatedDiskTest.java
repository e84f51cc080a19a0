package org.tetrarch.lab.simulator.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tetrarch.node.storage.HeadFile;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.KeyValueStore.Durability;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.WriteBatch;

/** The simulated disk fails as the real one does, and not worse. */
class SimulatedDiskTest {
  private final Set<DiskFault> struck = EnumSet.noneOf(DiskFault.class);

  private SimulatedDisk disk(long seed) {
    return new SimulatedDisk(new SplittableRandom(seed), struck::add);
  }

  private static byte[] key(int of) {
    return ("k" + of).getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(KeyValueStore store, int key, Durability durability)
      throws StorageException {
    store.write(new WriteBatch().put(key(key), key(key)), durability);
  }

  private static boolean has(KeyValueStore store, int key) throws StorageException {
    return store.get(key(key)) != null;
  }

  @Test
  void whatWasSyncedOutlivesAPowerFailureAndWhatComesAfterMayNot() throws StorageException {
    TreeSet<Integer> survived = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      SimulatedDisk disk = disk(seed);
      KeyValueStore store = disk.open().openChain();
      put(store, 1, Durability.BUFFERED);
      put(store, 2, Durability.SYNCED);
      put(store, 3, Durability.BUFFERED);
      put(store, 4, Durability.BUFFERED);
      disk.losePower();
      KeyValueStore after = disk.open().openChain();
      assertThat(has(after, 1) && has(after, 2)).as("synced").isTrue();
      assertThat(has(after, 4) && !has(after, 3)).as("a later write without an earlier").isFalse();
      survived.add((has(after, 3) ? 1 : 0) + (has(after, 4) ? 1 : 0));
    }
    assertThat(survived).containsExactly(0, 1, 2);
  }

  @Test
  void aCrashComesBeforeOrAfterTheWriteAndNeverInIt() throws StorageException {
    TreeSet<Boolean> written = new TreeSet<>();
    for (long seed = 0; seed < 20; seed++) {
      SimulatedDisk disk = disk(seed);
      KeyValueStore store = disk.open().openLog();
      disk.faults().crashAtWrite(1);
      put(store, 1, Durability.SYNCED);
      WriteBatch two = new WriteBatch().put(key(2), key(2)).put(key(3), key(3));
      assertThatThrownBy(() -> store.write(two, Durability.SYNCED)).isInstanceOf(PowerLoss.class);
      KeyValueStore after = disk.open().openLog();
      assertThat(has(after, 1)).isTrue();
      assertThat(has(after, 2)).isEqualTo(has(after, 3));
      written.add(has(after, 2));
    }
    assertThat(written).containsExactly(false, true);
  }

  @Test
  void damageLosesSyncedWritesWithoutAWordOrMakesThemUnreadable() throws StorageException {
    TreeSet<String> found = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      SimulatedDisk disk = disk(seed);
      KeyValueStore store = disk.open().openChain();
      for (int i = 1; i <= 3; i++) {
        put(store, i, Durability.SYNCED);
      }
      disk.damage();
      found.add(contents(disk.open().openChain()));
    }
    assertThat(found)
        .as("gone from the end, from the middle, or not to be read")
        .contains("123", "12", "1", "", "13", "3", "12!", "!!!");
    assertThat(struck).contains(DiskFault.BIT_FLIP, DiskFault.STALE_FILE);
  }

  @Test
  void whatWasThereWhenADatabaseWasOpenedIsNotLostWithoutAWord() throws StorageException {
    for (long seed = 0; seed < 200; seed++) {
      SimulatedDisk disk = disk(seed);
      KeyValueStore store = disk.open().openChain();
      put(store, 1, Durability.SYNCED);
      put(store, 2, Durability.SYNCED);
      put(disk.open().openChain(), 3, Durability.SYNCED);
      disk.damage();
      assertThat(contents(disk.open().openChain())).as("seed " + seed).matches("[1!][2!][3!]?");
    }
  }

  private static String contents(KeyValueStore store) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      try {
        text.append(has(store, i) ? i : "");
      } catch (StorageException e) {
        assertThat(e.reason()).isEqualTo(StorageException.Reason.CORRUPTED);
        text.append('!');
      }
    }
    return text.toString();
  }

  @Test
  void headFileGoesBadByABitOrByBeingOld() throws StorageException {
    TreeSet<String> found = new TreeSet<>();
    for (long seed = 0; seed < 400; seed++) {
      SimulatedDisk disk = disk(seed);
      HeadFile file = disk.open().openLogHead();
      for (String text : new String[] {"a", "b", "c"}) {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        file.force();
      }
      disk.damage();
      ByteBuffer read = ByteBuffer.allocate(1);
      found.add(disk.open().openLogHead().read(read, 0) < 0 ? "" : "" + (char) read.get(0));
    }
    assertThat(found).contains("c", "b", "a", "").contains("" + (char) ('c' ^ 1));
  }

  @Test
  void everyFaultIsToldWhenItStrikes() throws StorageException {
    for (long seed = 0; seed < 500; seed++) {
      SimulatedDisk disk = disk(seed);
      SplittableRandom random = new SplittableRandom(seed);
      switch (random.nextInt(4)) {
        case 0 -> disk.faults().crashAtWrite(random.nextInt(6));
        case 1 -> disk.faults().failWrite(random.nextInt(6));
        case 2 -> disk.faults().failRead(random.nextInt(6));
        default -> disk.faults().full(random.nextInt(6) == 0);
      }
      use(disk, random);
      disk.losePower();
      disk.damage();
      disk.wipe();
    }
    assertThat(struck).containsExactlyInAnyOrder(DiskFault.values());
  }

  private static void use(SimulatedDisk disk, SplittableRandom random) {
    try {
      KeyValueStore store = disk.open().openChain();
      HeadFile file = disk.open().openLogHead();
      for (int i = 0; i < 4; i++) {
        put(store, i, random.nextBoolean() ? Durability.SYNCED : Durability.BUFFERED);
        file.write(ByteBuffer.allocate(40), 0);
        has(store, i);
      }
      file.force();
    } catch (StorageException | PowerLoss e) {
      // That is what it is for.
    }
  }

  @Test
  void afterAFailedWriteTheStoreTakesNoMoreUntilItIsOpenedAnew() throws StorageException {
    SimulatedDisk disk = disk(1);
    KeyValueStore store = disk.open().openChain();
    disk.faults().full(true);
    assertThatThrownBy(() -> put(store, 1, Durability.SYNCED))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.DISK_FULL));
    disk.faults().mend();
    assertThatThrownBy(() -> put(store, 1, Durability.SYNCED)).isInstanceOf(StorageException.class);
    put(disk.open().openChain(), 1, Durability.SYNCED);
  }

  @Test
  void theHeadFileLosesOrTearsItsLastWritesOnly() throws StorageException {
    TreeSet<String> found = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      SimulatedDisk disk = disk(seed);
      HeadFile file = disk.open().openLogHead();
      for (String text : new String[] {"aaaa", "bbbb", "cccc"}) {
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        if (text.equals("aaaa")) {
          file.force();
        }
      }
      disk.losePower();
      ByteBuffer read = ByteBuffer.allocate(4);
      int count = disk.open().openLogHead().read(read, 0);
      assertThat(count).isEqualTo(4);
      found.add(new String(read.array(), StandardCharsets.US_ASCII));
    }
    assertThat(found)
        .contains("aaaa", "bbbb", "cccc", "ccaa", "ccbb", "bbaa")
        .as("in one place at most: the disk was at one write when the power went")
        .allMatch(text -> text.chars().distinct().count() <= 2);
  }
}
