package org.tetrarch.lab.adversary;

import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.BlockHeader;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.node.plugin.Malice;
import org.tetrarch.node.plugin.Means;
import org.tetrarch.web.port.ChainHead;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.HistoryPage;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.StoredBlock;
import org.tetrarch.web.port.Supply;

/** An honest replica with a lying tongue: what wallets and explorers read of it is false. */
final class LyingReads extends Described {
  private static final Wei GIFT = Wei.coins(1_000);

  LyingReads() {
    super(
        "lying-reads",
        "INV-12",
        "tells wallets and explorers false balances, receipts and blocks",
        "its blocks do not have the hashes that their certificates prove; the other nodes tell the"
            + " truth");
  }

  @Override
  public Malice begin(Means means) {
    return new Malice() {
      @Override
      public ChainView reads(ChainView honest) {
        return new False(honest);
      }
    };
  }

  /** Every account is richer than it is, and every block leads to another state. */
  private record False(ChainView truth) implements ChainView {
    private static BlockHeader lie(BlockHeader header) {
      return Blocks.withState(header, Falsehood.other(header.stateRoot()));
    }

    private static StoredBlock lie(StoredBlock stored) {
      Block block = stored.block();
      return new StoredBlock(
          new Block(lie(block.header()), block.transactions()), stored.receipts());
    }

    private static LocatedTransaction lie(LocatedTransaction located) {
      return new LocatedTransaction(
          located.transaction(),
          located.receipt(),
          lie(located.header()),
          located.index(),
          located.gasUsed());
    }

    @Override
    public ChainHead head() {
      ChainHead head = truth.head();
      Hash hash = truth.header(head.height()).map(header -> lie(header).hash()).orElse(head.hash());
      return new ChainHead(head.height(), hash, head.certifiedHeight());
    }

    @Override
    public Optional<StoredBlock> block(long height) {
      return truth.block(height).map(False::lie);
    }

    @Override
    public Optional<BlockHeader> header(long height) {
      return truth.header(height).map(False::lie);
    }

    @Override
    public Optional<StoredBlock> block(Hash hash) {
      return truth.block(hash).map(False::lie);
    }

    @Override
    public Optional<LocatedTransaction> transaction(Hash hash) {
      return truth.transaction(hash).map(False::lie);
    }

    @Override
    public Optional<Account> account(Address address, long height) {
      return truth.account(address, height).map(False::richer);
    }

    private static Account richer(Account account) {
      return new Account(account.nonce(), account.balance().plus(GIFT));
    }

    /** Nobody can make a path that proves the lie, so it comes with the true one. */
    @Override
    public Optional<AccountProof> accountProof(Address address, long height) {
      return truth
          .accountProof(address, height)
          .map(proof -> new AccountProof(address, richer(proof.account()), proof.nodes()));
    }

    @Override
    public Optional<Certificate> certificate(long height) {
      return truth.certificate(height);
    }

    @Override
    public HistoryPage history(Address address, Optional<HistoryCursor> before, int limit) {
      HistoryPage page = truth.history(address, before, limit);
      return new HistoryPage(page.entries().stream().map(False::lie).toList(), page.next());
    }

    @Override
    public Optional<Supply> supply() {
      return truth.supply().map(supply -> new Supply(supply.genesis().plus(GIFT), supply.burnt()));
    }
  }
}
