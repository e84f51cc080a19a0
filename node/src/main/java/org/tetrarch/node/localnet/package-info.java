/**
 * A network of node processes on this machine: starts them, watches them, stops them, and lets them
 * be stopped, killed, paused and started one by one.
 *
 * <p>The nodes are separate processes, run as a server runs them. What is known of them lies in one
 * state file a network, so that any command finds them and they outlive the command that started
 * them. Invariants: no signal goes to a process that is not known to be ours (process ids are used
 * again by the system); at most one network runs in one home folder; whoever changes the state file
 * holds the network's lock. Depends on {@code genesis} and the replica set's arithmetic; nothing of
 * the running node is used here, only its HTTP interface.
 */
@NullMarked
package org.tetrarch.node.localnet;

import org.jspecify.annotations.NullMarked;
