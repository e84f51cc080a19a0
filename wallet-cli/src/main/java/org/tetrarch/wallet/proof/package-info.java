/**
 * Proof documents, as nodes give them and as receipts keep them (docs/receipt.md), and whether they
 * prove anything.
 *
 * <p>Invariant: what comes out of here was proven by a quorum of the genesis file's validators; a
 * document in which any byte was changed is refused with the reason. Depends on {@code chain} and
 * the ledger's proofs; asks nobody.
 */
@NullMarked
package org.tetrarch.wallet.proof;

import org.jspecify.annotations.NullMarked;
