/**
 * The state machine: a batch, applied to the state before it, gives a block.
 *
 * <p>Everything here is a function of its arguments, the same on every replica. Transactions that
 * cannot be executed are left out of the block and named; they never stop it. The same code that
 * executes, {@link org.tetrarch.ledger.execution.PendingBlock}, also tries: what the primary
 * proposes and a backup accepts is what will be executed. Balances and burnt fees always add up to
 * the genesis supply. Depends on all other packages of the ledger but {@code certificate}.
 */
@NullMarked
package org.tetrarch.ledger.execution;

import org.jspecify.annotations.NullMarked;
