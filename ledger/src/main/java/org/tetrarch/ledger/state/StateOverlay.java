package org.tetrarch.ledger.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;

/**
 * Changes to accounts, laid over a state or over another overlay, which are not touched. Changing
 * and reading cost a map access; nothing is hashed. What is below must stay as it is, since what
 * was read from it is remembered. For one thread.
 *
 * <p>Batches in flight are a stack of overlays; a snapshot is a new overlay on top, thrown away to
 * roll back.
 */
public final class StateOverlay implements AccountView {
  private final AccountView parent;
  private final Map<Address, Account> changes;

  /** Accounts that were looked up in the parent, which may have to ask a trie for them. */
  private final Map<Address, Account> seen = new LinkedHashMap<>();

  public StateOverlay(AccountView parent) {
    this(parent, new LinkedHashMap<>());
  }

  private StateOverlay(AccountView parent, Map<Address, Account> changes) {
    this.parent = parent;
    this.changes = changes;
  }

  @Override
  public Account account(Address address) {
    Account changed = changes.get(address);
    return changed != null ? changed : seen.computeIfAbsent(address, parent::account);
  }

  /** Throws {@link ArithmeticException}, and changes nothing, when 256 bits do not hold the sum. */
  public void credit(Address address, Wei amount) {
    if (!amount.isZero()) {
      set(address, account(address).credited(amount));
    }
  }

  /** Throws {@link ArithmeticException}, and changes nothing, when the account owns less. */
  public void debit(Address address, Wei amount) {
    if (!amount.isZero()) {
      set(address, account(address).debited(amount));
    }
  }

  public void incrementNonce(Address address) {
    Account account = account(address);
    set(address, account.withNonce(Math.addExact(account.nonce(), 1)));
  }

  public void set(Address address, Account account) {
    changes.put(address, account);
  }

  /** An empty overlay on top of this one; throwing it away rolls back what was done in it. */
  public StateOverlay snapshot() {
    return new StateOverlay(this);
  }

  /** A copy of these changes over another parent, such as the state that the parent has become. */
  public StateOverlay over(AccountView newParent) {
    return new StateOverlay(newParent, new LinkedHashMap<>(changes));
  }

  /**
   * The accounts as they were set in this overlay, without those of its parent, in order of change.
   */
  public Map<Address, Account> changes() {
    return Collections.unmodifiableMap(changes);
  }
}
