package org.tetrarch.web.json;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.ProtocolView.Pace;
import org.tetrarch.web.port.ProtocolView.Presence;
import org.tetrarch.web.port.ProtocolView.Resolution;
import org.tetrarch.web.port.TransactionPool.Pending;
import org.tetrarch.web.port.TransactionPool.PoolCounts;
import org.tetrarch.web.port.Validator;

/** Makes the documents of what happens over time: pace, presence, and what waits. */
public final class ProtocolDocuments {

  private final NodePorts ports;
  private final InstantSource clock;

  public ProtocolDocuments(NodePorts ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  /** The pace of the chain up to now. */
  public PaceDocument pace(Resolution resolution) {
    List<Pace> paces = ports.protocol().pace(resolution);
    List<@Nullable Long> mean = new ArrayList<>();
    List<@Nullable Long> slowest = new ArrayList<>();
    for (Pace pace : paces) {
      boolean seen = pace.finalities() > 0;
      mean.add(seen ? pace.finalityMicros() / pace.finalities() : null);
      slowest.add(seen ? pace.slowestMicros() : null);
    }
    return new PaceDocument(
        paces.isEmpty() ? clock.millis() : paces.getFirst().startMillis(),
        resolution.millis(),
        paces.stream().map(Pace::blocks).toList(),
        paces.stream().map(Pace::transfers).toList(),
        mean,
        slowest);
  }

  /** How each replica was heard. */
  public List<PresenceDocument> presence() {
    List<Presence> presence = ports.protocol().presence();
    List<PresenceDocument> all = new ArrayList<>();
    for (int index = 0; index < presence.size(); index++) {
      Presence one = presence.get(index);
      all.add(
          new PresenceDocument(
              index,
              validator(index).name(),
              one.medianVoteMicros().orElse(null),
              one.minutes().stream()
                  .map(m -> new PresenceDocument.Minute(m.startMillis(), m.looks(), m.present()))
                  .toList()));
    }
    return all;
  }

  /** What waits for a block. */
  public PendingDocument pending(int limit) {
    PoolCounts counts = ports.pool().counts();
    return new PendingDocument(
        counts.executable(),
        counts.queued(),
        clock.millis(),
        ports.pool().pending(limit).stream().map(this::describe).toList());
  }

  private PendingDocument.Item describe(Pending waiting) {
    var transaction = waiting.transaction();
    String status = waiting.executable() ? "pending" : "queued";
    return new PendingDocument.Item(
        transaction.hash().toHex(),
        transaction.sender().checksummed(),
        transaction.to().checksummed(),
        transaction.value().toString(),
        transaction.nonce(),
        transaction.maxFeePerGas().toString(),
        waiting.sinceMillis(),
        waiting.batch().isPresent() ? "inBatch" : status,
        waiting.batch().isPresent() ? waiting.batch().getAsLong() : null,
        waiting.executable() ? passedBy(waiting.sinceMillis()) : List.of());
  }

  private List<PendingDocument.PassedBy> passedBy(long sinceMillis) {
    Map<Integer, Integer> blocks = ports.protocol().proposalsSince(sinceMillis);
    return blocks.entrySet().stream()
        .map(
            entry ->
                new PendingDocument.PassedBy(
                    entry.getKey(), validator(entry.getKey()).name(), entry.getValue()))
        .toList();
  }

  private Validator validator(int index) {
    return ports.info().validators().get(index);
  }
}
