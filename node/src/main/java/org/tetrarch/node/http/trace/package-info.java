/**
 * What this node saw of the protocol, for people: the phases of each block, the pace of the chain,
 * and how well the replicas are heard. Kept in memory, bounded, gone with the process; nothing of
 * the protocol depends on it.
 *
 * <p>{@link org.tetrarch.node.http.trace.ProtocolTrace} is told what is sent, received and executed
 * at the cost of one lock-free insertion; it looks at that only when somebody reads, or a few times
 * a second. May depend on the messages of {@code consensus} and on {@code web.port}.
 */
@NullMarked
package org.tetrarch.node.http.trace;

import org.jspecify.annotations.NullMarked;
