/**
 * JSON that people write, read strictly: every value is bounded, every field must be known and is
 * read once, and every error names the field by its path, as in {@code config.pbft.window}.
 *
 * <p>Depends on Jackson only, and hides it.
 */
@NullMarked
package org.tetrarch.genesis.document;

import org.jspecify.annotations.NullMarked;
