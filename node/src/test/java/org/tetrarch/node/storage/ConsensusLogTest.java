package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tetrarch.node.storage.LogRecords.accepted;
import static org.tetrarch.node.storage.LogRecords.attempted;
import static org.tetrarch.node.storage.LogRecords.checkpoint;
import static org.tetrarch.node.storage.LogRecords.entered;
import static org.tetrarch.node.storage.LogRecords.joined;
import static org.tetrarch.node.storage.LogRecords.prepared;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.consensus.log.LogRecord;

class ConsensusLogTest {
  @TempDir Path folder;

  private final MemoryStore store = new MemoryStore();

  private Path head() {
    return folder.resolve("log-head");
  }

  private ConsensusLog.Opened open(KeyValueStore of) throws StorageException {
    return ConsensusLog.open(of, DiskHeadFile.open(head()), LogRecords.codec());
  }

  /** A log with these records, closed. */
  private void write(List<LogRecord> records) throws StorageException {
    try (ConsensusLog log = open(store).log()) {
      log.append(records);
    }
  }

  @Test
  void newLogIsEmptyAndWhole() throws Exception {
    ConsensusLog.Opened opened = open(store);

    assertThat(opened.records()).isEmpty();
    assertThat(opened.gap()).isEmpty();
  }

  @Test
  void recordsOfEveryKindAreFoundAgainInOrder() throws Exception {
    List<LogRecord> records =
        List.of(joined(0), accepted(1), prepared(1), attempted(1), entered(1), checkpoint(0));

    write(records);

    ConsensusLog.Opened opened = open(store);
    assertThat(opened.gap()).isEmpty();
    assertThat(opened.records()).isEqualTo(records);
  }

  @Test
  void manyRecordsShareOneSync() throws Exception {
    ConsensusLog log = open(store).log();
    int before = store.syncs();

    log.append(List.of(accepted(1), prepared(1), accepted(2), prepared(2)));

    assertThat(store.syncs() - before).isEqualTo(1);
  }

  @Test
  void appendingNothingWritesNothing() throws Exception {
    ConsensusLog log = open(store).log();
    int before = store.syncs();

    log.append(List.of());

    assertThat(store.syncs()).isEqualTo(before);
  }

  @Test
  void lostRecordInTheMiddleIsNamed() throws Exception {
    write(List.of(accepted(1), accepted(2), accepted(3), accepted(4)));
    store.lose(ConsensusLog.key(2));

    ConsensusLog.Opened opened = open(store);

    assertThat(opened.gap()).map(Gap::index).contains(2L);
    assertThat(opened.gap()).get().extracting(Gap::description).asString().contains("record 2");
    assertThat(opened.records()).containsExactly(accepted(1), accepted(2));
  }

  @Test
  void lostLastRecordsAreNoticedByTheHeadFile() throws Exception {
    write(List.of(accepted(1), accepted(2), accepted(3), accepted(4)));
    store.lose(ConsensusLog.key(2));
    store.lose(ConsensusLog.key(3));

    assertThat(open(store).gap())
        .get()
        .extracting(Gap::description)
        .isEqualTo("the consensus log ends before record 2, it had 4");
  }

  @Test
  void lossOfTheWholeDatabaseIsNoticed() throws Exception {
    write(List.of(accepted(1), accepted(2)));

    assertThat(open(new MemoryStore()).gap()).map(Gap::index).contains(0L);
  }

  @Test
  void lossOfTheHeadFileIsNoticed() throws Exception {
    write(List.of(accepted(1), accepted(2)));
    Files.delete(head());

    assertThat(open(store).gap()).isPresent();
    // It was made again by looking, and must not hide the loss from the next start.
    assertThat(open(store).gap()).isPresent();
  }

  @Test
  void changedRecordIsNoticed() throws Exception {
    write(List.of(accepted(1), accepted(2), accepted(3)));
    byte[] key = ConsensusLog.key(1);
    byte[] value = store.stored(key);
    value[value.length - 1] ^= 1;
    store.damage(key, value);

    assertThat(open(store).gap()).map(Gap::index).contains(1L);
  }

  @Test
  void recordInThePlaceOfAnotherIsNoticed() throws Exception {
    write(List.of(accepted(1), accepted(2), accepted(3)));
    store.damage(ConsensusLog.key(2), store.stored(ConsensusLog.key(1)));

    assertThat(open(store).gap()).map(Gap::index).contains(2L);
  }

  @Test
  void olderCopyOfTheLastRecordsIsNoticed() throws Exception {
    MemoryStore other = new MemoryStore();
    try (ConsensusLog log =
        ConsensusLog.open(
                other, DiskHeadFile.open(folder.resolve("other-head")), LogRecords.codec())
            .log()) {
      log.append(List.of(accepted(1), accepted(7)));
    }
    write(List.of(accepted(1), accepted(2)));
    store.damage(ConsensusLog.key(1), other.stored(ConsensusLog.key(1)));

    // Its own chain is right; only the head file knows that it is another record.
    assertThat(open(store).gap()).map(Gap::index).contains(1L);
  }

  @Test
  void logWithGapTakesNothingUntilItIsStartedAnew() throws Exception {
    write(List.of(accepted(1), accepted(2), accepted(3)));
    store.lose(ConsensusLog.key(1));
    ConsensusLog log = open(store).log();
    assertThatThrownBy(() -> log.append(List.of(accepted(4))))
        .isInstanceOf(IllegalStateException.class);

    log.restart();
    log.append(List.of(joined(9), accepted(10)));
    log.close();

    ConsensusLog.Opened opened = open(store);
    assertThat(opened.gap()).isEmpty();
    assertThat(opened.records()).containsExactly(joined(9), accepted(10));
  }

