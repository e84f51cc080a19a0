/**
 * What a malicious replica does, one small class each. A node that was started for the lab finds
 * them as a plug-in; they sign with that node's real key. Depends on {@code node.plugin}, {@code
 * node.wire} and {@code consensus}.
 */
@NullMarked
package org.tetrarch.lab.adversary;

import org.jspecify.annotations.NullMarked;
