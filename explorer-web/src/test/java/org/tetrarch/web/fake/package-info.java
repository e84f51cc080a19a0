/**
 * A node in memory: a real chain of the ledger's blocks with real certificates, and a network whose
 * state tests set as they like. It stands where a node stands, behind the ports.
 */
@NullMarked
package org.tetrarch.web.fake;

import org.jspecify.annotations.NullMarked;
