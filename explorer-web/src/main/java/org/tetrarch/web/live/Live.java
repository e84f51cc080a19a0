package org.tetrarch.web.live;

import java.time.InstantSource;
import java.util.List;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.NetworkDocuments;
import org.tetrarch.web.port.NodePorts;

/** Composes this package: one subscription to the node, and what hangs on it. */
public final class Live implements AutoCloseable {

  private final FinalityWatch finality = new FinalityWatch();
  private final PendingLog pending = new PendingLog();
  private final Announcements announcements;
  private final LiveFeed feed;
  private final EventStream stream;
  private final EventHub hub;

  private Live(NodePorts ports, InstantSource clock) {
    BlockDocuments blocks = new BlockDocuments(ports);
    NetworkDocuments networks = new NetworkDocuments(ports);
    this.feed = new LiveFeed(new FrameSource(ports.chain(), blocks, networks));
    this.stream = new EventStream(feed, clock);
    this.announcements = new Announcements(ports.chain());
    this.hub = EventHub.start(ports.events(), List.of(finality, pending, announcements, feed));
  }

  /** Begins to listen to the node. */
  public static Live start(NodePorts ports, InstantSource clock) {
    Live live = new Live(ports, clock);
    live.feed.start();
    return live;
  }

  /** Wakes those who wait for finality. */
  public FinalityWatch finality() {
    return finality;
  }

  /** What the pool took in lately. */
  public PendingLog pending() {
    return pending;
  }

  /** New heads and pending transactions, for subscriptions. */
  public Announcements announcements() {
    return announcements;
  }

  /** The feed that pages listen to. */
  public LiveFeed feed() {
    return feed;
  }

  /** The route of server-sent events. */
  public EventStream stream() {
    return stream;
  }

  @Override
  public void close() {
    hub.close();
    feed.close();
  }
}
