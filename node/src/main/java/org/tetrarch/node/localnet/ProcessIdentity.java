package org.tetrarch.node.localnet;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A process, told apart from a later one that the system gave the same id.
 *
 * @param startedAtMillis Unix time at which the system started it; 0 where the system does not say
 */
public record ProcessIdentity(long pid, long startedAtMillis) {

  /**
   * The system counts start times from its boot, and the boot's own time moves when the clock is
   * set.
   */
  private static final long TOLERANCE_MILLIS = 2_000;

  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(process.pid(), startOf(process));
  }

  /**
   * The process if it lives; empty if it is gone or its id belongs to another one by now.
   *
   * @param argument one of its arguments, that no other program has: where the system tells them,
   *     they are a better proof than the start time
   */
  Optional<ProcessHandle> find(String argument) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> isThis(process, argument))
        .filter(process -> RunState.of(pid) != RunState.GONE);
  }

  private boolean isThis(ProcessHandle process, String argument) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(argument))
        .orElseGet(() -> Math.abs(startOf(process) - startedAtMillis) <= TOLERANCE_MILLIS);
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
