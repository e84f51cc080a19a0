/**
 * Proof that the monitors see: protocol bugs planted in the program's source, compiled in memory,
 * each of which a run of the simulator must catch. Production code has no switch for them.
 */
@NullMarked
package org.tetrarch.lab.mutation;

import org.jspecify.annotations.NullMarked;
