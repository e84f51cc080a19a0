/** What must be on disk before it is relied on, and how a replica is rebuilt from it. */
@NullMarked
package org.tetrarch.consensus.log;

import org.jspecify.annotations.NullMarked;