  @Test
  void crashWhileStartingAnewLeavesTheGapOrAnEmptyLog() throws Exception {
    write(List.of(accepted(1), accepted(2), accepted(3)));
    store.lose(ConsensusLog.key(1));
    for (boolean afterWriting : List.of(false, true)) {
      MemoryStore copy = store.reopened();
      ConsensusLog log = open(copy).log();
      copy.crashAtWrite(0, afterWriting);
      assertThatThrownBy(log::restart).hasMessageContaining("crashed");
      log.close();

      ConsensusLog.Opened opened = open(copy.reopened());

      assertThat(opened.gap().isPresent()).isEqualTo(!afterWriting);
      assertThat(afterWriting && !opened.records().isEmpty()).isFalse();
    }
  }

  @Test
  void crashInAWriteLeavesAllOfItsRecordsOrNone() throws Exception {
    write(List.of(accepted(1)));
    for (boolean afterWriting : List.of(false, true)) {
      MemoryStore copy = store.reopened();
      ConsensusLog log = open(copy).log();
      copy.crashAtWrite(0, afterWriting);
      assertThatThrownBy(() -> log.append(List.of(accepted(2), prepared(2))))
          .hasMessageContaining("crashed");
      log.close();

      ConsensusLog.Opened opened = open(copy.reopened());

      // The head file had no time to learn of them, which is no gap: nobody was told either.
      assertThat(opened.gap()).isEmpty();
      assertThat(opened.records()).hasSize(afterWriting ? 3 : 1);
    }
  }

  @Test
  void tornHeadFileFallsBackToItsOtherSlot() throws Exception {
    try (ConsensusLog log = open(store).log()) {
      log.append(List.of(accepted(1)));
      log.append(List.of(accepted(2)));
    }
    for (int slot = 0; slot < 2; slot++) {
      byte[] whole = Files.readAllBytes(head());
      Folders.flipBit(head(), slot * 4096L * 8 + 3);

      assertThat(open(store).gap()).isEmpty();

      Files.write(head(), whole);
    }
    Folders.flipBit(head(), 3);
    Folders.flipBit(head(), 4096L * 8 + 3);
    assertThat(open(store).gap()).isPresent();
  }

  @Test
  void aTornSlotOfTheHeadFileIsMendedBeforeTheOtherCanBeTorn() throws Exception {
    try (ConsensusLog log = open(store).log()) {
      log.append(List.of(accepted(1)));
    }
    for (int slot = 0; slot < 2; slot++) {
      byte[] whole = Files.readAllBytes(head());
      Folders.flipBit(head(), slot * 4096L * 8 + 3);

      open(store).log().close();

      Folders.flipBit(head(), (1 - slot) * 4096L * 8 + 3);
      assertThat(open(store).gap()).isEmpty();
      Files.write(head(), whole);
    }
  }

  @Test
  void pruningKeepsOpenSlotsAndTheNewestOfEverythingElse() throws Exception {
    List<LogRecord> expected = new ArrayList<>();
    try (ConsensusLog log = open(store).log()) {
      log.append(List.of(joined(0), attempted(1), entered(1), attempted(2), entered(2)));
      for (long sequence = 1; sequence <= 200; sequence++) {
        log.append(List.of(accepted(sequence), prepared(sequence)));
        log.append(List.of(checkpoint(sequence)));
      }
      expected.addAll(List.of(accepted(201), attempted(3), prepared(202)));
      log.append(expected);
      log.append(List.of(checkpoint(200)));
    }

    ConsensusLog.Opened opened = open(store);

    assertThat(opened.gap()).isEmpty();
    assertThat(opened.records())
        .hasSizeLessThan(LogPruning.WORTH_RECORDS + 10)
        .contains(joined(0), entered(2), checkpoint(200))
        .containsSubsequence(expected)
        .doesNotContain(accepted(1), attempted(1), entered(1), prepared(100));
    assertThat(opened.log().nextIndex()).isEqualTo(5 + 600 + 4);
  }

  @Test
  void prunedLogIsStillProtected() throws Exception {
    try (ConsensusLog log = open(store).log()) {
      log.append(List.of(joined(0)));
      for (long sequence = 1; sequence <= 100; sequence++) {
        log.append(List.of(accepted(sequence), checkpoint(sequence)));
      }
      log.append(List.of(accepted(101), accepted(102)));
    }
    List<LogRecord> before = open(store).records();
    List<KeyValueStore.Entry> left =
        store.scan(Keys.of(ConsensusLog.RECORD), Keys.of(ConsensusLog.RECORD), 1000);
    for (KeyValueStore.Entry entry : left) {
      MemoryStore damaged = store.reopened();
      damaged.lose(entry.key());
      assertThat(open(damaged).gap()).isPresent();
    }
    MemoryStore withoutBase = store.reopened();
    withoutBase.lose(ConsensusLog.BASE);
    assertThat(open(withoutBase).gap()).map(Gap::index).contains(0L);
    MemoryStore withDamagedBase = store.reopened();
    byte[] base = store.stored(ConsensusLog.BASE);
    base[40] ^= 1;
    withDamagedBase.damage(ConsensusLog.BASE, base);
    assertThat(open(withDamagedBase).gap()).map(Gap::index).contains(0L);
    assertThat(open(store).records()).isEqualTo(before);
  }

  @Test
  void openSlotIsNeverPrunedHoweverLongItStaysOpen() throws Exception {
    try (ConsensusLog log = open(store).log()) {
      log.append(List.of(accepted(5)));
      for (int i = 0; i < 200; i++) {
        log.append(List.of(attempted(i), checkpoint(4)));
      }
    }

    assertThat(open(store).records()).contains(accepted(5));
  }
}
