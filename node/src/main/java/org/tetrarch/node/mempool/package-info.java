/**
 * Transactions on their way into a block, in nonce order for each sender, and what became of those
 * that are not here any more.
 *
 * <p>What waits here is what the state after the head would accept: every sender can pay for all of
 * its transactions together. Those that follow one another from the account's nonce on are ready;
 * after a hole they are queued. Everything is bounded: transactions per sender and in all, time,
 * remembered fates. Accounts are looked up and listeners called without a lock. Depends on {@code
 * ledger}.
 */
@NullMarked
package org.tetrarch.node.mempool;

import org.jspecify.annotations.NullMarked;
