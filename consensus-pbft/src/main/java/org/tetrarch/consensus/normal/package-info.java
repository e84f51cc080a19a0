/** PBFT §4.2, the normal case. */
@NullMarked
package org.tetrarch.consensus.normal;

import org.jspecify.annotations.NullMarked;
