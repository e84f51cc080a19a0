/**
 * The one seam through which a node can be made to misbehave. A node that was not started for the
 * lab never looks for a provider. Depends on {@code consensus} alone.
 */
@NullMarked
package org.tetrarch.node.plugin;

import org.jspecify.annotations.NullMarked;
