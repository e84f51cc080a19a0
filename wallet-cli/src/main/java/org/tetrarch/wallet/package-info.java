/**
 * {@code tetrarch wallet}: keys that never leave this machine, transfers signed here, and finality
 * that is checked here against the genesis file.
 *
 * <p>{@code keystore} holds keys, {@code rpc} talks to a node, {@code chain} decides what of its
 * answers is proven, {@code transfer} sends and waits, {@code settings} and {@code prompt} ask the
 * user's surroundings, {@code cli} puts them together.
 */
@NullMarked
package org.tetrarch.wallet;

import org.jspecify.annotations.NullMarked;
