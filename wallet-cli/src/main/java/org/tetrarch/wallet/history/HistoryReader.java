package org.tetrarch.wallet.history;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tetrarch.genesis.Allocation;
import org.tetrarch.genesis.Genesis;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.proof.ProvenAccount;
import org.tetrarch.wallet.network.LightClient;
import org.tetrarch.wallet.network.NoAnswerException;
import org.tetrarch.wallet.network.Nodes;
import org.tetrarch.wallet.proof.ProofException;
import org.tetrarch.wallet.rpc.NodeClient;
import org.tetrarch.wallet.rpc.NodeUnreachableException;
import org.tetrarch.wallet.rpc.RpcErrorException;

/** Reads histories from one node after the other until a list of one holds. */
public final class HistoryReader {
  private final LightClient client;
  private final Nodes nodes;

  public HistoryReader(LightClient client) {
    this.client = client;
    this.nodes = client.nodes();
  }

  /** The newest transfers of an account, at most {@code limit}. */
  public AccountHistory read(Address address, int limit)
      throws NoAnswerException, InterruptedException {
    ProvenAccount account = account(address);
    return read(account, limit, -1);
  }

  /** The transfers in blocks above a height, up to the block of this account. */
  public AccountHistory readAbove(long height, ProvenAccount account) throws NoAnswerException {
    return read(account, Integer.MAX_VALUE, height);
  }

  private ProvenAccount account(Address address) throws NoAnswerException, InterruptedException {
    ProvenAccount account = client.accounts(List.of(address)).accounts().get(address);
    if (account == null) {
      throw new IllegalStateException("asked for one account, got none");
    }
    return account;
  }

  private AccountHistory read(ProvenAccount account, int limit, long above)
      throws NoAnswerException {
    for (int index = 0; index < nodes.count(); index++) {
      if (!nodes.isLiar(index)) {
        Optional<AccountHistory> history =
            nodes.askOne(index, node -> new Listing(account, limit, above).from(node));
        if (history.isPresent()) {
          return history.get();
        }
      }
    }
    throw nodes.nobody();
  }

  /** One node's list, checked as it comes. */
  private final class Listing {
    private final ProvenAccount account;
    private final int limit;
    private final long above;
    private final List<Transfer> transfers = new ArrayList<>();
    private long nextSentNonce;

    Listing(ProvenAccount account, int limit, long above) {
      this.account = account;
      this.limit = limit;
      this.above = above;
      this.nextSentNonce = account.account().nonce() - 1;
    }

    AccountHistory from(NodeClient node)
        throws NodeUnreachableException, RpcErrorException, ProofException {
      String before = null;
      do {
        NodeClient.HistoryPage page = node.history(account.address(), before, NodeClient.MAX_PAGE);
        List<Hash> hashes = page.transactions().stream().map(NodeClient.Listed::hash).toList();
        for (LightClient.Receipt receipt : client.receipts(hashes, node)) {
          Transfer transfer = new Transfer(account.address(), receipt.proven());
          long height = receipt.proven().header().number();
          if (height <= above) {
            return new AccountHistory(account, transfers, false);
          }
          if (transfers.size() == limit) {
            return new AccountHistory(account, transfers, false);
          }
          // What came after the block of the balance is for the next time.
          if (height <= account.header().number()) {
            add(transfer);
          }
        }
        before = page.next();
      } while (before != null);
      requireSum();
      return new AccountHistory(account, transfers, true);
    }

    private void add(Transfer transfer) throws ProofException {
      boolean isOurs =
          transfer.isSent() || transfer.receipt().transaction().to().equals(account.address());
      if (!isOurs) {
        throw ProofException.because(
            "in the history of %s it lists a transaction of others".formatted(account.address()));
      }
      if (!transfers.isEmpty() && !transfers.getLast().isAfter(transfer)) {
        throw ProofException.because(
            "the history of %s that it gives is out of order".formatted(account.address()));
      }
      if (transfer.isSent()) {
        if (transfer.receipt().transaction().nonce() != nextSentNonce) {
          throw missing();
        }
        nextSentNonce--;
      }
      transfers.add(transfer);
    }

    private ProofException missing() {
      return ProofException.because(
          "the history of %s that it gives lacks the transfer with nonce %d"
              .formatted(account.address(), nextSentNonce));
    }

    /**
     * What it began with and all that came and went is what it has; only validators get tips too.
     */
    private void requireSum() throws ProofException {
      if (nextSentNonce >= 0) {
        throw missing();
      }
      Genesis genesis = client.chain().genesis();
      Allocation allocation = genesis.alloc().get(account.address());
      BigInteger sum = allocation == null ? BigInteger.ZERO : allocation.balance().value();
      for (Transfer transfer : transfers) {
        sum = sum.add(transfer.change());
      }
      BigInteger proven = account.account().balance().value();
      boolean mayEarnTips = genesis.validatorIndex(account.address()).isPresent();
      boolean holds = mayEarnTips ? sum.compareTo(proven) <= 0 : sum.equals(proven);
      if (!holds) {
        throw ProofException.because(
            "the history of %s that it gives does not add up to the proven balance"
                .formatted(account.address()));
      }
    }
  }
}
