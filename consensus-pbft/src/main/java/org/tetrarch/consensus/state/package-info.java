/** State that the parts of the replica share. */
@NullMarked
package org.tetrarch.consensus.state;

import org.jspecify.annotations.NullMarked;
