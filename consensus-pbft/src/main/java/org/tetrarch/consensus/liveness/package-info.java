/** When a primary must be replaced: timers and suspicion. */
@NullMarked
package org.tetrarch.consensus.liveness;

import org.jspecify.annotations.NullMarked;
