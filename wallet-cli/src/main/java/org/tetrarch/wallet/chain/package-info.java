/**
 * The chain that the user means: what its genesis file says, and how anything that claims to be of
 * it is checked.
 *
 * <p>Invariant: nothing is taken from a node here. Depends on the genesis module.
 */
@NullMarked
package org.tetrarch.wallet.chain;

import org.jspecify.annotations.NullMarked;
