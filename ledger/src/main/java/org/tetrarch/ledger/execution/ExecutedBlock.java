package org.tetrarch.ledger.execution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tetrarch.ledger.block.Block;
import org.tetrarch.ledger.block.Receipt;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.state.Account;
import org.tetrarch.ledger.state.WorldState;
import org.tetrarch.ledger.transaction.RejectionReason;
import org.tetrarch.ledger.transaction.SignedTransaction;

/**
 * A block and all that executing it gave.
 *
 * @param receipts one for each transaction of the block
 * @param state the state after the block, for the next one
 * @param newTrieNodes to be stored with the block; the arrays are handed over and must not be
 *     changed
 * @param changedAccounts every account that the block touched, as it is now
 * @param skipped transactions of the batch that are not in the block
 */
public record ExecutedBlock(
    Block block,
    List<Receipt> receipts,
    WorldState state,
    Map<Hash, byte[]> newTrieNodes,
    Map<Address, Account> changedAccounts,
    List<Skipped> skipped) {

  /** A transaction that was ordered but could not be executed, and why. */
  public record Skipped(SignedTransaction transaction, RejectionReason reason) {}

  public ExecutedBlock {
    receipts = List.copyOf(receipts);
    changedAccounts = Collections.unmodifiableMap(new LinkedHashMap<>(changedAccounts));
    skipped = List.copyOf(skipped);
  }

  public Hash stateRoot() {
    return state.root();
  }
}
