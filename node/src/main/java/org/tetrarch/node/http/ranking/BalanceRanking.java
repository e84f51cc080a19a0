package org.tetrarch.node.http.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.node.http.ranking.RankingRecords.Place;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.KeyValueStore;
import org.tetrarch.node.storage.KeyValueStore.Durability;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.StoredBlock;
import org.tetrarch.node.storage.UncheckedStorageException;
import org.tetrarch.node.storage.WriteBatch;
import org.tetrarch.web.port.AccountRanking;

/** Ranks the accounts of a chain. One thread lets it follow, any thread reads. */
public final class BalanceRanking implements AccountRanking {
  private static final Logger LOG = LoggerFactory.getLogger(BalanceRanking.class);

  /** So many blocks are ranked with one write: an account that changed in several changes once. */
  private static final int GROUP = 256;

  /** Records deleted with one write when the ranking begins anew. */
  private static final int CLEARED = 4_096;

  private static final Place NOWHERE = new Place(-1, Hash.ZERO, 0);

  private final KeyValueStore store;
  private final ChainStore chain;
  private final Set<Address> endowed;
  private volatile Place place;

  private BalanceRanking(KeyValueStore store, ChainStore chain, Set<Address> endowed, Place place) {
    this.store = store;
    this.chain = chain;
    this.endowed = endowed;
    this.place = place;
  }

  /**
   * The ranking as it was left, if it belongs to this chain, else an empty one.
   *
   * @param store its own
   * @param endowed the accounts that own something in the genesis block
   */
  public static BalanceRanking open(KeyValueStore store, ChainStore chain, Set<Address> endowed)
      throws StorageException {
    byte @Nullable [] value = store.get(RankingRecords.PLACE);
    Place place = value == null ? NOWHERE : Place.decode(value);
    BalanceRanking ranking = new BalanceRanking(store, chain, new LinkedHashSet<>(endowed), place);
    if (!ranking.isOnChain()) {
      LOG.info("ranking all accounts by balance anew");
      ranking.clear();
    }
    return ranking;
  }

  private boolean isOnChain() throws StorageException {
    Optional<BlockHeader> header = chain.header(place.height());
    return header.isPresent() && header.get().hash().equals(place.block());
  }

  private void clear() throws StorageException {
    place = NOWHERE;
    store.write(new WriteBatch().delete(RankingRecords.PLACE), Durability.BUFFERED);
    for (byte[] kind : List.of(RankingRecords.RANKS, RankingRecords.BALANCES)) {
      List<KeyValueStore.Entry> some = store.scan(kind, kind, CLEARED);
      while (!some.isEmpty()) {
        WriteBatch batch = new WriteBatch();
        some.forEach(entry -> batch.delete(entry.key()));
        store.write(batch, Durability.BUFFERED);
        some = store.scan(kind, kind, CLEARED);
      }
    }
  }

  /** Ranks what the next blocks changed; returns whether more blocks wait. */
  public boolean follow() throws StorageException {
    long head = chain.tip().height();
    long first = place.height() + 1;
    if (first > head) {
      return false;
    }
    long last = Math.min(head, first + GROUP - 1);
    Set<Address> touched = new LinkedHashSet<>();
    for (long height = first; height <= last; height++) {
      touch(chain.block(height).orElseThrow(), touched);
    }
    rank(touched, chain.header(last).orElseThrow());
    return last < head;
  }

  private void touch(StoredBlock stored, Set<Address> touched) {
    Block block = stored.block();
    if (block.number() == 0) {
      touched.addAll(endowed);
    }
    touched.add(block.header().miner());
    for (SignedTransaction transaction : block.transactions()) {
      touched.add(transaction.sender());
      touched.add(transaction.to());
    }
  }

  private void rank(Set<Address> touched, BlockHeader header) throws StorageException {
    WorldState state = chain.stateAfter(header);
    WriteBatch batch = new WriteBatch();
    long accounts = place.accounts();
    for (Address address : touched) {
      byte @Nullable [] ranked = store.get(RankingRecords.balance(address));
      Wei before = ranked == null ? Wei.ZERO : RankingRecords.decodeAmount(ranked);
      Wei now = state.balance(address);
      if (now.equals(before)) {
        continue;
      }
      if (before.equals(Wei.ZERO)) {
        accounts++;
      } else {
        batch.delete(RankingRecords.rank(new Holding(address, before)));
      }
      if (now.equals(Wei.ZERO)) {
        accounts--;
        batch.delete(RankingRecords.balance(address));
      } else {
        batch.put(RankingRecords.rank(new Holding(address, now)), new byte[0]);
        batch.put(RankingRecords.balance(address), RankingRecords.amount(now));
      }
    }
    Place reached = new Place(header.number(), header.hash(), accounts);
    batch.put(RankingRecords.PLACE, reached.encoded());
    store.write(batch, Durability.BUFFERED);
    place = reached;
  }

  @Override
  public Page page(Optional<Holding> after, int limit) {
    Place now = place;
    byte[] from =
        after
            .map(RankingRecords::rank)
            .map(rank -> Arrays.copyOf(rank, rank.length + 1))
            .orElse(RankingRecords.RANKS);
    List<Holding> holdings = new ArrayList<>();
    try {
      for (KeyValueStore.Entry entry : store.scan(RankingRecords.RANKS, from, limit + 1)) {
        holdings.add(RankingRecords.holding(entry.key()));
      }
    } catch (StorageException e) {
      throw new UncheckedStorageException(e);
    }
    boolean more = holdings.size() > limit;
    return new Page(
        Math.max(0, now.height()),
        now.accounts(),
        more ? holdings.subList(0, limit) : holdings,
        more);
  }
}
