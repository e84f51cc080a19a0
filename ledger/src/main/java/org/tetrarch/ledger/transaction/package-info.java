/**
 * Coin transfers as Ethereum writes them: legacy with EIP-155, EIP-2930 (type 1) and EIP-1559 (type
 * 2), their encoding, hashes, signatures and senders.
 *
 * <p>A transaction has one encoding, and decoding keeps it: hash and bytes never change between
 * wire, block and disk. What only a chain's rules or its state can decide is decided in {@code
 * execution}. Depends on {@code crypto} and {@code rlp}.
 */
@NullMarked
package org.tetrarch.ledger.transaction;

import org.jspecify.annotations.NullMarked;
