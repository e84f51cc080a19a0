package org.tetrarch.ledger.certificate;

import java.nio.charset.StandardCharsets;
import org.tetrarch.ledger.crypto.Hash;
import org.tetrarch.ledger.crypto.Keccak;
import org.tetrarch.ledger.rlp.RlpWriter;

/** The chain that a signature is for; the same statement on another chain has another hash. */
public record SigningDomain(long chainId, Hash genesisHash) {
  /** First in every signed preimage; changes when the meaning of any statement changes. */
  public static final String TAG = "tetrarch/1";

  /**
   * What a replica signs for a statement: keccak(rlp([tag, chain id, genesis hash, type, body])).
   * {@code type} is the statement's name, {@code rlpBody} its one encoding, carried as a byte
   * string.
   */
  public Hash signingHash(String type, byte[] rlpBody) {
    byte[] preimage =
        new RlpWriter(rlpBody.length + 96)
            .beginList()
            .add(TAG.getBytes(StandardCharsets.UTF_8))
            .add(chainId)
            .add(genesisHash)
            .add(type.getBytes(StandardCharsets.UTF_8))
            .add(rlpBody)
            .endList()
            .toBytes();
    return Keccak.hash(preimage);
  }
}
