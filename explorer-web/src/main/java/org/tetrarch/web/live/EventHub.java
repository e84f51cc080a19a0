package org.tetrarch.web.live;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.port.ChainEvents;
import org.tetrarch.web.port.StoredBlock;

/**
 * Takes events off the node's threads and hands them to the consumers on a thread of its own. The
 * node's side of it is one {@code offer} into a bounded queue.
 */
public final class EventHub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

  // Blocks are held by reference, and most of them by the node's own cache as well.
  private static final int CAPACITY = 1024;

  private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean lost = new AtomicBoolean();
  private final List<EventConsumer> consumers;
  private final ChainEvents.Subscription subscription;
  private final Thread thread;

  private EventHub(ChainEvents events, List<EventConsumer> consumers) {
    this.consumers = List.copyOf(consumers);
    this.thread = Thread.ofVirtual().name("web-events").unstarted(this::deliver);
    this.subscription = events.subscribe(new Intake());
  }

  /** Subscribes and begins to deliver. */
  static EventHub start(ChainEvents events, List<EventConsumer> consumers) {
    EventHub hub = new EventHub(events, consumers);
    hub.thread.start();
    return hub;
  }

  @Override
  public void close() {
    subscription.close();
    thread.interrupt();
  }

  private void deliver() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Event event = queue.take();
        if (lost.getAndSet(false)) {
          consumers.forEach(EventConsumer::eventsLost);
        }
        consumers.forEach(event::tell);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("an event could not be delivered", e);
        lost.set(true);
      }
    }
  }

  @FunctionalInterface
  private interface Event {
    void tell(EventConsumer consumer);
  }

  private final class Intake implements ChainEvents.Listener {

    private void offer(Event event) {
      if (!queue.offer(event)) {
        lost.set(true);
      }
    }

    @Override
    public void blockExecuted(StoredBlock block) {
      offer(consumer -> consumer.blockExecuted(block));
    }

    @Override
    public void certified(long height) {
      offer(consumer -> consumer.certified(height));
    }

    @Override
    public void consensusChanged() {
      offer(EventConsumer::consensusChanged);
    }

    @Override
    public void transactionPending(Hash hash) {
      offer(consumer -> consumer.transactionPending(hash));
    }
  }
}
