/**
 * The web explorer's files, served from memory.
 *
 * <p>Invariant: only what the build has put into the jar is served, and none of it asks for
 * anything from elsewhere. Depends on libraries alone.
 */
@NullMarked
package org.tetrarch.web.page;

import org.jspecify.annotations.NullMarked;
