package org.tetrarch.node.network;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connections that came in and whose peer is not known yet. Bounded: the oldest makes room for
 * the newest, because who is a replica needs no longer than a round trip, and who is none would
 * else keep replicas out by doing nothing. Any thread.
 */
final class Strangers {
  /** Most at once; far above the replicas that may come back at one time. */
  static final int MAX = 128;

  private final Map<Channel, Introduction> waiting = new LinkedHashMap<>();

  /** Takes one in; returns the one that has to go for it. */
  synchronized Optional<Introduction> add(Channel channel, Introduction introduction) {
    waiting.put(channel, introduction);
    if (waiting.size() <= MAX) {
      return Optional.empty();
    }
    Iterator<Introduction> oldest = waiting.values().iterator();
    Introduction goes = oldest.next();
    oldest.remove();
    return Optional.of(goes);
  }

  /** It is known now, or gone. */
  synchronized void remove(Channel channel) {
    waiting.remove(channel);
  }

  synchronized int size() {
    return waiting.size();
  }
}
