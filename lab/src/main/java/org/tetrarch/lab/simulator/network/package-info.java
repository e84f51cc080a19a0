/**
 * The network between simulated nodes: delays, loses, repeats and reorders frames, and falls apart.
 * Depends on the timeline alone.
 */
@NullMarked
package org.tetrarch.lab.simulator.network;

import org.jspecify.annotations.NullMarked;
