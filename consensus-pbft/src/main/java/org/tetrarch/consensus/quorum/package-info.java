/** Who the replicas are and how many of them decide. Depends on {@code number} alone. */
@NullMarked
package org.tetrarch.consensus.quorum;

import org.jspecify.annotations.NullMarked;
