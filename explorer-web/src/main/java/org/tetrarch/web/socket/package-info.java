/**
 * JSON-RPC over WebSocket, on the port and the paths of HTTP: the same calls, and subscriptions.
 *
 * <p>Invariants: connections, the calls of each that run at once, its subscriptions and what waits
 * to be read by it are bounded; a client that reads too slowly is disconnected and slows nobody. A
 * subscription's first news comes after the answer that names it.
 *
 * <p>May depend on {@code port}, {@code json}, {@code http}, {@code live} and {@code rpc}.
 */
@NullMarked
package org.tetrarch.web.socket;

import org.jspecify.annotations.NullMarked;
