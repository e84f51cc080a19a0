package org.tetrarch.web.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tetrarch.web.port.AccountRanking;

/** Ranks what tests put into it. */
public final class FakeRanking implements AccountRanking {

  private static final Comparator<Holding> RICHEST_FIRST =
      Comparator.comparing(Holding::balance)
          .reversed()
          .thenComparing(holding -> holding.address().toHex());

  public final List<Holding> holdings = new ArrayList<>();

  @Override
  public Page page(Optional<Holding> after, int limit) {
    List<Holding> following =
        holdings.stream()
            .sorted(RICHEST_FIRST)
            .filter(each -> after.isEmpty() || RICHEST_FIRST.compare(each, after.get()) > 0)
            .toList();
    List<Holding> page = following.stream().limit(limit).toList();
    return new Page(7, holdings.size(), page, page.size() < following.size());
  }
}
