package org.tetrarch.node.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.certificate.SigningDomain;
import org.tetrarch.ledger.trie.Trie;

/**
 * Looks for holes in a stored chain. Each block with its state was one write, so where the headers
 * follow one another nothing of their blocks is missing, and where one is missing the states from
 * there on are unsound: the chain then ends before it.
 *
 * <p>Only what the database had not yet moved from its log into checksummed tables can vanish
 * without an error, and opening it moves all of that: so what an earlier start has checked is not
 * checked again, nor what lies further back than its log can reach.
 */
final class ContinuityCheck {
  /** More blocks, of a kilobyte at least, than the database's log holds. */
  static final long MAX_CHECKED = 1 << 14;

  /**
   * @param tip empty when there is no chain, or nothing of it is sound
   */
  record Found(Optional<ChainTip> tip, Optional<Gap> gap) {}

  private final KeyValueStore store;
  private final Block genesisBlock;
  private final Genesis genesis;

  ContinuityCheck(KeyValueStore store, Block genesisBlock, Genesis genesis) {
    this.store = store;
    this.genesisBlock = genesisBlock;
    this.genesis = genesis;
  }

  Found run() throws StorageException {
    byte @Nullable [] head = store.get(ChainRecords.HEAD);
    if (head == null) {
      return new Found(Optional.empty(), Optional.empty());
    }
    long height = ChainRecords.decodeHeight(head);
    Optional<BlockHeader> first = header(0);
    if (first.isPresent() && !first.get().equals(genesisBlock.header())) {
      throw new StorageException(
          StorageException.Reason.OTHER_CHAIN,
          "the stored chain begins with block %s, the genesis file with %s: use another directory"
              .formatted(first.get().hash(), genesisBlock.hash()));
    }
    long sound = first.isEmpty() ? -1 : lastSound(height);
    Optional<Gap> gap = sound == height ? Optional.empty() : Optional.of(gap(sound + 1, height));
    if (sound < 0) {
      return new Found(Optional.empty(), gap);
    }
    ChainTip tip = tip(sound);
    if (gap.isPresent()) {
      endAt(tip);
    }
    WriteBatch checked = new WriteBatch().put(ChainRecords.CHECKED, Keys.number(sound));
    store.write(checked, KeyValueStore.Durability.BUFFERED);
    return new Found(Optional.of(tip), gap);
  }

  private static Gap gap(long missing, long head) {
    return new Gap(
        missing,
        "block %d is missing or damaged: blocks %d to %d must come from peers again"
            .formatted(missing, missing, head));
  }

  /** The last block up to which nothing is missing, at most {@code head}. */
  private long lastSound(long head) throws StorageException {
    byte @Nullable [] checked = store.get(ChainRecords.CHECKED);
    long before = checked == null ? 0 : ChainRecords.decodeHeight(checked);
    long height = Math.max(Math.min(before, head), head - MAX_CHECKED);
    Optional<BlockHeader> below = header(height);
    if (below.isEmpty()) {
      // What was sound once is not: nothing that was concluded from it counts.
      height = 0;
      below = Optional.of(genesisBlock.header());
    }
    while (height < head) {
      Optional<BlockHeader> next = header(height + 1);
      if (next.isEmpty() || !next.get().parentHash().equals(below.get().hash())) {
        break;
      }
      below = next;
      height++;
    }
    while (height > 0 && !isWhole(height)) {
      height--;
    }
    return height;
  }

  private Optional<BlockHeader> header(long height) throws StorageException {
    byte @Nullable [] encoded = store.get(ChainRecords.header(height));
    if (encoded == null) {
      return Optional.empty();
    }
    try {
      BlockHeader header = BlockHeader.decode(encoded);
      return header.number() == height ? Optional.of(header) : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /** Whether the body, the receipts, the root of the state and the indexes of a block are there. */
  private boolean isWhole(long height) throws StorageException {
    Optional<BlockHeader> header = header(height);
    byte @Nullable [] transactions = store.get(ChainRecords.transactions(height));
    byte @Nullable [] receipts = store.get(ChainRecords.receipts(height));
    if (header.isEmpty() || transactions == null || receipts == null) {
      return false;
    }
    if (store.get(ChainRecords.height(header.get().hash())) == null || !hasState(header.get())) {
      return false;
    }
    try {
      StoredBlock stored = ChainRecords.decode(header.get(), transactions, receipts);
      return Block.transactionsRoot(stored.block().transactions())
              .equals(header.get().transactionsRoot())
          && Receipt.root(stored.receipts()).equals(header.get().receiptsRoot());
    } catch (MalformedException e) {
      return false;
    }
  }

  private boolean hasState(BlockHeader header) throws StorageException {
    return header.stateRoot().equals(Trie.EMPTY_ROOT)
        || store.get(ChainRecords.node(header.stateRoot())) != null;
  }

  private ChainTip tip(long height) throws StorageException {
    BlockHeader header = header(height).orElse(genesisBlock.header());
    byte @Nullable [] receipts = store.get(ChainRecords.receipts(height));
    try {
      Wei burnt = receipts == null ? Wei.ZERO : ChainRecords.decodeBurnt(receipts);
      return new ChainTip(header, burnt, certifiedHeight(height));
    } catch (MalformedException e) {
      throw new StorageException(
          StorageException.Reason.CORRUPTED, "receipts of block " + height + " are damaged", e);
    }
  }

  /** The highest certificate that is there and valid, starting from where the last one was. */
  private long certifiedHeight(long head) throws StorageException {
    byte @Nullable [] noted = store.get(ChainRecords.CERTIFIED);
    long height = noted == null ? 0 : Math.min(head, ChainRecords.decodeHeight(noted));
    SigningDomain domain = new SigningDomain(genesis.chainId(), genesisBlock.hash());
    while (height > 0 && !isCertified(height, domain)) {
      height--;
    }
    return height;
  }

  private boolean isCertified(long height, SigningDomain domain) throws StorageException {
    try {
      Optional<Certificate> stored =
          ChainRecords.decodeCertificate(store.get(ChainRecords.certificate(height)));
      Optional<BlockHeader> header = header(height);
      return stored.isPresent()
          && header.isPresent()
          && stored.get().height() == height
          && stored.get().blockHash().equals(header.get().hash())
          && stored.get().verify(domain, genesis.validatorAddresses(), genesis.quorum()).isEmpty();
    } catch (MalformedException e) {
      return false;
    }
  }

  /** Makes a sound block the head. What lies above it is found by nobody and written over. */
  private void endAt(ChainTip tip) throws StorageException {
    WriteBatch batch =
        new WriteBatch()
            .put(ChainRecords.HEAD, ChainRecords.encodeHead(tip.header()))
            .put(ChainRecords.CERTIFIED, Keys.number(tip.certifiedHeight()));
    store.write(batch, KeyValueStore.Durability.SYNCED);
  }
}
