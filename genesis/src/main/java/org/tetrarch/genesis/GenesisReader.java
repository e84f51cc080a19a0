package org.tetrarch.genesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tetrarch.genesis.document.DocumentException;
import org.tetrarch.genesis.document.Fields;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.Wei;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.crypto.PublicKey;

/** From the fields of a genesis file to a valid {@link Genesis}. */
final class GenesisReader {
  private GenesisReader() {}

  static Genesis read(Fields root) throws DocumentException {
    Fields config = root.object("config");
    Fields pbft = config.object("pbft");
    long chainId = config.number("chainId");
    String symbol = orElse(config.optionalText("symbol"), Genesis.DEFAULT_SYMBOL);
    List<Validator> validators = validators(pbft);
    PbftParameters parameters = parameters(pbft, Genesis.quorumOf(validators.size()));
    boolean allowMemo = config.flag("allowMemo", false);
    boolean allowUnprotected = config.flag("allowUnprotected", false);
    long timestamp = root.number("timestamp", 0);
    long gasLimit = root.number("gasLimit", Genesis.DEFAULT_GAS_LIMIT);
    Wei baseFee = root.has("baseFeePerGas") ? wei(root, "baseFeePerGas") : Genesis.DEFAULT_BASE_FEE;
    SortedMap<Address, Allocation> alloc = alloc(root.object("alloc"));
    config.end();
    pbft.end();
    root.end();
    try {
      return new Genesis(
          chainId,
          symbol,
          parameters,
          validators,
          timestamp,
          gasLimit,
          baseFee,
          alloc,
          allowMemo,
          allowUnprotected);
    } catch (IllegalArgumentException e) {
      throw root.problem(e);
    }
  }

  private static PbftParameters parameters(Fields pbft, int quorum) throws DocumentException {
    PbftParameters otherwise = PbftParameters.defaults(quorum);
    try {
      return new PbftParameters(
          pbft.smallNumber("window", otherwise.window()),
          pbft.smallNumber("checkpointInterval", otherwise.checkpointInterval()),
          pbft.smallNumber("maxInFlight", otherwise.maxInFlight()),
          pbft.smallNumber("maxBatchTransactions", otherwise.maxBatchTransactions()),
          pbft.smallNumber("requestTimeoutMillis", otherwise.requestTimeoutMillis()),
          pbft.smallNumber("heartbeatMillis", otherwise.heartbeatMillis()),
          pbft.smallNumber("primaryTimeoutMillis", otherwise.primaryTimeoutMillis()),
          pbft.smallNumber("viewChangeTimeoutMillis", otherwise.viewChangeTimeoutMillis()),
          pbft.smallNumber("maxTimeoutMillis", otherwise.maxTimeoutMillis()));
    } catch (IllegalArgumentException e) {
      throw pbft.problem(e);
    }
  }

  private static List<Validator> validators(Fields pbft) throws DocumentException {
    List<Validator> validators = new ArrayList<>();
    for (Fields entry : pbft.objects("validators", Genesis.MAX_VALIDATORS)) {
      String name = entry.text("name");
      Address address = address(entry, "address", entry.text("address"));
      PublicKey publicKey = publicKey(entry);
      Endpoint endpoint = endpoint(entry, "endpoint");
      entry.end();
      try {
        validators.add(new Validator(name, address, publicKey, endpoint));
      } catch (IllegalArgumentException e) {
        throw entry.problem(e);
      }
    }
    return validators;
  }

  private static SortedMap<Address, Allocation> alloc(Fields accounts) throws DocumentException {
    SortedMap<Address, Allocation> alloc = new TreeMap<>();
    for (String key : accounts.names()) {
      // Ethereum's files write the addresses here with and without 0x.
      Address address = address(accounts, key, key.startsWith("0x") ? key : "0x" + key);
      Fields account = accounts.object(key);
      Allocation allocation;
      try {
        allocation = new Allocation(wei(account, "balance"), account.optionalText("comment"));
      } catch (IllegalArgumentException e) {
        throw account.problem(e);
      }
      account.end();
      if (alloc.put(address, allocation) != null) {
        throw accounts.problem(key, "is listed twice; keep one entry");
      }
    }
    return alloc;
  }

  private static Address address(Fields fields, String name, String text) throws DocumentException {
    try {
      return Address.parseChecked(text);
    } catch (MalformedException e) {
      throw fields.problem(name, String.valueOf(e.getMessage()));
    }
  }

  private static PublicKey publicKey(Fields fields) throws DocumentException {
    try {
      return PublicKey.parse(fields.text("publicKey"));
    } catch (MalformedException e) {
      throw fields.problem("publicKey", String.valueOf(e.getMessage()));
    }
  }

  private static Endpoint endpoint(Fields fields, String name) throws DocumentException {
    try {
      return Endpoint.parse(fields.text(name));
    } catch (IllegalArgumentException e) {
      throw fields.problem(name, String.valueOf(e.getMessage()));
    }
  }

  private static Wei wei(Fields fields, String name) throws DocumentException {
    BigInteger quantity = fields.quantity(name);
    if (quantity.bitLength() > Wei.BITS) {
      throw fields.problem(name, "must be below 2^256");
    }
    return Wei.of(quantity);
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
