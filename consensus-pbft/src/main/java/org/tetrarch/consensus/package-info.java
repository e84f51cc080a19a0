/** x. */
@NullMarked
package org.tetrarch.consensus;

import org.jspecify.annotations.NullMarked;
