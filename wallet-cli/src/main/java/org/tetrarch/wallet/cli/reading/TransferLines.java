package org.tetrarch.wallet.cli.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.history.Transfer;

/** How {@code history} and {@code watch} write a transfer. */
final class TransferLines {
  static final String CSV_HEADER =
      "time,block,hash,direction,account,counterparty,counterpartyAddress,amount,fee,symbol,nonce";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Accounts accounts;
  private final Chain chain;

  TransferLines(Accounts accounts, Chain chain) {
    this.accounts = accounts;
    this.chain = chain;
  }

  private static Instant instant(ProvenReceipt receipt) {
    return Instant.ofEpochMilli(receipt.header().timestampMillis());
  }

  /** In the time zone of this machine. */
  static String time(ProvenReceipt receipt) {
    return TIME.format(instant(receipt).atZone(ZoneId.systemDefault()));
  }

  /** In coins, with its sign. */
  static String change(Transfer transfer) {
    boolean gain = transfer.change().signum() >= 0;
    return (gain ? "+" : "-") + Wei.of(transfer.change().abs()).toCoins();
  }

  static String direction(Transfer transfer) {
    return switch (transfer.direction()) {
      case IN -> "from";
      case OUT -> "to";
      case SELF -> "self";
    };
  }

  /** By name where it has one. */
  String counterparty(Transfer transfer) throws IOException {
    String name = accounts.nameOf(transfer.counterparty(), chain);
    return name == null ? transfer.counterparty().checksummed() : name;
  }

  /** Names hold neither commas nor quotes. */
  String csv(Transfer transfer) throws IOException {
    SignedTransaction transaction = transfer.receipt().transaction();
    String name = accounts.nameOf(transfer.counterparty(), chain);
    return String.join(
        ",",
        instant(transfer.receipt()).toString(),
        String.valueOf(transfer.receipt().header().number()),
        transaction.hash().toHex(),
        transfer.direction().name().toLowerCase(Locale.ROOT),
        transfer.account().checksummed(),
        name == null ? "" : name,
        transfer.counterparty().checksummed(),
        transaction.value().toCoins(),
        transfer.isSent() ? transfer.receipt().fee().toCoins() : "0",
        chain.symbol(),
        transfer.isSent() ? String.valueOf(transaction.nonce()) : "");
  }

  ObjectNode json(Transfer transfer) throws IOException {
    SignedTransaction transaction = transfer.receipt().transaction();
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("hash", transaction.hash().toHex());
    entry.put("timestampMillis", transfer.receipt().header().timestampMillis());
    entry.put("blockNumber", transfer.receipt().header().number());
    entry.put("direction", transfer.direction().name().toLowerCase(Locale.ROOT));
    entry.put("account", transfer.account().checksummed());
    entry.put("counterparty", transfer.counterparty().checksummed());
    entry.put("counterpartyName", accounts.nameOf(transfer.counterparty(), chain));
    entry.put("value", transaction.value().toCoins());
    entry.put("valueWei", transaction.value().toString());
    entry.put("feeWei", transfer.isSent() ? transfer.receipt().fee().toString() : "0");
    entry.put("changeWei", transfer.change().toString());
    return entry;
  }
}
