/**
 * What the node says of its own accord, on its way to those who wait for it: the callers of {@code
 * eth_sendRawTransactionSync}, filters, and pages that listen to server-sent events.
 *
 * <p>Invariants: the node's threads never wait here; every queue is bounded; what had to be dropped
 * is made good by telling the receiver to look again. A slow client costs itself frames and nobody
 * else anything.
 *
 * <p>May depend on {@code port}, {@code json} and {@code http}.
 */
@NullMarked
package org.tetrarch.web.live;

import org.jspecify.annotations.NullMarked;
