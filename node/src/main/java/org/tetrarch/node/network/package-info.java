/**
 * Connections between replicas: one TCP connection for each pair, the higher index dials the lower.
 *
 * <p>A frame's way in: I/O thread (framing, limits) → the peer's {@link
 * org.tetrarch.node.network.InboundLane} → verification pool (decoding, signatures) → {@link
 * org.tetrarch.node.network.NetworkListener}, in the order of arrival. Its way out: encoded once by
 * the caller → the peer's bounded queue → I/O thread, one flush for all that waits. Nothing is read
 * from a stranger before the {@link org.tetrarch.node.network.Handshake} knows it as a replica.
 *
 * <p>Every buffer and queue has a bound; what a peer does wrong is counted and told to the
 * listener, never thrown. Depends on {@code wire}, {@code consensus}, {@code ledger} for keys and
 * certificates, and Netty.
 */
@NullMarked
package org.tetrarch.node.network;

import org.jspecify.annotations.NullMarked;
