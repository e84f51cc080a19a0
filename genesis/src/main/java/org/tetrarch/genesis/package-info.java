/**
 * A chain's constitution: who validates, by which parameters, who owns what at the start. Every
 * node and every verifier begins with this file, and the hash of the block that it makes names the
 * chain.
 *
 * <p>Invariants: a {@link org.tetrarch.genesis.Genesis} that exists is valid; the same file gives
 * the same hash on every machine; two files that differ in a rule, a PBFT parameter or a validator
 * have different hashes. Depends on the ledger, and on {@code document} and {@code storage} here.
 */
@NullMarked
package org.tetrarch.genesis;

import org.jspecify.annotations.NullMarked;
