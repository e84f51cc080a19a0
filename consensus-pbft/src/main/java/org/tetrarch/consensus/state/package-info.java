/**
 * What the parts of the replica share: its position, its slots, what it has signed, and the way
 * out.
 */
@NullMarked
package org.tetrarch.consensus.state;

import org.jspecify.annotations.NullMarked;
