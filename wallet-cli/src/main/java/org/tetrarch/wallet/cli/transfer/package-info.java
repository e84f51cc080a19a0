/**
 * The commands around one transaction: sending it, following it, keeping its receipt.
 *
 * <p>Invariants: a transaction's hash is shown before anything can go wrong with it; "final" is
 * said of what was proven alone. Depends on {@code cli.session}.
 */
@NullMarked
package org.tetrarch.wallet.cli.transfer;

import org.jspecify.annotations.NullMarked;
