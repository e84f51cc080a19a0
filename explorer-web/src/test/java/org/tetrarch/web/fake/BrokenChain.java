package org.tetrarch.web.fake;

import java.util.Optional;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Supply;

/** A chain whose every read fails with a message that nobody outside may see. */
public final class BrokenChain implements ChainView {

  private static IllegalStateException failure() {
    return new IllegalStateException("secret");
  }

  @Override
  public ChainHead head() {
    throw failure();
  }

  @Override
  public Optional<StoredBlock> block(long height) {
    throw failure();
  }

  @Override
  public Optional<StoredBlock> block(Hash hash) {
    throw failure();
  }

  @Override
  public Optional<LocatedTransaction> transaction(Hash hash) {
    throw failure();
  }

  @Override
  public Optional<Account> account(Address address, long height) {
    throw failure();
  }

  @Override
  public Optional<AccountProof> accountProof(Address address, long height) {
    throw failure();
  }

  @Override
  public Optional<Certificate> certificate(long height) {
    throw failure();
  }

  @Override
  public HistoryPage history(Address address, Optional<HistoryCursor> before, int limit) {
    throw failure();
  }

  @Override
  public Optional<Supply> supply() {
    throw failure();
  }
}
