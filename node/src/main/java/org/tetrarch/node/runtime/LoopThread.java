package org.tetrarch.node.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.consensus.event.Input;
import org.tetrarch.node.storage.StorageException;

/** The thread that turns the loop, and its bounded inbox. */
public final class LoopThread implements Inbox, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

  /** Events that may wait; whoever brings one more waits himself. */
  public static final int INBOX = 8192;

  private static final int MOST_IN_A_TURN = 256;
  private static final long IDLE_MILLIS = 1_000;

  private final BlockingQueue<Event> inbox = new ArrayBlockingQueue<>(INBOX);
  private final Consumer<Exception> failure;
  private final Thread thread = new Thread(this::run, "consensus");
  private @Nullable ReplicaLoop loop;
  private volatile boolean stopping;

  private sealed interface Event {
    record Happened(Input input) implements Event {}

    record Task(Runnable task) implements Event {}
  }

  /**
   * @param failure told once when the loop cannot go on; on the loop's thread
   */
  public LoopThread(Consumer<Exception> failure) {
    this.failure = failure;
    thread.setDaemon(true);
  }

  public void start(ReplicaLoop turned) {
    loop = turned;
    happened(new Input.Started());
    thread.start();
  }

  @Override
  public void happened(Input input) {
    put(new Event.Happened(input));
  }

  @Override
  public void onLoop(Runnable task) {
    put(new Event.Task(task));
  }

  private ReplicaLoop running() {
    ReplicaLoop turned = loop;
    if (turned == null) {
      throw new IllegalStateException("not started");
    }
    return turned;
  }

  private void put(Event event) {
    try {
      // Nobody takes anything out any more once the loop has ended.
      while (!stopping && !inbox.offer(event, IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
        log.debug("the inbox is full");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    ReplicaLoop turned = running();
    List<Event> taken = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    try {
      while (!stopping) {
        await(turned, taken);
        for (Event event : taken) {
          switch (event) {
            case Event.Happened(Input input) -> inputs.add(input);
            case Event.Task(Runnable task) -> task.run();
          }
        }
        turned.turn(inputs, nowMillis());
        taken.clear();
        inputs.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StorageException | RuntimeException e) {
      stopping = true;
      failure.accept(e);
    }
  }

  private void await(ReplicaLoop turned, List<Event> taken) throws InterruptedException {
    OptionalLong next = turned.nextTimer();
    long wait = next.isPresent() ? Math.max(0, next.getAsLong() - nowMillis()) : IDLE_MILLIS;
    Event first = inbox.poll(wait, TimeUnit.MILLISECONDS);
    if (first != null) {
      taken.add(first);
      inbox.drainTo(taken, MOST_IN_A_TURN - 1);
    }
  }

  /** Milliseconds of the clock by which the loop is turned. */
  public static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Ends after the turn under way. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
