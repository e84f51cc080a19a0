/**
 * Addresses of others under names that the user chose.
 *
 * <p>Invariant: a name means one address; a file that holds anything else is an error that names
 * the line's field, never a guess, since coins go where it says. Depends on the genesis module.
 */
@NullMarked
package org.tetrarch.wallet.contacts;

import org.jspecify.annotations.NullMarked;
