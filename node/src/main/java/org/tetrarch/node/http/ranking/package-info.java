/**
 * All accounts by balance, in a database of its own beside the chain. It follows the chain from
 * behind, in groups of blocks and without syncs, so it costs neither consensus nor execution a
 * write; what it lost in a crash, or never had, it works out again from the chain.
 *
 * <p>May depend on {@code storage}, the ledger and {@code web.port}.
 */
@NullMarked
package org.tetrarch.node.http.ranking;

import org.jspecify.annotations.NullMarked;
