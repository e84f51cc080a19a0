/**
 * The commands around keys and names: they ask no node.
 *
 * <p>Invariant: a key leaves memory only sealed under a password, or into a file that the user
 * named for it; a mnemonic is shown once, on the terminal. Depends on {@code cli.session}.
 */
@NullMarked
package org.tetrarch.wallet.cli.account;

import org.jspecify.annotations.NullMarked;
