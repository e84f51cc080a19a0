package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;

/** All accounts that own something, by balance. Follows the head, at most moments behind. */
public interface AccountRanking {

  /**
   * Part of the ranking, the richest first and equals by address.
   *
   * @param after answer only with what follows this place, or from the top when empty
   */
  Page page(Optional<Holding> after, int limit);

  /** An account and what it owns, more than nothing. */
  record Holding(Address address, Wei balance) {}

  /**
   * @param height of the block after which these are the balances
   * @param accounts how many there are in all
   * @param more whether others follow
   */
  record Page(long height, long accounts, List<Holding> holdings, boolean more) {

    public Page {
      holdings = List.copyOf(holdings);
    }
  }
}
