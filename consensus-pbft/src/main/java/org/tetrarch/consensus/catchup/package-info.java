/** Re-sending, catching up, and joining with an empty log. */
@NullMarked
package org.tetrarch.consensus.catchup;

import org.jspecify.annotations.NullMarked;
