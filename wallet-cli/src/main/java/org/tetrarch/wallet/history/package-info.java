/**
 * What an account sent and received, each entry proven, and whether that is all.
 *
 * <p>Invariant: a list is called complete only if it adds up: what the account began with, what
 * came and what went must be the balance that a quorum signed, and the nonces of what it sent must
 * be without a hole. Depends on {@code network}.
 */
@NullMarked
package org.tetrarch.wallet.history;

import org.jspecify.annotations.NullMarked;
