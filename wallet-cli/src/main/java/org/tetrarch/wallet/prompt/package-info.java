/**
 * Questions to the person at the terminal, and secrets that come by a pipe instead.
 *
 * <p>Invariant: a secret is never echoed, and lives in arrays that their reader wipes. Depends on
 * nothing of ours.
 */
@NullMarked
package org.tetrarch.wallet.prompt;

import org.jspecify.annotations.NullMarked;
