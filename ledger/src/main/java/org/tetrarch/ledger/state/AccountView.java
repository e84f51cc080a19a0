package org.tetrarch.ledger.state;

import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;

/** Something in which accounts can be looked up. */
@FunctionalInterface
public interface AccountView {

  /** The account, {@link Account#EMPTY} when the address was never used. */
  Account account(Address address);

  default long nonce(Address address) {
    return account(address).nonce();
  }

  default Wei balance(Address address) {
    return account(address).balance();
  }
}
