package org.tetrarch.web.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tetrarch.ledger.crypto.Address;
import org.tetrarch.ledger.proof.BalanceProof;
import org.tetrarch.ledger.proof.HeaderProof;
import org.tetrarch.ledger.proof.ReceiptProof;
import org.tetrarch.ledger.state.AccountProof;
import org.tetrarch.web.port.ChainView;
import org.tetrarch.web.port.LocatedTransaction;
import org.tetrarch.web.port.NodePorts;
import org.tetrarch.web.port.StoredBlock;

/** Methods whose answers need not be believed. */
final class ProofMethods {

  /** As geth bounds them. */
  private static final int MAX_STORAGE_KEYS = 1024;

  private static final Pattern STORAGE_KEY = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  private final ChainView chain;
  private final BlockSelector selector;
  private final HeaderProofs headers;
  private final ProofJson json;

  ProofMethods(NodePorts ports) {
    this.chain = ports.chain();
    this.selector = new BlockSelector(chain);
    this.headers = new HeaderProofs(chain);
    this.json = new ProofJson(ports.info());
  }

  void addTo(RpcRegistry registry) {
    registry.add("eth_getProof", this::ethereumProof);
    registry.add("pbft_getHeaderProof", this::headerProof);
    registry.add("pbft_getReceiptProof", this::receiptProof);
    registry.add("pbft_getAccountProof", this::accountProof);
  }

  private JsonNode ethereumProof(RpcParams params) throws RpcException {
    Address address = params.address(0);
    List<String> storageKeys = storageKeys(params);
    long height = selector.existingHeight(params, 2);
    return ProofJson.ethereum(accountAt(address, height), storageKeys);
  }

  private static List<String> storageKeys(RpcParams params) throws RpcException {
    Optional<JsonNode> node = params.optional(1);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!node.get().isArray() || node.get().size() > MAX_STORAGE_KEYS) {
      throw RpcParams.invalid(1, "not a list of at most " + MAX_STORAGE_KEYS + " storage keys");
    }
    List<String> keys = new ArrayList<>();
    for (JsonNode key : node.get()) {
      if (!key.isTextual() || !STORAGE_KEY.matcher(key.textValue()).matches()) {
        throw RpcParams.invalid(1, "not a storage key of 0x and at most 64 hex digits");
      }
      keys.add(key.textValue());
    }
    return keys;
  }

  private JsonNode headerProof(RpcParams params) throws RpcException {
    return json.header(finality(finalHeight(params, 0)));
  }

  /** Null while the transaction is not executed, or its block not certified. */
  private JsonNode receiptProof(RpcParams params) throws RpcException {
    Optional<LocatedTransaction> located = chain.transaction(params.hash(0));
    if (located.isEmpty()) {
      return NullNode.instance;
    }
    long height = located.get().header().number();
    Optional<HeaderProof> finality = headers.of(height);
    Optional<StoredBlock> stored = chain.block(height);
    if (finality.isEmpty() || stored.isEmpty()) {
      return NullNode.instance;
    }
    return json.receipt(
        ReceiptProof.of(
            stored.get().block(), stored.get().receipts(), located.get().index(), finality.get()));
  }

  private JsonNode accountProof(RpcParams params) throws RpcException {
    Address address = params.address(0);
    long height = finalHeight(params, 1);
    return json.account(new BalanceProof(accountAt(address, height), finality(height)));
  }

  private AccountProof accountAt(Address address, long height) throws RpcException {
    return chain
        .accountProof(address, height)
        .orElseThrow(() -> AccountMethods.stateNotKept(height));
  }

  /** What can be proven reaches as far as the certificates, so that is the default. */
  private long finalHeight(RpcParams params, int position) throws RpcException {
    return params.optional(position).isPresent()
        ? selector.existingHeight(params, position)
        : chain.head().certifiedHeight();
  }

  private HeaderProof finality(long height) throws RpcException {
    return headers
        .of(height)
        .orElseThrow(
            () ->
                RpcException.server(
                    "block %d is not final yet: proofs reach block %d"
                        .formatted(height, chain.head().certifiedHeight())));
  }
}
