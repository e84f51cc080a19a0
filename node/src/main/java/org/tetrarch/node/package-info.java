/** A node as a whole: what its process is told, and how the parts are joined in it. */
@NullMarked
package org.tetrarch.node;

import org.jspecify.annotations.NullMarked;
