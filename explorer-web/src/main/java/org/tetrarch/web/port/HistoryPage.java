package org.tetrarch.web.port;

import java.util.List;
import java.util.Optional;

/**
 * Part of an address's history, newest first.
 *
 * @param next where the following page begins: the place of this page's last entry when older ones
 *     exist, otherwise empty
 */
public record HistoryPage(List<LocatedTransaction> entries, Optional<HistoryCursor> next) {

  /** No page is longer than this. */
  public static final int MAX_LIMIT = 100;

  public HistoryPage {
    entries = List.copyOf(entries);
  }
}
