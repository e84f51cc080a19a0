package org.tetrarch.web.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts by balance, the richest first.
 *
 * @param height of the block after which these are the balances
 * @param accounts how many own something
 * @param next what to give as {@code before} to get the accounts that follow
 */
public record RankingDocument(
    long height, long accounts, List<Holder> items, @Nullable String next) {

  public RankingDocument {
    items = List.copyOf(items);
  }

  /**
   * @param balance in wei
   * @param name of the validator, where the account is one's
   */
  public record Holder(String address, String balance, @Nullable String name) {}
}
