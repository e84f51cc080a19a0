/**
 * Hashes, keys, addresses and signatures of secp256k1, as Ethereum uses them.
 *
 * <p>Every signature here is canonical (low s, EIP-2) and deterministic (RFC 6979), so the same key
 * and hash give the same bytes on every machine, by native library or by Bouncy Castle. Secret keys
 * never reach a log: {@link org.tetrarch.ledger.crypto.PrivateKey} prints its address only. Depends
 * on the module's root package, Bouncy Castle and libsecp256k1.
 */
@NullMarked
package org.tetrarch.ledger.crypto;

import org.jspecify.annotations.NullMarked;
