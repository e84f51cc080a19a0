package org.tetrarch.node.http.trace;

import java.util.ArrayList;
import java.util.List;
import org.tetrarch.web.port.ProtocolView.Pace;
import org.tetrarch.web.port.ProtocolView.Resolution;

/** A ring of counts by the time of blocks. Not for several threads. */
final class PaceBook {
  private final Resolution resolution;
  private final Part[] ring;

  PaceBook(Resolution resolution) {
    this.resolution = resolution;
    this.ring = new Part[resolution.length()];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new Part();
    }
  }

  private static final class Part {
    private long number = -1;
    private int blocks;
    private int transfers;
    private int finalities;
    private long finalityMicros;
    private long slowestMicros;

    void begin(long newNumber) {
      number = newNumber;
      blocks = 0;
      transfers = 0;
      finalities = 0;
      finalityMicros = 0;
      slowestMicros = 0;
    }
  }

  private Part at(long millis) {
    long number = Math.floorDiv(millis, resolution.millis());
    Part part = ring[(int) Math.floorMod(number, (long) ring.length)];
    if (part.number < number) {
      part.begin(number);
    }
    return part;
  }

  private boolean isCurrent(Part part, long millis) {
    return part.number == Math.floorDiv(millis, resolution.millis());
  }

  void block(long blockMillis, int transfers) {
    Part part = at(blockMillis);
    if (isCurrent(part, blockMillis)) {
      part.blocks++;
      part.transfers += transfers;
    }
  }

  void finality(SlotBook.Finality finality) {
    Part part = at(finality.blockMillis());
    if (isCurrent(part, finality.blockMillis())) {
      part.finalities++;
      part.finalityMicros += finality.micros();
      part.slowestMicros = Math.max(part.slowestMicros, finality.micros());
    }
  }

  /** Up to the part that an instant lies in, oldest first; empty parts for quiet times. */
  List<Pace> until(long nowMillis) {
    long last = Math.floorDiv(nowMillis, resolution.millis());
    List<Pace> paces = new ArrayList<>(ring.length);
    for (long number = last - ring.length + 1; number <= last; number++) {
      Part part = ring[(int) Math.floorMod(number, (long) ring.length)];
      long start = number * resolution.millis();
      paces.add(
          part.number == number
              ? new Pace(
                  start,
                  part.blocks,
                  part.transfers,
                  part.finalities,
                  part.finalityMicros,
                  part.slowestMicros)
              : new Pace(start, 0, 0, 0, 0, 0));
    }
    return paces;
  }
}
