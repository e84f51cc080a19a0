/**
 * What real crashes do to real nodes: four processes of the packaged program, on real disks and
 * sockets, are killed, paused and robbed of their data while clients send. What they promised is
 * then held against what lies on their disks, which is read without them.
 *
 * <p>The simulator tries far more, and replays it by seed; here it is the system that decides when
 * a process ends, so a seed repeats what is done and not what comes of it.
 */
@NullMarked
package org.tetrarch.lab.crash;

import org.jspecify.annotations.NullMarked;
