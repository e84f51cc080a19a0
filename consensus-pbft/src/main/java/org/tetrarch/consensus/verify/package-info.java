/**
 * Checks of what peers send that need no state: whatever reaches the replica has passed here, and
 * its type says so.
 */
@NullMarked
package org.tetrarch.consensus.verify;

import org.jspecify.annotations.NullMarked;
