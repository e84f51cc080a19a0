/**
 * The statements that replicas sign, the certificates made of them, and the evidence that two of
 * them can be. Immutable. Depends on {@code number} and {@code quorum}.
 */
@NullMarked
package org.tetrarch.consensus.message;

import org.jspecify.annotations.NullMarked;
