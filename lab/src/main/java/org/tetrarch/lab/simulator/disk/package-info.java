/**
 * Disks that fail as real ones do: at any write, with what was not synced lost, torn, or damaged
 * afterwards. The node's own storage code runs on them. Depends on {@code node.storage} alone.
 */
@NullMarked
package org.tetrarch.lab.simulator.disk;

import org.jspecify.annotations.NullMarked;
