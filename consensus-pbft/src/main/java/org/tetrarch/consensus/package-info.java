/**
 * PBFT (Castro and Liskov, OSDI'99) as a pure step function: {@link
 * org.tetrarch.consensus.Replica#step} takes what happened and returns what to do. Deterministic
 * and single-threaded; no clock, socket, file or random source. Depends on nothing of ours.
 */
@NullMarked
package org.tetrarch.consensus;

import org.jspecify.annotations.NullMarked;
