/**
 * A transfer from the wish to the certified block: what it will cost, whether it can work, sending
 * it, and waiting until it is final.
 *
 * <p>Invariants: waiting ends when its time is up, whatever the node does; "nothing was sent" is
 * said only when that is sure, since whoever believes it sends again. No key comes here: what is
 * sent is signed already. Depends on {@code rpc} and {@code chain}.
 */
@NullMarked
package org.tetrarch.wallet.transfer;

import org.jspecify.annotations.NullMarked;
