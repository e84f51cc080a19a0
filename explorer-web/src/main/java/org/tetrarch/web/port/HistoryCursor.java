package org.tetrarch.web.port;

/**
 * A place in the chain, stable for ever: the transaction {@code index} of the block at {@code
 * height}.
 */
public record HistoryCursor(long height, int index) {

  public HistoryCursor {
    if (height < 0 || index < 0) {
      throw new IllegalArgumentException("no transaction stands at " + height + "." + index);
    }
  }
}
