/**
 * The commands that look at accounts.
 *
 * <p>Invariant: every amount that is shown was proven by a quorum, at a height that is shown too.
 * Depends on {@code cli.session}.
 */
@NullMarked
package org.tetrarch.wallet.cli.reading;

import org.jspecify.annotations.NullMarked;
