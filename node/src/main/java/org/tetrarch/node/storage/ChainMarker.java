package org.tetrarch.node.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.tetrarch.ledger.MalformedException;
import org.tetrarch.ledger.crypto.Hash;

/** Whose data a directory holds. */
public record ChainMarker(long chainId, Hash genesisHash, int replica) {
  /** Of everything in the directory; another number means another layout. */
  private static final int FORMAT = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    return JSON.createObjectNode()
            .put("format", FORMAT)
            .put("chainId", chainId)
            .put("genesisHash", genesisHash.toHex())
            .put("replica", replica)
            .toPrettyString()
        + "\n";
  }

  static ChainMarker parse(Path directory, String text) throws StorageException {
    try {
      JsonNode json = JSON.readTree(text);
      int format = json.path("format").asInt(0);
      if (format != FORMAT) {
        throw new StorageException(
            StorageException.Reason.OTHER_CHAIN,
            "data directory %s has format %d, this version reads %d: use another directory"
                .formatted(directory, format, FORMAT));
      }
      return new ChainMarker(
          json.path("chainId").asLong(),
          Hash.parse(json.path("genesisHash").asText()),
          json.path("replica").asInt(-1));
    } catch (JsonProcessingException | MalformedException e) {
      throw StorageException.corrupted(directory, "chain.json cannot be read", e);
    }
  }

  /** Throws, naming both, unless this is the chain and the replica that the node is started for. */
  void require(Path directory, ChainMarker expected) throws StorageException {
    if (chainId != expected.chainId || !genesisHash.equals(expected.genesisHash)) {
      throw new StorageException(
          StorageException.Reason.OTHER_CHAIN,
          "data directory %s belongs to another chain (chain id %d, genesis %s), the genesis file gives chain id %d, genesis %s: use another directory, or the genesis file of that chain"
              .formatted(directory, chainId, genesisHash, expected.chainId, expected.genesisHash));
    }
    if (replica != expected.replica) {
      throw new StorageException(
          StorageException.Reason.OTHER_CHAIN,
          "data directory %s belongs to replica %d, this node is replica %d: use another directory"
              .formatted(directory, replica, expected.replica));
    }
  }
}
