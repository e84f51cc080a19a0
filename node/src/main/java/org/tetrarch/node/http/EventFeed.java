package org.tetrarch.node.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.tetrarch.web.port.ChainEvents;

/** Passes on what happens to whoever listens; the listeners only enqueue. */
public final class EventFeed implements ChainEvents {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  @Override
  public Subscription subscribe(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void tell(Consumer<Listener> event) {
    listeners.forEach(event);
  }
}
