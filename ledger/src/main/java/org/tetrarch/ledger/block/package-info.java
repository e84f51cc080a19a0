/**
 * Blocks, headers and receipts in Ethereum's London form, so that any Ethereum library recomputes
 * every hash.
 *
 * <p>Fields that have no meaning without proof of work, uncles and logs hold their fixed values,
 * and decoding insists on them. A block's time is kept in milliseconds: eight bytes of {@code
 * extraData}; {@code timestamp} holds the whole seconds. The certificate is beside the block, not
 * in its hash. Depends on {@code crypto}, {@code rlp}, {@code transaction} and {@code trie}.
 */
@NullMarked
package org.tetrarch.ledger.block;

import org.jspecify.annotations.NullMarked;
