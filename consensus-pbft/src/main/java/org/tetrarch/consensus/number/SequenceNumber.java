package org.tetrarch.consensus.number;

/** A sequence number; equal to the height of the block it becomes. 0 is genesis. */
public record SequenceNumber(long value) implements Comparable<SequenceNumber> {
  public static final SequenceNumber GENESIS = new SequenceNumber(0);

  public SequenceNumber {
    if (value < 0) {
      throw new IllegalArgumentException("sequence number below 0: " + value);
    }
  }

  public static SequenceNumber of(long value) {
    return new SequenceNumber(value);
  }

  public SequenceNumber next() {
    return plus(1);
  }

  public SequenceNumber plus(long distance) {
    return new SequenceNumber(Math.addExact(value, distance));
  }

  public boolean isAfter(SequenceNumber other) {
    return value > other.value;
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
