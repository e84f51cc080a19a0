package org.tetrarch.node.plugin;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tetrarch.ledger.block.BlockHeader;
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

/** The chain as the misbehaviour of the moment tells it, decided anew for each question. */
record ReadsInLab(ChainView truth, UnaryOperator<ChainView> telling) implements ChainView {
  private ChainView told() {
    return telling.apply(truth);
  }

  @Override
  public ChainHead head() {
    return told().head();
  }

  @Override
  public Optional<StoredBlock> block(long height) {
    return told().block(height);
  }

  @Override
  public Optional<BlockHeader> header(long height) {
    return told().header(height);
  }

  @Override
  public Optional<StoredBlock> block(Hash hash) {
    return told().block(hash);
  }

  @Override
  public Optional<LocatedTransaction> transaction(Hash hash) {
    return told().transaction(hash);
  }

  @Override
  public Optional<Account> account(Address address, long height) {
    return told().account(address, height);
  }

  @Override
  public Optional<AccountProof> accountProof(Address address, long height) {
    return told().accountProof(address, height);
  }

  @Override
  public Optional<Certificate> certificate(long height) {
    return told().certificate(height);
  }

  @Override
  public HistoryPage history(Address address, Optional<HistoryCursor> before, int limit) {
    return told().history(address, before, limit);
  }

  @Override
  public Optional<Supply> supply() {
    return told().supply();
  }
}
