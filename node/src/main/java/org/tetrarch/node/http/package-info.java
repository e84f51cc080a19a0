/**
 * The node as the web side sees it: implementations of its ports that read immutable snapshots and
 * the store, and never wait for consensus.
 */
@NullMarked
package org.tetrarch.node.http;

import org.jspecify.annotations.NullMarked;
