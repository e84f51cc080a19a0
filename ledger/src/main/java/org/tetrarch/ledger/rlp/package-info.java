/**
 * Recursive Length Prefix, Ethereum's encoding (Yellow Paper, appendix B), used for wire, disk and
 * hashes alike.
 *
 * <p>One value has one encoding and the decoder accepts no other, so an encoding can be signed,
 * hashed and compared as bytes. What is decoded is bounded in size, nesting and number of items
 * before anything is allocated for it. Depends on the module's root package and {@code crypto}.
 */
@NullMarked
package org.tetrarch.ledger.rlp;

import org.jspecify.annotations.NullMarked;
