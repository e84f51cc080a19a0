package org.tetrarch.wallet.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.certificate.Certificate;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.Hash;

/** What the wallet asks a node. Every answer is a claim of that node. */
public final class NodeClient implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MAX_NAME_LENGTH = 64;
  private static final int MAX_REASON_LENGTH = 300;

  private final JsonRpc rpc;

  public NodeClient(URI uri) {
    this(new JsonRpc(uri));
  }

  private NodeClient(JsonRpc rpc) {
    this.rpc = rpc;
  }

  /**
   * The same node over the same connection, all of whose answers must be there within {@code time}
   * from now. Ends with the client that it came from.
   */
  public NodeClient within(Duration time) {
    return new NodeClient(rpc.within(time));
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
      Hash hash, Address from, @Nullable Address to, Wei value, long nonce) {}

  /** What became of a transaction, in the node's words: pending, inBatch, dropped, replaced … */
  public record Status(String stage, @Nullable String reason) {}

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
    return answer("eth_getBlockByNumber", "latest", false).field("baseFeePerGas").price();
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
            receipt.field("effectiveGasPrice").price()));
  }

  public Optional<KnownTransaction> transaction(Hash hash)
      throws NodeUnreachableException, RpcErrorException {
    Answer transaction = answer("eth_getTransactionByHash", hash.toHex());
    if (transaction.isNull()) {
      return Optional.empty();
    }
    if (!transaction.field("hash").hash().equals(hash)) {
      throw transaction.broken("is another transaction than the one asked for");
    }
    Answer to = transaction.optional("to");
    return Optional.of(
        new KnownTransaction(
            hash,
            transaction.field("from").address(),
            to == null ? null : to.address(),
            transaction.field("value").wei(),
            transaction.field("nonce").number()));
  }

  /** Empty from a node that does not know the method. */
  public Optional<Status> status(Hash transaction)
      throws NodeUnreachableException, RpcErrorException {
    try {
      Answer status = answer("pbft_getTransactionStatus", transaction.toHex());
      Answer reason = status.optional("reason");
      return Optional.of(
          new Status(
              status.field("status").words(MAX_NAME_LENGTH),
              reason == null ? null : reason.words(MAX_REASON_LENGTH)));
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
    List<ClaimedCertificate.Signer> signers = new ArrayList<>();
    for (Answer signer : answer.field("signers").elements(Certificate.MAX_SIGNATURES)) {
      signers.add(
          new ClaimedCertificate.Signer(
              signer.field("index").smallNumber(),
              signer.field("name").words(MAX_NAME_LENGTH),
              signer.field("signature").signature()));
    }
    return Optional.of(
        new ClaimedCertificate(
            uri(),
            answer.field("height").plainNumber(),
            answer.field("blockHash").hash(),
            signers,
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
}
