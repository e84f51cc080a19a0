/**
 * What the web side needs of a node, as interfaces that the node implements.
 *
 * <p>Every method is called from many HTTP threads at once and answers from an immutable snapshot:
 * no implementation may take a lock that the consensus loop or the executor also takes, and none
 * may hand out a mutable object. The one direction in which the node calls the web side is {@link
 * org.tetrarch.web.port.ChainEvents.Listener}, whose implementation here only enqueues.
 *
 * <p>Depends on the ledger's types and on nothing else.
 */
@NullMarked
package org.tetrarch.web.port;

import org.jspecify.annotations.NullMarked;
