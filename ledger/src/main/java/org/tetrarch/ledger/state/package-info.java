/**
 * Accounts and the state that they make up: a trie from keccak(address) to account, whose root is
 * in every block.
 *
 * <p>{@link org.tetrarch.ledger.state.WorldState} is the state after a block, immutable and shared;
 * {@link org.tetrarch.ledger.state.StateOverlay} is a sheet of changes laid over it, or over
 * another sheet, in which batches are tried and applied without hashing anything. An account that
 * never held anything is absent (EIP-161), so one set of balances has one root. Depends on {@code
 * crypto}, {@code rlp} and {@code trie}.
 */
@NullMarked
package org.tetrarch.ledger.state;

import org.jspecify.annotations.NullMarked;
