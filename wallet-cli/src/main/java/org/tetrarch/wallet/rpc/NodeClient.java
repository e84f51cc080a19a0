package org.tetrarch.wallet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.transaction.InvalidTransactionException;
import org.tetrarch.ledger.transaction.SignedTransaction;
import org.tetrarch.ledger.transaction.TransactionDecoder;

/** What the wallet asks a node. Every answer is a claim of that node. */
public final class NodeClient {
  /** Most entries that a node gives of a history at once. */
  public static final int MAX_PAGE = 100;

  private static final HexFormat HEX = HexFormat.of();
  private static final int MAX_REASON_LENGTH = 300;
  private static final int MAX_CURSOR_LENGTH = 64;
  private static final int MAX_NAME_LENGTH = 64;
  private static final int MAX_HOLDERS = 128;

  private final NodeHttp http;

  NodeClient(NodeHttp http) {
    this.http = http;
  }

  /**
   * The same node over the same connection, all of whose answers must be there within {@code time}
   * from now.
   */
  public NodeClient within(Duration time) {
    return new NodeClient(http.within(time));
  }

  /** A transaction as a node lists it. */
  public record Listed(Hash hash, Address from, long nonce) {}

  /**
   * Some transactions of an account, newest first.
   *
   * @param next where the following page begins, or null if there is none
   */
  public record HistoryPage(List<Listed> transactions, @Nullable String next) {
    public HistoryPage {
      transactions = List.copyOf(transactions);
    }
  }

  public NodeAddress address() {
    return http.node();
  }

  /** The proof document of the newest final header. */
  public ObjectNode headerProof() throws NodeUnreachableException, RpcErrorException {
    return answer("pbft_getHeaderProof").object();
  }

  /** The proof document of an account in the newest final state. */
  public ObjectNode accountProof(Address address)
      throws NodeUnreachableException, RpcErrorException {
    return answer("pbft_getAccountProof", address.toHex()).object();
  }

  /** The proof document of an account in the final state of a height. */
  public ObjectNode accountProof(Address address, long height)
      throws NodeUnreachableException, RpcErrorException {
    return answer("pbft_getAccountProof", address.toHex(), "0x" + Long.toHexString(height))
        .object();
  }

  /** The proof document of a transaction; empty while it is in no final block. */
  public Optional<ObjectNode> receiptProof(Hash transaction)
      throws NodeUnreachableException, RpcErrorException {
    Answer proof = answer("pbft_getReceiptProof", transaction.toHex());
    return proof.isNull() ? Optional.empty() : Optional.of(proof.object());
  }

  /** The proof documents of several transactions, in their order, at most {@link #MAX_PAGE}. */
  public List<Optional<ObjectNode>> receiptProofs(List<Hash> transactions)
      throws NodeUnreachableException, RpcErrorException {
    List<Optional<ObjectNode>> proofs = new ArrayList<>();
    for (JsonNode result :
        http.callAll("pbft_getReceiptProof", transactions.stream().map(Hash::toHex).toList())) {
      Answer proof = new Answer(http, "pbft_getReceiptProof", result);
      proofs.add(proof.isNull() ? Optional.empty() : Optional.of(proof.object()));
    }
    return proofs;
  }

  /** The next nonce, transactions that wait counted in. */
  public long pendingNonce(Address address) throws NodeUnreachableException, RpcErrorException {
    return answer("eth_getTransactionCount", address.toHex(), "pending").number();
  }

  /** Submits a signed transaction; an error of the chain's is {@link RpcErrorException}. */
  public void sendRaw(byte[] encoded) throws NodeUnreachableException, RpcErrorException {
    var unused = answer("eth_sendRawTransaction", "0x" + HEX.formatHex(encoded)).hash();
  }

  public TransactionStatus status(Hash transaction)
      throws NodeUnreachableException, RpcErrorException {
    Answer status = answer("pbft_getTransactionStatus", transaction.toHex());
    Answer reason = status.optional("reason");
    Answer height = status.optional("blockNumber");
    Answer since = status.optional("sinceMillis");
    Answer replacedBy = status.optional("replacedBy");
    Answer heldBy = status.optional("heldBy");
    List<String> holders = new ArrayList<>();
    if (heldBy != null) {
      for (Answer holder : heldBy.elements(MAX_HOLDERS)) {
        holders.add(holder.words(MAX_NAME_LENGTH));
      }
    }
    return new TransactionStatus(
        stage(status.field("status")),
        reason == null ? "" : reason.words(MAX_REASON_LENGTH),
        height == null ? OptionalLong.empty() : OptionalLong.of(height.plainNumber()),
        since == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(since.plainNumber())),
        replacedBy == null ? Optional.empty() : Optional.of(replacedBy.hash()),
        holders);
  }

  private static TransactionStatus.Stage stage(Answer word) throws NodeUnreachableException {
    String text = word.words(MAX_NAME_LENGTH);
    for (TransactionStatus.Stage stage : TransactionStatus.Stage.values()) {
      if (stage.word().equals(text)) {
        return stage;
      }
    }
    throw word.broken("is \"" + text + "\", which is no status of a transaction");
  }

  /** A transaction that the node has, whether it is in a block or waits. */
  public Optional<SignedTransaction> transaction(Hash hash)
      throws NodeUnreachableException, RpcErrorException {
    Optional<Answer> document = document("/api/v1/transactions/" + hash.toHex());
    Answer content = document.isEmpty() ? null : document.get().optional("content");
    if (content == null) {
      return Optional.empty();
    }
    Answer raw = content.field("raw");
    SignedTransaction transaction;
    try {
      transaction = TransactionDecoder.decodeUnverified(raw.bytes());
    } catch (InvalidTransactionException e) {
      throw raw.broken("is no transaction: " + e.getMessage());
    }
    if (!transaction.hash().equals(hash) || !transaction.hasValidSignature()) {
      throw raw.broken("is another transaction than the one asked for");
    }
    return Optional.of(transaction);
  }

  /**
   * What an account sent and received, newest first.
   *
   * @param before the {@code next} of the page before, or null for the newest
   */
  public HistoryPage history(Address address, @Nullable String before, int limit)
      throws NodeUnreachableException, RpcErrorException {
    String path = "/api/v1/accounts/" + address.toHex() + "?limit=" + limit;
    Optional<Answer> document = document(before == null ? path : path + "&before=" + before);
    if (document.isEmpty()) {
      return new HistoryPage(List.of(), null);
    }
    Answer history = document.get().field("history");
    List<Listed> listed = new ArrayList<>();
    for (Answer item : history.field("items").elements(limit)) {
      listed.add(
          new Listed(
              item.field("hash").hash(),
              item.field("from").address(),
              item.field("nonce").plainNumber()));
    }
    Answer next = history.optional("next");
    return new HistoryPage(listed, next == null ? null : next.cursor(MAX_CURSOR_LENGTH));
  }

  private Answer answer(String method, Object... params)
      throws NodeUnreachableException, RpcErrorException {
    return new Answer(http, method, http.call(method, params));
  }

  private Optional<Answer> document(String path)
      throws NodeUnreachableException, RpcErrorException {
    return http.get(path).map(document -> new Answer(http, path, document));
  }
}
