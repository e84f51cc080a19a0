package org.tetrarch.web.live;

import org.tetrarch.web.port.ChainEvents;

/** Gets the node's events on the hub's one thread, in their order. */
interface EventConsumer extends ChainEvents.Listener {

  /** Some events before this call were dropped: whoever waits must look for itself. */
  void eventsLost();
}
