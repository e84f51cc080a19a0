package org.tetrarch.web.json;

import java.util.List;

/** What an account owned after some of the blocks, in their order. */
public record BalancesDocument(String address, List<Point> points) {

  public BalancesDocument {
    points = List.copyOf(points);
  }

  /**
   * @param balance in wei
   */
  public record Point(long height, long timestampMillis, String balance) {}
}
