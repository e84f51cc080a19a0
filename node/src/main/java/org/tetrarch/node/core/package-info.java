/**
 * A node's parts, joined, without a thread, a clock or a socket: {@link
 * org.tetrarch.node.core.NodeCore} stands on a {@link org.tetrarch.node.core.Platform}, which is
 * real in production and virtual in the simulator, so that what is simulated is what runs. Depends
 * on every package of the node but {@code http}, {@code localnet}, {@code cli} and the root.
 */
@NullMarked
package org.tetrarch.node.core;

import org.jspecify.annotations.NullMarked;
