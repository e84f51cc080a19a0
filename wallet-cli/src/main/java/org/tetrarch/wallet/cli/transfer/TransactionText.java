package org.tetrarch.wallet.cli.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.proof.ProvenReceipt;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.wallet.chain.Certification;
import org.tetrarch.wallet.chain.Chain;
import org.tetrarch.wallet.cli.session.Accounts;
import org.tetrarch.wallet.cli.session.Session;

/** What a transaction says, for people and for programs. */
final class TransactionText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Session session;
  private final Chain chain;
  private final Accounts accounts;

  TransactionText(Session session, Chain chain, Accounts accounts) {
    this.session = session;
    this.chain = chain;
    this.accounts = accounts;
  }

  /** Where it was executed, who certified it, and what it cost. */
  void printPlace(ProvenReceipt receipt) {
    session.fact("block", "%d  %s".formatted(receipt.header().number(), receipt.header().hash()));
    session.fact("time", time(Instant.ofEpochMilli(receipt.header().timestampMillis())));
    session.fact("fee", receipt.fee().toCoins() + " " + chain.symbol());
  }

  void printContent(SignedTransaction transaction) throws IOException {
    session.fact("from", named(transaction.sender()));
    session.fact("to", named(transaction.to()));
    session.fact(
        "amount", session.screen().bold(transaction.value().toCoins() + " " + chain.symbol()));
    session.fact("nonce", String.valueOf(transaction.nonce()));
  }

  String status(ProvenReceipt receipt) {
    return session.screen().green("final")
        + ": "
        + Certification.of(receipt.certificate(), chain).describe();
  }

  /** In the time zone of this machine. */
  static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  private String named(Address address) throws IOException {
    String name = accounts.nameOf(address, chain);
    return (name == null ? "" : name + "  ") + address;
  }

  static void addContent(ObjectNode root, SignedTransaction transaction) {
    root.put("from", transaction.sender().checksummed());
    root.put("to", transaction.to().checksummed());
    root.put("value", transaction.value().toCoins());
    root.put("valueWei", transaction.value().toString());
    root.put("nonce", transaction.nonce());
  }
}
