/** PBFT §4.4, view changes. */
@NullMarked
package org.tetrarch.consensus.viewchange;

import org.jspecify.annotations.NullMarked;
