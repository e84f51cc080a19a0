package org.tetrarch.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tetrarch.node.fixture.TestChain.certificate;
import static org.tetrarch.node.fixture.TestChain.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.node.fixture.Chains;
import org.tetrarch.node.fixture.TestChain;

/** DESIGN §3.2: the kill between block write and head write, and disks that lose what they had. */
class ChainCrashTest {
  private static final Genesis GENESIS = TestChain.genesis();

  @TempDir Path folder;

  private static ChainStore.Opened open(KeyValueStore store) throws StorageException {
    return ChainStore.open(store, GENESIS);
  }

  /** Ten blocks of random transfers, certified up to the ninth. */
  private static List<ExecutedBlock> tenBlocks(ChainStore chain, long seed)
      throws StorageException {
    Random random = new Random(seed);
    Map<Integer, Long> nonces = new HashMap<>();
    List<ExecutedBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ExecutedBlock executed =
          Chains.next(chain, Chains.randomTransfers(random, nonces, 1 + random.nextInt(5)));
      chain.append(executed, Optional.empty());
      if (i < 9) {
        chain.putCertificate(certificate(executed.block()));
      }
      blocks.add(executed);
    }
    return blocks;
  }

  @Test
  void crashAroundAnyWriteLeavesWholeBlocksAndTheHeadOnTheLastOfThem() throws Exception {
    for (boolean afterWriting : List.of(false, true)) {
      for (int writes = 0; writes < 19; writes++) {
        MemoryStore disk = new MemoryStore();
        ChainStore chain = open(disk).chain();
        disk.crashAtWrite(writes, afterWriting);
        assertThatThrownBy(() -> tenBlocks(chain, 1)).hasMessageContaining("crashed");

        ChainStore.Opened opened = open(disk.reopened());

        assertThat(opened.gap()).isEmpty();
        // Every other write is a block's, beginning with the first.
        long blocks = (writes + 1L) / 2 + (afterWriting && writes % 2 == 0 ? 1 : 0);
        assertThat(opened.chain().tip().height()).isEqualTo(blocks);
        assertSound(opened.chain());
      }
    }
  }

  @Test
  void crashInTheFirstStartLeavesNothingOrGenesis() throws Exception {
    for (boolean afterWriting : List.of(false, true)) {
      MemoryStore disk = new MemoryStore();
      disk.crashAtWrite(0, afterWriting);
      assertThatThrownBy(() -> open(disk)).hasMessageContaining("crashed");

      ChainStore.Opened opened = open(disk.reopened());

      assertThat(opened.gap()).isEmpty();
      assertSound(opened.chain());
    }
  }

  /** What each record of a block is good for: without it the block is not whole. */
  @Test
  void anyLostRecordOfTheHeadEndsTheChainBeforeIt() throws Exception {
    MemoryStore disk = new MemoryStore();
    List<ExecutedBlock> blocks = tenBlocks(open(disk).chain(), 2);
    Hash head = blocks.getLast().block().hash();
    List<byte[]> keys =
        List.of(
            ChainRecords.header(10),
            ChainRecords.transactions(10),
            ChainRecords.receipts(10),
            ChainRecords.height(head),
            ChainRecords.node(blocks.getLast().stateRoot()));
    for (byte[] key : keys) {
      MemoryStore damaged = disk.reopened();
      damaged.lose(key);

      ChainStore.Opened opened = open(damaged);

      assertThat(opened.gap()).map(Gap::index).contains(10L);
      assertThat(opened.chain().tip().height()).isEqualTo(9);
      assertSound(opened.chain());
    }
  }

  @Test
  void blockThatIsLostInTheMiddleIsNamedAndTheRestIsTakenAgain() throws Exception {
    MemoryStore disk = new MemoryStore();
    List<ExecutedBlock> blocks = tenBlocks(open(disk).chain(), 3);
    disk.lose(ChainRecords.header(6));
    disk.lose(ChainRecords.CHECKED);

    ChainStore.Opened opened = open(disk);
    ChainStore chain = opened.chain();

    assertThat(opened.gap())
        .contains(
            new Gap(6, "block 6 is missing or damaged: blocks 6 to 10 must come from peers again"));
    assertThat(chain.tip().height()).isEqualTo(5);
    assertThat(chain.tip().certifiedHeight()).isEqualTo(5);
    assertSound(chain);
    for (ExecutedBlock block : blocks.subList(5, 7)) {
      var transaction = block.block().transactions().getFirst();
      assertThat(chain.placeOf(transaction.hash())).isEmpty();
      assertThat(chain.history(transaction.sender(), Optional.empty(), 100))
          .allMatch(place -> place.height() <= chain.tip().height());
      chain.append(block, Optional.empty());
      assertThat(chain.placeOf(transaction.hash())).isPresent();
    }
    assertSound(chain);
    assertThat(open(disk).gap()).isEmpty();
    assertThat(open(disk).chain().tip().height()).isEqualTo(7);
  }

  @Test
  void chainWithoutItsGenesisBlockBeginsAnew() throws Exception {
    MemoryStore disk = new MemoryStore();
    tenBlocks(open(disk).chain(), 4);
    disk.lose(ChainRecords.header(0));

    ChainStore.Opened opened = open(disk);

    assertThat(opened.gap()).map(Gap::index).contains(0L);
    assertThat(opened.chain().tip().height()).isZero();
    assertSound(opened.chain());
  }

  @Test
  void whatAnEarlierStartHasCheckedIsNotCheckedAgainUnlessItIsGone() throws Exception {
    MemoryStore disk = new MemoryStore();
    tenBlocks(open(disk).chain(), 5);
    assertThat(open(disk).gap()).isEmpty();
    disk.lose(ChainRecords.header(10));

    assertThat(open(disk).gap()).map(Gap::index).contains(10L);
  }

  @Test
  void damagedDatabaseGivesAWholeShorterChain() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path live = folder.resolve("live");
    Path original;
    try (KeyValueStore store = LevelDbStore.open(live, 1, 1)) {
      tenBlocks(open(store).chain(), seed);
      original = Folders.copy(live, folder.resolve("original"));
    }
    int shorter = 0;
    for (int trial = 0; trial < 60; trial++) {
      Path damaged = Folders.copy(original, folder.resolve("damaged" + trial));
      Path file = Folders.writeAheadLog(damaged);
      if (random.nextBoolean()) {
        Folders.flipBit(file, random.nextLong(Folders.usedBytes(file) * 8L));
      } else {
        Folders.truncate(file, random.nextInt(Folders.usedBytes(file)));
      }
      shorter += opensSound(damaged, "seed %d, trial %d".formatted(seed, trial)) ? 0 : 1;
    }
    assertThat(shorter).as("chains that lost blocks, seed %d", seed).isPositive();
  }

  /** Whether all blocks are there; whatever is there must be sound, and stay writable. */
  private static boolean opensSound(Path database, String what) throws Exception {
    assertThat(Files.exists(database)).isTrue();
    try (KeyValueStore store = LevelDbStore.open(database, 1, 1)) {
      ChainStore chain = open(store).chain();
      long height = chain.tip().height();
      assertThat(height).as(what).isLessThanOrEqualTo(10);
      assertSound(chain);
      ExecutedBlock next = Chains.next(chain, transfer(0, 1_000_000, 1));
      chain.append(next, Optional.empty());
      return height == 10;
    } catch (StorageException e) {
      assertThat(e.reason()).as(what).isEqualTo(StorageException.Reason.CORRUPTED);
      return false;
    }
  }

  /** Every block is there with everything, and every coin is where it belongs. */
  private static void assertSound(ChainStore chain) throws StorageException {
    ChainTip tip = chain.tip();
    Hash parent = Hash.ZERO;
    for (long height = 0; height <= tip.height(); height++) {
      StoredBlock stored = chain.block(height).orElseThrow();
      assertThat(stored.block().header().parentHash()).isEqualTo(parent);
      parent = stored.block().hash();
      assertThat(Chains.coins(chain.stateAfter(stored.block().header())).plus(stored.burnt()))
          .isEqualTo(GENESIS.supply());
    }
    assertThat(tip.header().hash()).isEqualTo(parent);
    assertThat(tip.certifiedHeight()).isLessThanOrEqualTo(tip.height());
  }
}
