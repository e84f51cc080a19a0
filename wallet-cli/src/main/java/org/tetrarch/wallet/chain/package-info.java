/**
 * Which chain a node is on, and what of its claims is proven: the genesis file that fits, and the
 * certificate of a block checked against it.
 *
 * <p>Invariant: nothing is called checked unless a quorum's signatures were verified here with the
 * validators of a genesis file from this machine. Depends on the genesis module and {@code rpc}.
 */
@NullMarked
package org.tetrarch.wallet.chain;

import org.jspecify.annotations.NullMarked;
