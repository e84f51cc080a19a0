/**
 * Proofs of misbehaviour as files that anybody checks with the genesis file alone; docs/evidence.md
 * has the format. Who is proven to lie is for {@link org.tetrarch.consensus.evidence.Transcript} to
 * say. Depends on {@code wire}, {@code consensus}, {@code ledger} and {@code genesis}.
 */
@NullMarked
package org.tetrarch.node.evidence;

import org.jspecify.annotations.NullMarked;
