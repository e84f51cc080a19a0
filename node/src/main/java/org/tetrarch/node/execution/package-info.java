/**
 * The replicated state machine: committed batches become stored blocks, in sequence order, and what
 * is proposed is tried on the state that it would be executed on.
 *
 * <p>One thread owns the head of the chain; everybody else reads immutable {@link
 * org.tetrarch.node.execution.ChainHead}s. A block is announced when it is durable. INV-4: balances
 * and burnt fees add up to the genesis supply after every block. INV-8: this replica's block is the
 * certified one. INV-9: blocks are executed in sequence order, each on the one before. If one of
 * them breaks, execution stops for good and keeps its data. Depends on {@code consensus}, {@code
 * ledger}, {@code wire}, {@code storage} and {@code mempool}.
 */
@NullMarked
package org.tetrarch.node.execution;

import org.jspecify.annotations.NullMarked;
