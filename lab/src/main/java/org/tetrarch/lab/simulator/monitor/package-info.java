/**
 * The invariants of docs/invariants.md, watched at every step of a simulated run from outside of
 * the nodes. They keep books of their own and trust nothing that a node says of itself. Depends on
 * {@code consensus}, {@code ledger} and {@code genesis}.
 */
@NullMarked
package org.tetrarch.lab.simulator.monitor;

import org.jspecify.annotations.NullMarked;
