package org.tetrarch.consensus.number;

/** A view number, from 0. */
public record View(long number) implements Comparable<View> {
  public static final View FIRST = new View(0);

  public View {
    if (number < 0) {
      throw new IllegalArgumentException("view below 0: " + number);
    }
  }

  public static View of(long number) {
    return new View(number);
  }

  public View next() {
    return new View(Math.addExact(number, 1));
  }

  public boolean isAfter(View other) {
    return number > other.number;
  }

  @Override
  public int compareTo(View other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "view " + number;
  }
}
