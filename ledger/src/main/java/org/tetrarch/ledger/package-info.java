/**
 * The ledger: accounts, signed transfers, blocks and their roots, shaped like Ethereum's so that
 * its wallets and libraries work here unchanged (DESIGN §4).
 *
 * <p>This package holds the words that every other one speaks: {@link org.tetrarch.ledger.Wei} and
 * {@link org.tetrarch.ledger.MalformedException}. It depends on nothing. The whole module is pure:
 * no file, socket, thread, clock or random source, immutable values, and a defined order wherever
 * something is iterated, because every replica must come to the same bytes.
 */
@NullMarked
package org.tetrarch.ledger;

import org.jspecify.annotations.NullMarked;
