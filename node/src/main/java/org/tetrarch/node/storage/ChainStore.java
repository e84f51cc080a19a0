package org.tetrarch.node.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.execution.ExecutedBlock;
import org.tetrarch.ledger.execution.GenesisBlock;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.trie.TrieNodes;

/**
 * The executed chain: blocks with receipts, certificates, where each transaction is, each account's
 * history, and the state after every block. A block is one synced write, so after a crash it is
 * there with all of that and is the head, or nothing of it is.
 *
 * <p>One thread writes (INV-8: each block on the one before); any thread reads, and sees nothing
 * above the head.
 */
public final class ChainStore implements TrieNodes {
  private static final long CACHED_NODE_BYTES = 8L << 20;
  private static final long CACHED_BLOCK_BYTES = 16L << 20;

  private final KeyValueStore store;
  private final GenesisBlock genesis;
  private volatile ChainTip tip;

  // What is known by its hash never changes, so these never hold anything stale.
  private final RecentlyUsed<Hash, byte[]> nodes =
      new RecentlyUsed<>(CACHED_NODE_BYTES, node -> node.length + 100L);
  private final RecentlyUsed<Hash, StoredBlock> blocks =
      new RecentlyUsed<>(CACHED_BLOCK_BYTES, stored -> stored.block().size() * 4L);

  private ChainStore(KeyValueStore store, Genesis genesis) {
    this.store = store;
    this.genesis = genesis.genesisBlock(this);
    this.tip = new ChainTip(this.genesis.block().header(), Wei.ZERO, 0);
  }

  /**
   * A chain as it was found.
   *
   * @param gap what is missing; then the store ends before it, and the blocks from there on must be
   *     fetched from peers
   */
  public record Opened(ChainStore chain, Optional<Gap> gap) {}

  /**
   * Opens the chain of this genesis and checks that it has no holes; a new one begins with the
   * genesis block. Throws {@link StorageException.Reason#OTHER_CHAIN} when the store holds another.
   */
  public static Opened open(KeyValueStore store, Genesis genesis) throws StorageException {
    ChainStore chain = new ChainStore(store, genesis);
    ContinuityCheck check = new ContinuityCheck(store, chain.genesis.block(), genesis);
    ContinuityCheck.Found found = check.run();
    if (found.tip().isEmpty()) {
      chain.writeGenesis();
    } else {
      chain.tip = found.tip().get();
    }
    return new Opened(chain, found.gap());
  }

  private void writeGenesis() throws StorageException {
    Block block = genesis.block();
    WriteBatch batch = new WriteBatch();
    addBlock(batch, new StoredBlock(block, List.of(), Wei.ZERO));
    genesis.newTrieNodes().forEach((hash, node) -> batch.put(ChainRecords.node(hash), node));
    batch.put(ChainRecords.CERTIFIED, Keys.number(0L));
    store.write(batch, KeyValueStore.Durability.SYNCED);
  }

  /**
   * Stores a block on top of the head, durably. Throws {@link IllegalArgumentException} when it is
   * not the next one.
   */
  public void append(ExecutedBlock executed, Optional<Certificate> certificate)
      throws StorageException {
    BlockHeader header = executed.block().header();
    ChainTip before = tip();
    if (!header.parentHash().equals(before.header().hash())) {
      throw new IllegalArgumentException(
          "block %d does not follow block %d".formatted(header.number(), before.height()));
    }
    Wei burnt = before.burnt().plus(header.burnt());
    StoredBlock stored = new StoredBlock(executed.block(), executed.receipts(), burnt);
    WriteBatch batch = new WriteBatch();
    addBlock(batch, stored);
    executed.newTrieNodes().forEach((hash, node) -> batch.put(ChainRecords.node(hash), node));
    certificate.ifPresent(c -> addCertificate(batch, c));
    store.write(batch, KeyValueStore.Durability.SYNCED);
    blocks.put(header.hash(), stored);
    long certified = certificate.map(Certificate::height).orElse(0L);
    tip = new ChainTip(header, burnt, before.certifiedHeight()).certifiedAt(certified);
  }

  private static void addBlock(WriteBatch batch, StoredBlock stored) {
    Block block = stored.block();
    long height = block.number();
    batch.put(ChainRecords.header(height), block.header().encoded());
    batch.put(ChainRecords.transactions(height), ChainRecords.encode(block.transactions()));
    batch.put(
        ChainRecords.receipts(height),
        ChainRecords.encodeReceipts(stored.burnt(), stored.receipts()));
    batch.put(ChainRecords.height(block.hash()), Keys.number(height));
    for (int index = 0; index < block.transactions().size(); index++) {
      SignedTransaction transaction = block.transactions().get(index);
      TransactionPlace place = new TransactionPlace(height, index);
      batch.put(ChainRecords.place(transaction.hash()), ChainRecords.encode(place));
      batch.put(ChainRecords.history(transaction.sender(), place), new byte[0]);
      if (!transaction.to().equals(transaction.sender())) {
        batch.put(ChainRecords.history(transaction.to(), place), new byte[0]);
      }
    }
    batch.put(ChainRecords.HEAD, ChainRecords.encodeHead(block.header()));
  }

  private void addCertificate(WriteBatch batch, Certificate certificate) {
    long highest = Math.max(tip().certifiedHeight(), certificate.height());
    batch.put(ChainRecords.certificate(certificate.height()), certificate.encoded());
    batch.put(ChainRecords.CERTIFIED, Keys.number(highest));
  }

