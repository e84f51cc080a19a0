package org.tetrarch.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.web.http.ProblemException;
import org.tetrarch.web.json.SearchDocument;
import org.tetrarch.web.json.TransactionDocuments;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.Validator;

/** Finds out what a text names. Whatever it is, the answer says something that helps. */
final class SearchResource {

  private static final int MAX_LENGTH = 200;
  private static final Pattern GROUPED = Pattern.compile("#?[0-9][0-9, _]*");
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]+");

  private final NodePorts ports;
  private final TransactionDocuments transactions;

  SearchResource(NodePorts ports, TransactionDocuments transactions) {
    this.ports = ports;
    this.transactions = transactions;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/v1/search", this::search);
  }

  private void search(Context context) {
    String text = context.queryParam("q");
    if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
      throw ProblemException.badField(
          "q", "q must be what to search for, at most " + MAX_LENGTH + " characters.");
    }
    RestRoutes.answer(context, find(text.strip()));
  }

  private SearchDocument find(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("latest")) {
      return found("block", String.valueOf(ports.chain().head().height()));
    }
    if (GROUPED.matcher(text).matches()) {
      return block(text.replaceAll("[#, _]", ""));
    }
    if (HASH.matcher(lower).matches()) {
      return hash(lower);
    }
    if (ADDRESS.matcher(text).matches()) {
      return account(text);
    }
    Optional<Validator> validator =
        ports.info().validators().stream()
            .filter(each -> each.name().equalsIgnoreCase(text))
            .findFirst();
    return validator
        .map(each -> found("replica", each.name()))
        .orElseGet(() -> nothing(hint(text)));
  }

  private SearchDocument block(String digits) {
    long head = ports.chain().head().height();
    OptionalLong height = Parameters.number(digits);
    if (height.isEmpty() || height.getAsLong() > head) {
      return nothing("There is no such block yet; the newest is " + head + ".");
    }
    return found("block", String.valueOf(height.getAsLong()));
  }

  private SearchDocument hash(String hex) {
    Hash hash = Hash.fromHex(hex);
    if (ports.chain().block(hash).isPresent()) {
      return found("block", hex);
    }
    if (transactions.transaction(hash).isPresent()) {
      return found("transaction", hex);
    }
    return nothing(
        "This node knows no transaction and no block of this hash. A transaction that was given to"
            + " another node reaches this one within a second.");
  }

  private static SearchDocument account(String text) {
    try {
      return found("account", Address.parseChecked(text).checksummed());
    } catch (MalformedException e) {
      return nothing(
          "This address does not fit its own checksum, so it was probably mistyped: "
              + e.getMessage()
              + ".");
    }
  }

  private static String hint(String text) {
    if (HEX.matcher(text).matches()) {
      int digits = text.length() - (text.startsWith("0x") ? 2 : 0);
      return "A hash has 0x and 64 hex digits, an address 0x and 40; this has " + digits + ".";
    }
    return "Search for a block height, the hash of a transaction or block, an address, or the name"
        + " of a replica.";
  }

  private static SearchDocument found(String kind, String id) {
    return new SearchDocument(kind, id, null);
  }

  private static SearchDocument nothing(String hint) {
    return new SearchDocument("none", null, hint);
  }
}
