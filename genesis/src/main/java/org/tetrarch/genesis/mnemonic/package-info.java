/**
 * Keys from words: BIP-39 mnemonics, BIP-32 derivation and the path of Ethereum accounts in BIP-44.
 * A development network's accounts come from here, and the wallet imports mnemonics with it.
 *
 * <p>Secrets are held in arrays that {@code destroy()} wipes, and no error repeats more of a
 * mnemonic than the one wrong word. Depends on the ledger's keys only.
 */
@NullMarked
package org.tetrarch.genesis.mnemonic;

import org.jspecify.annotations.NullMarked;