  /**
   * Stores a verified certificate of a block that is here. Without a sync: one that is lost in a
   * crash is had again from the log or from peers. Throws {@link IllegalArgumentException} when it
   * is not for the block of its height. On the thread that appends.
   */
  public void putCertificate(Certificate certificate) throws StorageException {
    Optional<BlockHeader> header = header(certificate.height());
    if (header.isEmpty() || !header.get().hash().equals(certificate.blockHash())) {
      throw new IllegalArgumentException(
          "certificate for another block at height " + certificate.height());
    }
    WriteBatch batch = new WriteBatch();
    addCertificate(batch, certificate);
    store.write(batch, KeyValueStore.Durability.BUFFERED);
    tip = tip().certifiedAt(certificate.height());
  }

  /** How far the chain is, consistent in itself. */
  public ChainTip tip() {
    return tip;
  }

  /** Block 0 and all coins that there ever were. */
  public GenesisBlock genesis() {
    return genesis;
  }

  /** The header at a height, empty above the head. */
  public Optional<BlockHeader> header(long height) throws StorageException {
    if (!isStored(height)) {
      return Optional.empty();
    }
    byte[] encoded = required(ChainRecords.header(height), "header of block " + height);
    return Optional.of(decoded(() -> BlockHeader.decode(encoded), "header of block " + height));
  }

  private boolean isStored(long height) {
    return height >= 0 && height <= tip().height();
  }

  /** The block at a height, empty above the head. */
  public Optional<StoredBlock> block(long height) throws StorageException {
    Optional<BlockHeader> header = header(height);
    return header.isEmpty() ? Optional.empty() : Optional.of(block(header.get()));
  }

  private StoredBlock block(BlockHeader header) throws StorageException {
    StoredBlock cached = blocks.get(header.hash());
    if (cached != null) {
      return cached;
    }
    String what = "block " + header.number();
    byte[] transactions = required(ChainRecords.transactions(header.number()), what);
    byte[] receipts = required(ChainRecords.receipts(header.number()), what);
    StoredBlock stored = decoded(() -> ChainRecords.decode(header, transactions, receipts), what);
    blocks.put(header.hash(), stored);
    return stored;
  }

  /** The height of the block with this hash, if it is at or below the head. */
  public Optional<Long> heightOf(Hash blockHash) throws StorageException {
    byte @Nullable [] value = store.get(ChainRecords.height(blockHash));
    return value == null
        ? Optional.empty()
        : Optional.of(ChainRecords.decodeHeight(value)).filter(this::isStored);
  }

  /** Where an executed transaction stands. */
  public Optional<TransactionPlace> placeOf(Hash transaction) throws StorageException {
    byte @Nullable [] value = store.get(ChainRecords.place(transaction));
    return value == null
        ? Optional.empty()
        : Optional.of(ChainRecords.decodePlace(value)).filter(place -> isStored(place.height()));
  }

  /**
   * Where the transactions stand that an address sent or received, newest first.
   *
   * @param before only those older than this one
   */
  public List<TransactionPlace> history(
      Address address, Optional<TransactionPlace> before, int limit) throws StorageException {
    // What lies above the head, left by a chain that lost its end, is not there for a reader.
    TransactionPlace newest =
        before
            .filter(place -> isStored(place.height()))
            .orElseGet(() -> new TransactionPlace(tip().height() + 1, 0));
    byte[] from = Keys.after(ChainRecords.history(address, newest));
    List<TransactionPlace> places = new ArrayList<>();
    for (KeyValueStore.Entry entry : store.scan(ChainRecords.history(address), from, limit)) {
      places.add(ChainRecords.placeInHistory(entry.key()));
    }
    return places;
  }

  /** The stored certificate of exactly this height, if it has one. */
  public Optional<Certificate> certificate(long height) throws StorageException {
    if (!isStored(height)) {
      return Optional.empty();
    }
    byte @Nullable [] value = store.get(ChainRecords.certificate(height));
    return decoded(() -> ChainRecords.decodeCertificate(value), "certificate of block " + height);
  }

  /** The state after a stored block; the state of every height is kept. */
  public WorldState stateAfter(BlockHeader header) {
    return WorldState.open(header.stateRoot(), this);
  }

  /**
   * A node of any stored state. Throws {@link UncheckedStorageException} when the disk cannot be
   * read.
   */
  @Override
  public byte @Nullable [] get(Hash hash) {
    byte @Nullable [] cached = nodes.get(hash);
    if (cached != null) {
      return cached;
    }
    try {
      byte @Nullable [] node = store.get(ChainRecords.node(hash));
      if (node != null) {
        nodes.put(hash, node);
      }
      return node;
    } catch (StorageException e) {
      throw new UncheckedStorageException(e);
    }
  }

  private byte[] required(byte[] key, String what) throws StorageException {
    byte @Nullable [] value = store.get(key);
    if (value == null) {
      throw damaged(what + " is missing", null);
    }
    return value;
  }

  private interface Decoding<T> {
    T run() throws MalformedException;
  }

  private static <T> T decoded(Decoding<T> decoding, String what) throws StorageException {
    try {
      return decoding.run();
    } catch (MalformedException e) {
      throw damaged(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static StorageException damaged(String what, @Nullable Throwable cause) {
    return new StorageException(
        StorageException.Reason.CORRUPTED,
        "the stored chain is damaged: " + what + "; start the node again, it then checks the chain",
        cause);
  }
}
