/**
 * A network as a folder: {@code genesis.json} beside one folder per node, which holds {@code
 * node.json} and {@code node.key}. Reads and writes these, makes new networks, and holds the
 * ready-made ones.
 *
 * <p>Invariants: a file is whole or absent; nothing that exists is replaced unasked; a key file
 * that we write is readable for its owner only. Depends on the genesis, its {@code document} and
 * {@code storage}, and {@code mnemonic} for the public development accounts.
 */
@NullMarked
package org.tetrarch.genesis.network;

import org.jspecify.annotations.NullMarked;
