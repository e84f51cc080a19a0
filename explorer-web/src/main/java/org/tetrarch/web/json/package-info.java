/**
 * The JSON shapes of REST and live events, and how they are made from the ports.
 *
 * <p>Names are camelCase; amounts are decimal strings in wei, since JavaScript's numbers end at
 * 2^53; hashes are 0x-prefixed hex, addresses carry their EIP-55 checksum, times are Unix
 * milliseconds. A member that does not apply is left out.
 *
 * <p>May depend on {@code port}.
 */
@NullMarked
package org.tetrarch.web.json;

import org.jspecify.annotations.NullMarked;
