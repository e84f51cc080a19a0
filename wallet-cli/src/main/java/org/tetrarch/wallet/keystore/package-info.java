/**
 * Private keys on disk, under a password: files of the Web3 Secret Storage Definition, version 3,
 * as geth, cast and ethers read and write them.
 *
 * <p>Invariants: a key is in memory only between {@code open} and {@code destroy}; a file is
 * written whole, for its owner only, and never replaces another; a wrong password is found out in
 * constant time; costs that a file asks for are bounded before they are paid. Depends on the
 * ledger's keys and the genesis module's {@code document} and {@code storage}.
 */
@NullMarked
package org.tetrarch.wallet.keystore;

import org.jspecify.annotations.NullMarked;
