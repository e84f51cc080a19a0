/**
 * The deterministic simulator: whole nodes, the production code from the edge to the disk, on one
 * thread and in virtual time, with a network, disks, clocks, clients and liars that a seed decides.
 * The same seed gives the same run, byte by byte.
 *
 * <p>{@link org.tetrarch.lab.simulator.Plan} says what a seed stands for, {@link
 * org.tetrarch.lab.simulator.Run} carries it out, {@link
 * org.tetrarch.lab.simulator.monitor.Monitor}s watch. Depends on {@code node} and on the adversary.
 */
@NullMarked
package org.tetrarch.lab.simulator;

import org.jspecify.annotations.NullMarked;
