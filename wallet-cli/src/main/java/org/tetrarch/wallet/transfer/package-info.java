/**
 * A transfer from the wish to the certified block: what it will cost, whether it can work, sending
 * it, and waiting until it is final.
 *
 * <p>Depends on {@code rpc} and {@code chain}. Keys are used here for one signature and are the
 * caller's to destroy.
 */
@NullMarked
package org.tetrarch.wallet.transfer;

import org.jspecify.annotations.NullMarked;
