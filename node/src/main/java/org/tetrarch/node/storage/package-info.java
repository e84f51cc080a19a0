/**
 * What survives the process: the chain, the consensus log, the evidence, and whose directory it is.
 *
 * <p>A block is there with all its indexes and its state, or not at all: it is one synced write. A
 * record of the consensus log that was said to be durable is found again or its loss is noticed:
 * LevelDB alone drops synced records after a bit flip without saying so. What is found missing is a
 * value, {@link org.tetrarch.node.storage.Gap}, because the node goes on without voting; a failing
 * disk is a {@link org.tetrarch.node.storage.StorageException}. Depends on {@code consensus},
 * {@code ledger}, {@code genesis} and {@code wire}.
 */
@NullMarked
package org.tetrarch.node.storage;

import org.jspecify.annotations.NullMarked;
