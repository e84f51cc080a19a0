/**
 * The protocol's numbers as types: checked range, no bare long in a signature. Depends on nothing.
 */
@NullMarked
package org.tetrarch.consensus.number;

import org.jspecify.annotations.NullMarked;
