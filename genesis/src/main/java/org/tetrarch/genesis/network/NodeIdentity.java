package org.tetrarch.genesis.network;

import org.tetrarch.genesis.Genesis;
import org.tetrarch.genesis.GenesisException;
import org.tetrarch.genesis.GenesisFile;
import org.tetrarch.genesis.Validator;
import org.tetrarch.ledger.crypto.PrivateKey;

/**
 * A node's configuration with what it points at, found to fit together.
 *
 * @param index the node's replica id: the place of its key among the validators
 */
public record NodeIdentity(NodeConfig config, Genesis genesis, PrivateKey key, int index) {

  /** Reads genesis and key; a key that is not a validator's is an error that says what to do. */
  public static NodeIdentity load(NodeConfig config) throws GenesisException {
    Genesis genesis = GenesisFile.read(config.genesisFile());
    PrivateKey key = NodeKeyFile.read(config.keyFile());
    int index =
        genesis
            .validatorIndex(key.address())
            .orElseThrow(
                () ->
                    new GenesisException(
                        config.keyFile()
                            + ": is the key of "
                            + key.address()
                            + ", which is no validator in "
                            + config.genesisFile()
                            + "; use the key that belongs to this network"));
    return new NodeIdentity(config, genesis, key, index);
  }

  /** This node's entry in the genesis file. */
  public Validator validator() {
    return genesis.validators().get(index);
  }
}
