/**
 * Files that must never be seen half-written: temporary file, sync, rename, sync of the folder.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package org.tetrarch.genesis.storage;

import org.jspecify.annotations.NullMarked;
