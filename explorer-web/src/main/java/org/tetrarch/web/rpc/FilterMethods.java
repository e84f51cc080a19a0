package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.tetrarch.web.live.PendingLog;
import org.tetrarch.web.port.ChainView;

/**
 * Filters that are polled. A filter is a place in a sequence: it costs the same however much
 * happens, and is forgotten when nobody polls it for five minutes or when too many are newer.
 */
final class FilterMethods {

  private static final int MAX_FILTERS = 1024;
  private static final int MAX_CHANGES = 1024;
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

  private final ChainView chain;
  private final PendingLog pending;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();

  /** In the order of their last use, so that the first ones are the first to go. */
  private final Map<String, Filter> filters = new LinkedHashMap<>(16, 0.75f, true);

  FilterMethods(ChainView chain, PendingLog pending, InstantSource clock) {
    this.chain = chain;
    this.pending = pending;
    this.clock = clock;
  }

  void addTo(RpcRegistry registry) {
    registry.add(
        "eth_newBlockFilter", params -> open(new Filter(Kind.BLOCKS, chain.head().height() + 1)));
    registry.add(
        "eth_newPendingTransactionFilter",
        params -> open(new Filter(Kind.PENDING, pending.position())));
    registry.add("eth_getFilterChanges", this::changes);
    registry.add("eth_uninstallFilter", this::close);
  }

  private enum Kind {
    BLOCKS,
    PENDING
  }

  private final class Filter {
    private final Kind kind;
    private long next;
    private Instant usedAt = clock.instant();

    private Filter(Kind kind, long next) {
      this.kind = kind;
      this.next = next;
    }

    private ArrayNode poll() {
      usedAt = clock.instant();
      ArrayNode hashes = JsonNodeFactory.instance.arrayNode();
      switch (kind) {
        case BLOCKS -> {
          long end = Math.min(chain.head().height() + 1, next + MAX_CHANGES);
          for (; next < end; next++) {
            chain.header(next).ifPresent(header -> hashes.add(header.hash().toHex()));
          }
        }
        case PENDING -> {
          PendingLog.Entries entries = pending.since(next);
          entries.hashes().forEach(hash -> hashes.add(hash.toHex()));
          next = entries.next();
        }
      }
      return hashes;
    }
  }

  private JsonNode open(Filter filter) {
    // Unguessable, so that one client does not read another one's filter empty.
    byte[] id = new byte[16];
    random.nextBytes(id);
    id[0] |= 0x10;
    String name = "0x" + HexFormat.of().formatHex(id);
    lock.lock();
    try {
      forgetOld();
      filters.put(name, filter);
    } finally {
      lock.unlock();
    }
    return TextNode.valueOf(name);
  }

  private void forgetOld() {
    Instant limit = clock.instant().minus(IDLE_LIMIT);
    var oldest = filters.values().iterator();
    while (oldest.hasNext()) {
      Filter filter = oldest.next();
      if (filters.size() < MAX_FILTERS && filter.usedAt.isAfter(limit)) {
        return;
      }
      oldest.remove();
    }
  }

  private JsonNode changes(RpcParams params) throws RpcException {
    String id = params.required(0).asText();
    lock.lock();
    try {
      Filter filter = filters.get(id);
      if (filter == null) {
        throw RpcException.server("filter not found");
      }
      return filter.poll();
    } finally {
      lock.unlock();
    }
  }

  private JsonNode close(RpcParams params) throws RpcException {
    String id = params.required(0).asText();
    lock.lock();
    try {
      return BooleanNode.valueOf(filters.remove(id) != null);
    } finally {
      lock.unlock();
    }
  }
}
