/**
 * The one seam through which a node can be made to misbehave. A node that was not started for the
 * lab never looks for a provider. Depends on {@code wire}, {@code network}'s {@code Transport}, and
 * the ports of {@code explorer-web}.
 */
@NullMarked
package org.tetrarch.node.plugin;

import org.jspecify.annotations.NullMarked;
