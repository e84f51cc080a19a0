/**
 * The loop around one replica: takes what happened, steps the replica, writes its records with one
 * sync, then carries its outputs out.
 *
 * <p>{@link org.tetrarch.node.runtime.ReplicaLoop} has no thread and no clock of its own, so that a
 * simulator can turn it; {@link org.tetrarch.node.runtime.LoopThread} turns it in production.
 * Depends on {@code consensus}, {@code wire}, {@code execution}, {@code mempool}, {@code storage}.
 */
@NullMarked
package org.tetrarch.node.runtime;

import org.jspecify.annotations.NullMarked;
