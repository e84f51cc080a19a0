/** What goes into and what comes out of a step of the replica. */
@NullMarked
package org.tetrarch.consensus.event;

import org.jspecify.annotations.NullMarked;
