/**
 * Who is proven to lie by what was signed: INV-14. Pure, and without a replica: whoever holds
 * signed statements and the keys can ask. Depends on {@code message}, {@code quorum}, {@code
 * number} and {@code verify}.
 */
@NullMarked
package org.tetrarch.consensus.evidence;

import org.jspecify.annotations.NullMarked;
