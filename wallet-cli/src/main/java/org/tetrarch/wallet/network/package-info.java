/**
 * Several nodes, none of which is trusted: all are asked at once, answers that prove nothing are
 * dropped, and whoever gave one is remembered and named.
 *
 * <p>Invariants: one node that is away, slow, wrong or lying changes nothing as long as another
 * proves what it says; a question ends in bounded time. Depends on {@code rpc} and {@code proof}.
 */
@NullMarked
package org.tetrarch.wallet.network;

import org.jspecify.annotations.NullMarked;
