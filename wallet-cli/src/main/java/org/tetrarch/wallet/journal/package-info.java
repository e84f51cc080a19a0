/**
 * What this wallet has sent and not yet seen final, so that a transaction is known here even when
 * every node has forgotten it.
 *
 * <p>Invariant: an entry is on disk before its transaction leaves this machine, and stays until a
 * proof shows that it, or another with its nonce, is final. Depends on the genesis module's files.
 */
@NullMarked
package org.tetrarch.wallet.journal;

import org.jspecify.annotations.NullMarked;
