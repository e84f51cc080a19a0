package org.tetrarch.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tetrarch.consensus.quorum.ReplicaId;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.UnsignedTransaction;
import org.tetrarch.node.fixture.TestChain;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.MemoryStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.WriteBatch;
import org.tetrarch.node.wire.Frame;
import org.tetrarch.node.wire.FrameCodec;
import org.tetrarch.node.wire.FrameKind;
import org.tetrarch.node.wire.TransactionCache;
import org.tetrarch.node.wire.TransferBatch;

class BlockServerTest {
  private static final ReplicaId ONE = ReplicaId.of(1);
  private static final ReplicaId TWO = ReplicaId.of(2);

  private final Sent network = new Sent();
  private final Queue<Runnable> thread = new ArrayDeque<>();

  private BlockServer serving(Grown chain) {
    return new BlockServer(chain.store(), network, thread::add);
  }

  private void run() {
    for (Runnable task = thread.poll(); task != null; task = thread.poll()) {
      task.run();
    }
  }

  private List<Long> heights(int answer) {
    return ((Frame.BlocksReply) network.sent().get(answer).frame())
        .blocks().stream().map(b -> b.block().number()).toList();
  }

  @Test
  void givesTheBlocksFromAHeightOnWithTheirCertificates() throws Exception {
    Grown chain = Grown.by(5);
    serving(chain).onRequest(ONE, new Frame.BlocksRequest(3, 100));
    run();
    assertThat(network.sent())
        .containsExactly(new Sent.To(ONE, new Frame.BlocksReply(chain.blocks(3, 5))));
  }

  @Test
  void givesNoMoreThanWasAskedForAndNothingBeyondTheHead() throws Exception {
    BlockServer server = serving(Grown.by(5));
    server.onRequest(ONE, new Frame.BlocksRequest(2, 2));
    server.onRequest(ONE, new Frame.BlocksRequest(6, 10));
    server.onRequest(ONE, new Frame.BlocksRequest(Long.MAX_VALUE, Frame.BlocksReply.MAX_COUNT));
    run();
    assertThat(heights(0)).containsExactly(2L, 3L);
    assertThat(heights(1)).isEmpty();
    assertThat(heights(2)).isEmpty();
  }

  /** Two of these do not fit a frame together with a third. */
  private static SignedTransaction[] memos(int block) {
    SignedTransaction[] transactions = new SignedTransaction[14];
    for (int i = 0; i < transactions.length; i++) {
      transactions[i] =
          UnsignedTransaction.dynamicFee(TestChain.CHAIN_ID)
              .nonce((long) block * transactions.length + i)
              .value(Wei.ZERO)
              .gasLimit(2_000_000)
              .maxFeePerGas(TestChain.BASE_FEE)
              .maxPriorityFeePerGas(Wei.ZERO)
              .data(new byte[120_000])
              .to(TestChain.account(1))
              .sign(TestChain.key(0));
    }
    return transactions;
  }

  @Test
  void readsNoMoreThanOneFrameHolds() throws Exception {
    CountingStore disk = new CountingStore();
    Grown chain = new Grown(TestChain.genesisWithMemos(), disk);
    for (int block = 0; block < 6; block++) {
      chain.add(memos(block));
    }
    int size = chain.block(1).block().size();
    int fit = FrameKind.BLOCKS_REPLY.maxBytes() / size;
    assertThat(fit).isEqualTo(2);
    // Opened anew, so that nothing is in memory.
    ChainStore stored = ChainStore.open(disk, TestChain.genesisWithMemos()).chain();
    disk.bytesRead = 0;
    new BlockServer(stored, network, thread::add)
        .onRequest(ONE, new Frame.BlocksRequest(1, Frame.BlocksReply.MAX_COUNT));
    run();
    assertThat(heights(0)).containsExactly(1L, 2L);
    byte[] frame = codec().encode(network.sent().getFirst().frame());
    assertThat(frame.length).isLessThanOrEqualTo(FrameKind.BLOCKS_REPLY.maxBytes());
    assertThat(disk.bytesRead).isBetween(fit * (long) size, (fit + 2L) * size);
  }

  private static FrameCodec codec() {
    return new FrameCodec(new TransactionCache(TestChain.CHAIN_ID, false, 64));
  }

  @Test
  void aPeerThatAsksWithoutEndKeepsNobodyElseWaiting() throws Exception {
    BlockServer server = serving(Grown.by(1));
    for (int i = 0; i < 10_000; i++) {
      server.onRequest(ONE, new Frame.BlocksRequest(1, 1));
    }
    server.onRequest(TWO, new Frame.BlocksRequest(1, 1));
    assertThat(thread).hasSize(2);
    thread.remove().run();
    thread.remove().run();
    assertThat(network.sent()).extracting(Sent.To::peer).containsExactly(ONE, TWO);
    run();
    assertThat(network.sent()).hasSize(BlockServer.MAX_WAITING + 1);
  }

  @Test
  void givesABatchInThePeersTurn() throws Exception {
    BlockServer server = serving(Grown.by(1));
    TransferBatch batch =
        new TransferBatch(1, TestChain.validator(0), List.of(TestChain.transfer(0, 0, 1)));
    server.give(ONE, batch);
    assertThat(network.sent()).isEmpty();
    run();
    assertThat(network.sent()).containsExactly(new Sent.To(ONE, new Frame.BatchReply(batch)));
  }

  @Test
  void aDiskThatFailsCostsAnAnswerAndNotTheServer() throws Exception {
    CountingStore disk = new CountingStore();
    Grown chain = new Grown(TestChain.genesis(), disk);
    chain.add(TestChain.transfer(0, 0, 1));
    ChainStore stored = ChainStore.open(disk, TestChain.genesis()).chain();
    BlockServer server = new BlockServer(stored, network, thread::add);
    disk.fails = true;
    server.onRequest(ONE, new Frame.BlocksRequest(1, 1));
    run();
    assertThat(network.sent()).isEmpty();
    disk.fails = false;
    server.onRequest(ONE, new Frame.BlocksRequest(1, 1));
    run();
    assertThat(heights(0)).containsExactly(1L);
  }

  /** Counts what is read, and fails when told to. */
  private static final class CountingStore implements KeyValueStore {
    private final MemoryStore store = new MemoryStore();
    private long bytesRead;
    private boolean fails;

    @Override
    public byte @Nullable [] get(byte[] key) throws StorageException {
      if (fails) {
        throw new StorageException(StorageException.Reason.FAILED, "planted");
      }
      byte[] value = store.get(key);
      bytesRead += value == null ? 0 : value.length;
      return value;
    }

    @Override
    public List<Entry> scan(byte[] prefix, byte[] from, int limit) throws StorageException {
      return store.scan(prefix, from, limit);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) throws StorageException {
      store.write(batch, durability);
    }

    @Override
    public void close() {}
  }
}
