package org.tetrarch.wallet.history;

import java.util.List;
import org.tetrarch.ledger.proof.ProvenAccount;

/**
 * Transfers of an account up to a final block.
 *
 * @param account as it was at the end of that block
 * @param transfers the newest first
 * @param complete whether they are all there are, which was checked
 */
public record AccountHistory(ProvenAccount account, List<Transfer> transfers, boolean complete) {
  public AccountHistory {
    transfers = List.copyOf(transfers);
  }
}
