/** PBFT §4.3, checkpoints and the certificates made of them. */
@NullMarked
package org.tetrarch.consensus.checkpoint;

import org.jspecify.annotations.NullMarked;
