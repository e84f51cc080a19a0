/**
 * The web explorer's files, served from memory.
 *
 * <p>Invariant: only the files listed here are served, and none of them asks for anything from
 * elsewhere. Depends on libraries alone.
 */
@NullMarked
package org.tetrarch.web.page;

import org.jspecify.annotations.NullMarked;
