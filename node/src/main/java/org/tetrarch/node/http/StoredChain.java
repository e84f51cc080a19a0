package org.tetrarch.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.node.execution.Executor;
import org.tetrarch.node.storage.ChainStore;
import org.tetrarch.node.storage.StorageException;
import org.tetrarch.node.storage.TransactionPlace;
import org.tetrarch.node.storage.UncheckedStorageException;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Supply;

/** The chain as stored. */
public final class StoredChain implements ChainView {
  private final ChainStore store;
  private final Executor executor;
  private final Wei supply;

  public StoredChain(ChainStore store, Executor executor, Wei supply) {
    this.store = store;
    this.executor = executor;
    this.supply = supply;
  }

  private interface Reading<T> {
    T read() throws StorageException;
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (StorageException e) {
      throw new UncheckedStorageException(e);
    }
  }

  @Override
  public ChainHead head() {
    var head = executor.head();
    return new ChainHead(head.height(), head.hash(), head.certifiedHeight());
  }

  @Override
  public Optional<StoredBlock> block(long height) {
    return reading(() -> store.block(height))
        .map(stored -> new StoredBlock(stored.block(), stored.receipts()));
  }

  @Override
  public Optional<BlockHeader> header(long height) {
    return reading(() -> store.header(height));
  }

  @Override
  public Optional<StoredBlock> block(Hash hash) {
    return reading(() -> store.heightOf(hash)).flatMap(this::block);
  }

  @Override
  public Optional<LocatedTransaction> transaction(Hash hash) {
    return reading(() -> store.placeOf(hash)).flatMap(this::at);
  }

  private Optional<LocatedTransaction> at(TransactionPlace place) {
    return block(place.height()).map(block -> LocatedTransaction.of(block, place.index()));
  }

  @Override
  public Optional<Account> account(Address address, long height) {
    return header(height).map(header -> store.stateAfter(header).account(address));
  }

  @Override
  public Optional<AccountProof> accountProof(Address address, long height) {
    return header(height).map(header -> store.stateAfter(header).prove(address));
  }

  @Override
  public Optional<Certificate> certificate(long height) {
    return reading(() -> store.certificate(height));
  }

  @Override
  public HistoryPage history(Address address, Optional<HistoryCursor> before, int limit) {
    Optional<TransactionPlace> from =
        before.map(cursor -> new TransactionPlace(cursor.height(), cursor.index()));
    List<TransactionPlace> places = reading(() -> store.history(address, from, limit));
    List<LocatedTransaction> entries = new ArrayList<>();
    for (TransactionPlace place : places) {
      at(place).ifPresent(entries::add);
    }
    Optional<HistoryCursor> next =
        places.size() < limit
            ? Optional.empty()
            : Optional.of(new HistoryCursor(places.getLast().height(), places.getLast().index()));
    return new HistoryPage(entries, next);
  }

  @Override
  public Optional<Supply> supply() {
    return Optional.of(new Supply(supply, executor.head().burnt()));
  }
}
