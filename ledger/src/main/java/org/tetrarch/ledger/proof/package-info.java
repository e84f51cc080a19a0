/**
 * What a node says of the chain, in a form that can be checked against nothing but the genesis
 * file: that a block is final, that a transaction was executed in it, that an account had this
 * nonce and balance at its end.
 *
 * <p>All three stand on {@link org.tetrarch.ledger.proof.HeaderProof}: a quorum signed the header
 * itself, or one that descends from it by parent hashes. The rest are Merkle paths from the roots
 * in that header. Nobody is trusted who made a proof: whatever is not proven is refused, with the
 * reason. A proof says what was, not that nothing came after it. Depends on {@code block}, {@code
 * certificate}, {@code crypto}, {@code state}, {@code transaction} and {@code trie}.
 */
@NullMarked
package org.tetrarch.ledger.proof;

import org.jspecify.annotations.NullMarked;
