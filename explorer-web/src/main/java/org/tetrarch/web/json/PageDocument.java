package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next what to give as {@code before} (or {@code from}, where a list runs forward) to get
 *     the page after this one; left out on the last page. It stays valid for ever
 */
public record PageDocument<T>(List<T> items, @Nullable String next) {

  public PageDocument {
    items = List.copyOf(items);
  }
}
