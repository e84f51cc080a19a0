package org.tetrarch.web.rest;

import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.web.json.BlockDocuments;
import org.tetrarch.web.json.TransferSummary;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.HistoryCursor;
import org.tetrarch.web.port.HistoryPage;

/** An account's transfers as a table for spreadsheets, newest first, amounts in coins. */
final class TransferCsv {

  /**
   * Rows of one answer, a megabyte; what is older is asked for with the cursor in the Link header.
   */
  private static final int MAX_ROWS = 5_000;

  private final ChainView chain;
  private final BlockDocuments documents;
  private final String symbol;

  TransferCsv(ChainView chain, BlockDocuments documents, String symbol) {
    this.chain = chain;
    this.documents = documents;
    this.symbol = symbol;
  }

  void send(Context context, Address address, Optional<HistoryCursor> before) {
    String account = address.checksummed();
    StringBuilder table =
        new StringBuilder(
            "time,block,index,transaction,direction,from,to,amount %1$s,fee %1$s,nonce\r\n"
                .formatted(symbol));
    Optional<HistoryCursor> cursor = before;
    for (int rows = 0; rows < MAX_ROWS; rows += HistoryPage.MAX_LIMIT) {
      HistoryPage page = chain.history(address, cursor, HistoryPage.MAX_LIMIT);
      page.entries().forEach(entry -> table.append(row(documents.transfer(entry), account)));
      cursor = page.next();
      if (cursor.isEmpty()) {
        break;
      }
    }
    cursor.ifPresent(
        next ->
            context.header(
                "Link",
                "</api/v1/accounts/%s/transfers.csv?before=%s>; rel=\"next\""
                    .formatted(account, Parameters.text(next))));
    context
        .contentType("text/csv; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"%s.csv\"".formatted(account))
        .result(table.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String row(TransferSummary transfer, String account) {
    boolean sent = transfer.from().equals(account);
    String direction = sent && transfer.to().equals(account) ? "self" : sent ? "out" : "in";
    return "%s,%d,%d,%s,%s,%s,%s,%s,%s,%d\r\n"
        .formatted(
            Instant.ofEpochMilli(transfer.timestampMillis()),
            transfer.height(),
            transfer.index(),
            transfer.hash(),
            direction,
            transfer.from(),
            transfer.to(),
            coins(transfer.value()),
            sent ? coins(transfer.fee()) : "0",
            transfer.nonce());
  }

  private static String coins(String wei) {
    BigDecimal coins = new BigDecimal(new BigInteger(wei), Wei.Unit.COIN.decimals());
    return coins.signum() == 0 ? "0" : coins.stripTrailingZeros().toPlainString();
  }
}
