package org.tetrarch.wallet.rpc;

import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Signature;

/** What the wallet asks a node. Every answer is a claim of that node. */
public final class NodeClient implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();

  private final JsonRpc rpc;

  public NodeClient(URI uri) {
    this.rpc = new JsonRpc(uri);
  }

  /** Where a transaction was executed. */
  public record Inclusion(
      long height, Hash blockHash, boolean succeeded, long gasUsed, Wei effectiveGasPrice) {
    /** What was paid for the execution. */
    public Wei fee() {
      return effectiveGasPrice.times(gasUsed);
    }
  }

  /** A transaction that the node knows. */
  public record KnownTransaction(
      Hash hash, Address from, @Nullable Address to, Wei value, long nonce, Wei maxFeePerGas) {}

  /** What became of a transaction, in the node's words: pending, inBatch, dropped, replaced … */
  public record Status(String stage, @Nullable String reason) {}

  /** A certificate, and the names and numbers that the node gives with it. */
  public record ClaimedCertificate(
      Certificate certificate, SortedMap<Integer, String> names, int quorum, int total) {}

  public URI uri() {
    return rpc.uri();
  }

  public long chainId() throws NodeUnreachableException, RpcErrorException {
    return answer("eth_chainId").number();
  }

  /** The executed balance. */
  public Wei balance(Address address) throws NodeUnreachableException, RpcErrorException {
    return answer("eth_getBalance", address.toHex(), "latest").wei();
  }

  /** The next nonce, transactions that wait counted in. */
  public long pendingNonce(Address address) throws NodeUnreachableException, RpcErrorException {
    return answer("eth_getTransactionCount", address.toHex(), "pending").number();
  }

  /** The base fee per gas of the latest block. */
  public Wei baseFee() throws NodeUnreachableException, RpcErrorException {
    return answer("eth_getBlockByNumber", "latest", false).field("baseFeePerGas").wei();
  }

  public Hash genesisHash() throws NodeUnreachableException, RpcErrorException {
    return answer("eth_getBlockByNumber", "0x0", false).field("hash").hash();
  }

  /** Submits a signed transaction; an error of the chain's is {@link RpcErrorException}. */
  public void sendRaw(byte[] encoded) throws NodeUnreachableException, RpcErrorException {
    answer("eth_sendRawTransaction", "0x" + HEX.formatHex(encoded)).hash();
  }

  public Optional<Inclusion> inclusion(Hash transaction)
      throws NodeUnreachableException, RpcErrorException {
    Answer receipt = answer("eth_getTransactionReceipt", transaction.toHex());
    if (receipt.isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new Inclusion(
            receipt.field("blockNumber").number(),
            receipt.field("blockHash").hash(),
            receipt.field("status").number() == 1,
            receipt.field("gasUsed").number(),
            receipt.field("effectiveGasPrice").wei()));
  }

  public Optional<KnownTransaction> transaction(Hash hash)
      throws NodeUnreachableException, RpcErrorException {
    Answer transaction = answer("eth_getTransactionByHash", hash.toHex());
    if (transaction.isNull()) {
      return Optional.empty();
    }
    Answer to = transaction.optional("to");
    Answer maxFee = transaction.optional("maxFeePerGas");
    return Optional.of(
        new KnownTransaction(
            transaction.field("hash").hash(),
            transaction.field("from").address(),
            to == null ? null : to.address(),
            transaction.field("value").wei(),
            transaction.field("nonce").number(),
            maxFee == null ? transaction.field("gasPrice").wei() : maxFee.wei()));
  }

  /** Empty from a node that does not know the method. */
  public Optional<Status> status(Hash transaction)
      throws NodeUnreachableException, RpcErrorException {
    try {
      Answer status = answer("pbft_getTransactionStatus", transaction.toHex());
      Answer reason = status.optional("reason");
      return Optional.of(
          new Status(status.field("status").text(), reason == null ? null : reason.text()));
    } catch (RpcErrorException e) {
      if (e.code() == RpcErrorException.METHOD_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The certificate of a height; empty while it has none. */
  public Optional<ClaimedCertificate> certificate(long height)
      throws NodeUnreachableException, RpcErrorException {
    Answer answer = answer("pbft_getCertificate", "0x" + Long.toHexString(height));
    if (answer.isNull()) {
      return Optional.empty();
    }
    SortedMap<Integer, Signature> signatures = new TreeMap<>();
    SortedMap<Integer, String> names = new TreeMap<>();
    for (Answer signer : answer.field("signers").elements(Certificate.MAX_SIGNATURES)) {
      int index = signer.field("index").smallNumber();
      signatures.put(index, signature(signer.field("signature")));
      names.put(index, printable(signer.field("name").text()));
    }
    Certificate certificate =
        new Certificate(
            answer.field("height").plainNumber(), answer.field("blockHash").hash(), signatures);
    return Optional.of(
        new ClaimedCertificate(
            certificate,
            names,
            answer.field("quorum").smallNumber(),
            answer.field("total").smallNumber()));
  }

  @Override
  public void close() {
    rpc.close();
  }

  private Answer answer(String method, Object... params)
      throws NodeUnreachableException, RpcErrorException {
    return new Answer(rpc, method, rpc.call(method, params));
  }

  private static Signature signature(Answer answer) throws NodeUnreachableException {
    String text = answer.text();
    try {
      return Signature.fromBytes(HEX.parseHex(text.startsWith("0x") ? text.substring(2) : text));
    } catch (IllegalArgumentException | MalformedException e) {
      throw answer.broken("is no signature");
    }
  }

  /** A node must not be able to move our cursor about. */
  private static String printable(String text) {
    String safe = text.replaceAll("[^\\x20-\\x7e]", "?");
    return safe.length() <= 64 ? safe : safe.substring(0, 64);
  }
}
