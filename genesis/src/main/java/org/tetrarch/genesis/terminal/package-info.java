/**
 * How every command of ours speaks: aligned tables, colour only where a person looks, one-line
 * errors, the documented exit codes, and amounts as people type them.
 *
 * <p>Invariant: errors go to the error stream and results to the output stream, so that a script
 * can read the output. Depends on picocli, Jackson and the ledger's money.
 */
@NullMarked
package org.tetrarch.genesis.terminal;

import org.jspecify.annotations.NullMarked;
