package org.tetrarch.node.core;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.tetrarch.node.execution.Execution;
import org.tetrarch.node.execution.ExecutionFailures;
import org.tetrarch.node.network.Transport;
import org.tetrarch.node.runtime.Inbox;
import org.tetrarch.node.runtime.Proposals;

/**
 * What a node stands on: threads, clocks and sockets in production, virtual ones in a simulator.
 *
 * @param wallClock Unix time in milliseconds
 * @param steadyClock milliseconds of a clock that never goes back
 * @param inbox the way into the loop
 * @param executing gives execution its thread
 * @param reading answers peers that ask for blocks
 * @param transport the way to the other replicas
 * @param proposals the last word on what is proposed
 */
public record Platform(
    LongSupplier wallClock,
    LongSupplier steadyClock,
    Inbox inbox,
    Executing executing,
    Executor reading,
    Transport transport,
    Proposals proposals) {

  /** Gives execution its thread. */
  @FunctionalInterface
  public interface Executing {
    org.tetrarch.node.execution.Executor on(Execution execution, ExecutionFailures failures);
  }
}
