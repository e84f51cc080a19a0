/**
 * What a node's log looks like. Logback finds {@link org.tetrarch.node.logging.LogSetup} by itself;
 * nothing of ours calls it, and it depends on nothing of ours.
 */
@NullMarked
package org.tetrarch.node.logging;

import org.jspecify.annotations.NullMarked;
